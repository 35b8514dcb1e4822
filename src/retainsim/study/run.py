"""One world, to be told week by week: its KPIs, when the firm changed its strategy, and how one client felt."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from retainsim.declared import columns, fields
from retainsim.declared.codes import FIRM, NEVER
from retainsim.model.mechanisms.attachment import attachment
from retainsim.model.mechanisms.billing import index_of, price_per_week
from retainsim.model.parameters import Parameters
from retainsim.model.record import Trace
from retainsim.model.state import World, address_of
from retainsim.results.facts import CENTS, Facts
from retainsim.results.kpis.dictionary import measure
from retainsim.results.movements import ORGANISATION
from retainsim.results.story import Change, Course, Life, Moment, Phase
from retainsim.scenario import Scenario, digest
from retainsim.scenario.dates import strategy_in, turns
from retainsim.scenario.names import Naming
from retainsim.scenario.schema import Trigger, named
from retainsim.study.setup.checks import refuse_unloaded
from retainsim.study.setup.request import FOLDER, SILENCE, Progress, Request
from retainsim.study.setup.setting import Setting, recording
from retainsim.study.setup.translation import enabled_rivals


@dataclass(frozen=True)
class Run:
    """One world under one strategy."""

    trace: Trace
    kpis: dict[str, float]  # NaN where not defined
    facts: Facts
    scenario: Scenario  # as it was played, with seed and weeks
    strategy: str
    replication: int
    course: Course  # which strategies were followed, which rivals entered
    names: Naming  # of organisations
    life: Life | None  # of the client that was asked about

    def to_document(self) -> dict[str, Any]:
        """The run as plain values for JSON; None where a KPI is not defined."""
        scenario, life = self.scenario, self.life
        document: dict[str, Any] = {
            "scenario": scenario.name, **named(scenario.title, scenario.currency),
            "digest": digest(scenario), "seed": scenario.seed, "weeks": scenario.weeks,
            "strategy": self.strategy, "replication": self.replication,
            "kpis": {name: value if math.isfinite(value) else None for name, value in self.kpis.items()}}
        if life:
            document["client"] = {
                "name": self.names.name(life.organisation), "organisation": life.organisation,
                "segment": self.names.segment(life.organisation), "weeks": life.to_document()}
        return document


def run(scenario: Scenario, request: Request, progress: Progress = SILENCE) -> Run:
    """Play one strategy in one world: the same that `compare` plays as this replication of this seed.

    Without a strategy in the request it is the one that the firm has followed up to week 0. The client in the request
    is followed week by week. The results folder, if there is one, has one row.

    Raises   `ScenarioError` with everything that is wrong with the request; `TypeError` for the name of a scenario;
             `ResultsError` if the folder cannot be written, then nothing of it is there.
    """
    refuse_unloaded(scenario)
    if request.strategies is None:
        request = replace(request, strategies=scenario.market.seasoned_by)
    scenario = request.settle(scenario, {*FOLDER, "strategies", "replication", "client", "seed", "weeks"}, 1)
    (strategy,), replication, names = request.names(scenario), request.replication, Naming(scenario)
    client = None if request.client is None else names.organisation(str(request.client))
    setting = Setting.of(scenario, [strategy])
    facts = setting.facts[strategy]
    with recording({strategy: setting}, request, None if client is None else names.name(client)) as record:
        progress.on_start()
        observer = Observer(scenario.weeks, client)
        trace = setting.play_one(strategy, replication, observer)
        kpis = measure(trace, facts)
        if record:
            record.take(strategy, replication, trace)
            record.finish({strategy: {name: np.array([value]) for name, value in kpis.items()}}, [replication])
    return Run(trace, kpis, facts, scenario, strategy, replication,
               course_of(scenario, strategy, observer.triggers, trace), names, observer.life(trace))


class Observer:
    """What is seen of a world of so many weeks: when triggers fire, and how a client fares."""

    def __init__(self, weeks: int, client: int | None) -> None:
        self.triggers: list[tuple[int, int]] = []  # that fired: in which week, which of the strategy in force
        self._weeks, self._client = weeks, client
        self._due = math.inf  # part of a visit that was due to the client a week ago
        self._moments: list[Moment] = []  # the opening, and the end of each week

    def begin(self, seasoned: World, p: Parameters) -> None:
        """Note how the client fares at the opening."""
        self._note(seasoned, p)

    def look(self, week: int, world: World, p: Parameters) -> None:
        """Note what cannot be read from the trace."""
        if world.counter[1] >= 0 and week + 1 < self._weeks:
            self.triggers.append((week, int(world.counter[1])))
        self._note(world, p)

    def life(self, trace: Trace) -> Life | None:
        """The life of the client that was watched, if one was."""
        if self._client is None:
            return None
        opening, *weeks = self._moments
        return Life(self._client, opening, tuple(weeks), trace.events[trace.events[:, ORGANISATION] == self._client])

    def _note(self, world: World, p: Parameters) -> None:
        if self._client is None:
            return
        place = int(address_of(np.int64(self._client)))

        def whole(field: np.uint64) -> int:
            return int(world.whole[int(field) + place])

        def real(field: np.uint64) -> float:
            return float(world.real[int(field) + place])

        supplier, due = whole(fields.SUPPLIER), real(fields.VISIT_DUE)
        visits = world.visits[whole(fields.HANDLER)] * (real(fields.CARE_WEIGHT) if supplier == FIRM else 1.0)
        # What is due grows by less than a visit and falls by a whole one; whoever is due more is visited every week.
        is_visited = supplier >= 0 and (due < self._due < math.inf or visits >= 1.0)
        self._due = due
        owed, overdue = (debts[self._client] / CENTS for debts in (world.owed, world.arrears))
        index = index_of(whole(fields.PRICE), float(p.supplier.price_index[FIRM]))
        pays = float(price_per_week(float(world.fee[self._client]), float(index)))
        self._moments.append(Moment(
            supplier, whole(fields.SINCE), whole(fields.TERM_END), whole(fields.SUITOR),
            whole(fields.TRIAL) != NEVER, whole(fields.ALARM) != NEVER, whole(fields.LEAVING) != NEVER,
            float(attachment(real(fields.ATTACH_PERSON), real(fields.ATTACH_FIRM), p.attachment.person_share)),
            real(fields.BELIEVED), real(fields.COURTSHIP), real(fields.GRIEVANCE), bool(is_visited),
            float(owed + overdue), float(overdue), pays / CENTS).where_defined())


def course_of(scenario: Scenario, strategy: str, triggers: Sequence[tuple[int, int]], trace: Trace) -> Course:
    """The strategies that were followed, the rivals that entered, and what changed on dates."""
    weeks = len(trace.series)
    phases = [phase_from(scenario, strategy, 0)]
    changes = list[Change]()
    for week, place in [*triggers, (weeks, None)]:
        first, name = phases[-1].week, phases[-1].strategy
        now = [change for change in changes_under(scenario, name) if first <= change.week <= week]
        changes += now
        phases += [phase_from(scenario, name, change.week) for change in now if change.supplier == FIRM]
        if place is not None:
            phases.append(phase_after(scenario.strategies[name].triggers[place], week, scenario, trace.series))
    return Course(tuple(phases), entries(scenario, weeks), tuple(changes))


def phase_from(scenario: Scenario, strategy: str, week: int) -> Phase:
    """A strategy as it is followed from a week on."""
    return Phase(week, strategy, strategy_in(scenario.strategies[strategy], week).rescue_on)


def phase_after(trigger: Trigger, week: int, scenario: Scenario, series: np.ndarray) -> Phase:
    """What follows when a trigger has fired in a week, by the record up to then."""
    column = series[week + 1 - trigger.within_weeks:week + 1, columns.NAMES.index(trigger.observe)]
    return phase_from(scenario, trigger.become, week + 1)._replace(
        observed=trigger.observe, number=int(column.sum()), within_weeks=trigger.within_weeks, above=trigger.above,
        below=trigger.below)


def changes_under(scenario: Scenario, strategy: str) -> list[Change]:
    """What the firm and the rivals change by dates under a strategy, after week 0 and before the end."""
    suppliers = ["", *enabled_rivals(scenario)]
    return [Change(turn.week, suppliers.index(turn.rival), turn.words) for turn in turns(scenario, strategy)]


def entries(scenario: Scenario, weeks: int) -> tuple[tuple[int, int], ...]:
    """Week and supplier, of rivals that enter after week 0 and before the end."""
    return tuple(sorted((rival.start_week, supplier)
                        for supplier, rival in enumerate(enabled_rivals(scenario).values(), 1)
                        if 0 < rival.start_week < weeks))
