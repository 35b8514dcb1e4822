"""Who looks on while a world is lived: when the firm changed its strategy, and how one client felt week by week."""

import math
from collections.abc import Sequence

import numpy as np

from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM, NEVER
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace
from retainsim.model.state import World, address_of
from retainsim.results.life import Life, Moment
from retainsim.results.movements import ORGANISATION
from retainsim.results.story import Course, Phase
from retainsim.scenario.schema import Scenario
from retainsim.study.setup.translation import enabled_rivals


class Observer:
    """What is seen of a world of so many weeks: when triggers fire, and how a client fares."""

    def __init__(self, weeks: int, client: int | None) -> None:
        self.triggers: list[tuple[int, int]] = []  # that fired: in which week, which of the strategy in force
        self._weeks, self._client = weeks, client
        self._due = math.inf  # part of a visit that was due to the client a week ago
        self._moments: list[Moment] = []  # the opening, and the end of each week

    def begin(self, seasoned: World, p: Parameters) -> None:
        """Note how the client fares at the opening."""
        if self._client is not None:
            self._moments.append(self._moment(seasoned, self._client, p))

    def look(self, week: int, world: World, p: Parameters) -> None:
        """Note what cannot be read from the trace."""
        if world.counter[1] >= 0 and week + 1 < self._weeks:
            self.triggers.append((week, int(world.counter[1])))
        if self._client is not None:
            self._moments.append(self._moment(world, self._client, p))

    def life(self, trace: Trace) -> Life | None:
        """The life of the client that was watched, if one was."""
        if self._client is None:
            return None
        opening, *weeks = self._moments
        return Life(self._client, opening, tuple(weeks), trace.events[trace.events[:, ORGANISATION] == self._client])

    def _moment(self, world: World, organisation: int, p: Parameters) -> Moment:
        """One organisation as it is now."""
        place = int(address_of(np.int64(organisation)))

        def whole(field: np.uint64) -> int:
            return int(world.whole[int(field) + place])

        def real(field: np.uint64) -> float:
            return float(world.real[int(field) + place])

        supplier, due = whole(fields.SUPPLIER), real(fields.VISIT_DUE)
        visits = world.visits[whole(fields.HANDLER)] * (real(fields.CARE_WEIGHT) if supplier == FIRM else 1.0)
        # What is due grows by less than a visit and falls by a whole one; whoever is due more is visited every week.
        is_visited = supplier >= 0 and (due < self._due < math.inf or visits >= 1.0)
        self._due = due
        return Moment(
            supplier, whole(fields.SINCE), whole(fields.TERM_END), whole(fields.SUITOR),
            whole(fields.TRIAL) != NEVER, whole(fields.ALARM) != NEVER, whole(fields.LEAVING) != NEVER,
            float(attachment(real(fields.ATTACH_PERSON), real(fields.ATTACH_FIRM), p.attachment.person_share)),
            real(fields.BELIEVED), real(fields.COURTSHIP), real(fields.GRIEVANCE), bool(is_visited)).where_defined()


def course_of(scenario: Scenario, strategy: str, triggers: Sequence[tuple[int, int]], trace: Trace) -> Course:
    """The strategies that were followed, and the rivals that entered."""
    phases = [Phase(0, strategy, scenario.strategies[strategy].rescue_on)]
    for week, place in triggers:
        trigger = scenario.strategies[phases[-1].strategy].triggers[place]
        column = trace.series[week + 1 - trigger.within_weeks:week + 1, columns.NAMES.index(trigger.observe)]
        phases.append(Phase(week + 1, trigger.become, scenario.strategies[trigger.become].rescue_on, trigger.observe,
                            int(column.sum()), trigger.within_weeks, trigger.above, trigger.below))
    entries = [(rival.start_week, supplier) for supplier, rival in enumerate(enabled_rivals(scenario).values(), 1)
               if 0 < rival.start_week < len(trace.series)]
    return Course(tuple(phases), tuple(sorted(entries)))
