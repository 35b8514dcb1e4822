"""Dates: what holds in a week, of a strategy and of rivals, key by key."""

KEPT = ("from_week", "until_week", "description", "hours", "firm")


def standing(scenario, strategy_name, week):
    """The scenario as it stands in a week under a strategy: later changes win over earlier ones."""
    strategy, firm, rivals = scenario.strategies[strategy_name], scenario.firm, dict(scenario.rivals)
    hours = {role: dict(shares) for role, shares in strategy.hours.items()}
    for change in holding(strategy.changes, week):
        strategy = strategy.model_copy(update=spoken(change))
        for role, shares in (change.hours or {}).items():
            hours[role] = hours.get(role, {}) | shares
        firm = firm.model_copy(update=spoken(change.firm) if change.firm else {})
    for name, rival in rivals.items():
        for change in holding(rival.changes, week):
            rivals[name] = rivals[name].model_copy(update=spoken(change))
    strategies = scenario.strategies | {strategy_name: strategy.model_copy(update={"hours": hours})}
    return scenario.model_copy(update={"strategies": strategies, "rivals": rivals, "firm": firm})


def holding(changes, week):
    """The changes that hold in a week, in the order in which they began."""
    there = [change for change in changes if change.from_week <= week]
    there = [change for change in there if change.until_week is None or change.until_week > week]
    return sorted(there, key=lambda change: change.from_week)


def spoken(change):
    """The numbers, switches and choices that a change says."""
    return {key: value for key, value in change if key not in KEPT and value is not None}
