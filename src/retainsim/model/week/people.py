"""Step 1d. People leave, are found and learn; what a client felt for who has left goes with the person, in part."""

from retainsim.declared import columns, draws
from retainsim.kernel import kernel
from retainsim.model.luck import uniform
from retainsim.model.mechanisms.learning import ability
from retainsim.model.mechanisms.overtime import chance_of_quitting
from retainsim.model.parameters import Parameters
from retainsim.model.state import World


@kernel
def staff_come_and_go(week: int, p: Parameters, w: World) -> None:
    """Positions change their incumbent: who quits is followed by somebody new, who is to be found first."""
    for position in range(p.positions):
        luck = uniform(week, p.staff.identity[position], draws.STAFF_QUITS, 0, w)
        chance = p.staff.quits_within_week[position]
        if w.wear[position] > 0.0:
            chance = chance_of_quitting(chance, p.overtime.quits, w.wear[position])
        quits = luck < chance and w.joined[position] <= week
        if quits:
            w.joined[position] = week + p.staff.weeks_to_find[position]
            w.wear[position] = 0.0
            w.extra_costs[0] += p.staff.hiring_cost[position]
        if w.joined[position] > week:
            w.wear[position] = 0.0
        if p.staff.is_there[position] != 0 and w.joined[position] > week:
            w.extra_costs[0] -= p.staff.wage[position]
        w.carried[position] = p.attachment.kept_at_hand_over if quits else 1.0
        w.able[position] = ability(week - w.joined[position], p.learning.at_first, p.staff.weeks_to_learn[position],
                                   p.learning.strength)
        w.tally[columns.STAFF_CHANGES] += quits
