"""People: how they come and go, what that costs, and what newcomers can do."""

import math


def cents(amount):
    """Whole cents of an amount in currency."""
    return math.floor(100 * amount + 0.5)


def hire_and_dismiss(world, week):
    """Positions are filled and given up as the strategy has it from a week on."""
    for position in world.positions:
        role = world.scenario.staff[position.role]
        is_there = position.identity % 2**16 < role.people
        if is_there and position.joined is None:
            position.joined = week
            world.extra_costs += cents(role.hiring_cost)
        elif not is_there and position.joined is not None:
            if position.joined <= week:
                world.extra_costs += cents(role.dismissal_cost)
            position.joined = None


def succeed(world, position, quits):
    """Step 1d: who follows a person that quits, the wages that a vacancy saves, and what the person can do."""
    role, learning = world.scenario.staff[position.role], world.mechanisms.learning
    if quits:
        position.joined = world.week + role.weeks_to_find
        world.extra_costs += cents(role.hiring_cost)
    if position.joined is None or position.joined > world.week:
        world.extra_costs -= cents(role.wage_per_week) if position.joined is not None else 0
        position.able = 0.0
    elif role.weeks_to_learn == 0:
        position.able = 1.0
    else:
        gap = learning.strength * (1 - learning.at_first)
        position.able = max(0.0, 1 - gap * math.exp(-(world.week - position.joined) / role.weeks_to_learn))
