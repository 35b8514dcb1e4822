"""Dates: what holds in a week, of a strategy and of rivals, key by key."""

KEPT = ("from_week", "until_week", "description", "hours", "people", "prices", "firm")


def standing(scenario, strategy_name, week):
    """The scenario as it stands in a week under a strategy: later changes win over earlier ones."""
    strategy, firm, rivals = scenario.strategies[strategy_name], scenario.firm, dict(scenario.rivals)
    prices = strategy.prices
    hours = {role: dict(shares) for role, shares in strategy.hours.items()}
    for change in holding(strategy.changes, week):
        strategy = strategy.model_copy(update=spoken(change))
        for role, shares in (change.hours or {}).items():
            hours[role] = hours.get(role, {}) | shares
        prices = prices | (change.prices or {})
        firm = firm.model_copy(update=spoken(change.firm) if change.firm else {})
    for name, rival in rivals.items():
        for change in holding(rival.changes, week):
            rivals[name] = rivals[name].model_copy(update=spoken(change))
    strategies = scenario.strategies | {strategy_name: strategy.model_copy(update={"hours": hours, "prices": prices})}
    staff = {role: one.model_copy(update={"people": at_work(scenario, strategy_name, role, week)})
             for role, one in scenario.staff.items()}
    return scenario.model_copy(update={
        "strategies": strategies, "rivals": rivals, "firm": firm, "staff": type(scenario.staff)(staff)})


def holding(changes, week):
    """The changes that hold in a week, in the order in which they began."""
    there = [change for change in changes if change.from_week <= week]
    there = [change for change in there if change.until_week is None or change.until_week > week]
    return sorted(there, key=lambda change: change.from_week)


def spoken(change):
    """The numbers, switches and choices that a change says."""
    return {key: value for key, value in change if key not in KEPT and value is not None}


def wanted(scenario, strategy_name, role, week):
    """How many people a strategy wants in a role in a week; before week 0 as many as there are."""
    number = scenario.staff[role].people
    for change in holding(scenario.strategies[strategy_name].changes, week) if week >= 0 else ():
        number = (change.people or {}).get(role, number)
    return number


def at_work(scenario, strategy_name, role, week):
    """How many are there: one more when so many were wanted all through the search, one less after the notice."""
    one = scenario.staff[role]
    number = one.people
    for now in range(week + 1):
        search = [wanted(scenario, strategy_name, role, w) for w in range(now - one.weeks_to_find, now + 1)]
        notice = [wanted(scenario, strategy_name, role, w) for w in range(now - one.notice_weeks, now + 1)]
        number = min(max(number, min(search)), max(notice))
    return number
