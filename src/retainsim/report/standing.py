"""Where the firm of a scenario stands, and what in the scenario deserves a second look."""

from collections.abc import Iterator

from retainsim.report.blocks import Block, Heading, Table, Terms
from retainsim.report.decisions import decisions_report
from retainsim.report.words import NOTHING, amount, counted, listed, scale, unit_of
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.results.kpis.kpi import MONEY
from retainsim.scenario.description import Parameter, in_toml
from retainsim.scenario.per_week import of_week
from retainsim.scenario.review import implausible, inherited, partly_inherited
from retainsim.scenario.schema import Scenario
from retainsim.scenario.shape import number_in_words
from retainsim.study.standing import Standing, Work, standing_of

MONTHS = 12  # in a year of 52 weeks
LARGE_PROFIT = 0.5  # of the revenue; what is more is probably a slip
KEYS = 3  # of a table inherited in part that are named
KINDS = {"clients": "segments", "staff": "roles", "rivals": "rivals", "strategies": "strategies"}
WORK = {"hunting": "winning clients", "care": "caring visits", "orders": "calls about the next order",
        "dunning": "overdue invoices", "repair": "repair", "rescue": "visits to clients at risk",
        "delivery": "clients' work"}


def standing_report(scenario: Scenario, is_named: bool = False, factor: float = 0.0) -> Iterator[Block]:
    """Where the firm stands at week 0, then what is unusual and what is inherited.

    A `factor` is that of the other money on the page.
    """
    standing = standing_of(scenario)
    whose = f" of {scenario.heading}" if is_named else ""
    yield Heading(f"Where the firm{whose} stands", below=f"Expected at week 0 under {standing.strategy}, without extra "
                  "orders; nothing has been played.")
    yield from _money(standing, scenario.currency, factor)
    yield from _spread(scenario, standing)
    yield _hours(standing)
    yield ("Needed is what all the work at hand would take. Where repair falls short, faults last longer; where "
           "overdue invoices do, money comes later or never; where calls do, the firm only misses small extra orders. "
           "A firm without such orders sets mechanisms.orders.strength = 0.")
    if any(work.job == "delivery" for work in standing.work):
        yield "Where clients' work falls short, it waits, more of it every week, until it is late."
    yield from decisions_report(scenario)
    yield from _second_look(scenario)


def _money(standing: Standing, currency: str, factor: float) -> Iterator[Block]:
    costs = {"direct costs": standing.direct_costs, "wages": standing.wages, "overhead": standing.overhead,
             "advertising": standing.advertising}
    in_a_year = scale(currency or MONEY, [WEEKS_PER_YEAR * a_week for a_week in (standing.revenue, *costs.values())],
                      factor)

    def row(name: str, clients: str, amount: float) -> list[str]:
        year = WEEKS_PER_YEAR * amount
        share = f"{100 * amount / standing.revenue:.1f}" if standing.revenue else NOTHING
        return [name, clients, in_a_year.number(year / MONTHS), in_a_year.number(year), share]

    total = sum(segment.clients for segment in standing.segments)
    yield Table(["", "clients", f"a month\n{in_a_year.named}", f"a year\n{in_a_year.named}", "% of\nrevenue"], [
        *(row(segment.segment, f"{segment.clients:,}", segment.revenue) for segment in standing.segments),
        row("revenue", f"{total:,}", standing.revenue),
        *(row(name, "", -amount) for name, amount in costs.items() if amount),
        row("profit", "", standing.profit)], gap=3)
    reserves = standing.cash + standing.credit_line
    if standing.costs:
        cash, credit_line = (scale(currency, [money], factor).quantity(money)
                             for money in (standing.cash, standing.credit_line))
        yield (f"The firm has {cash} in cash, and a credit line of {credit_line}: cash is "
               f"{standing.cash / standing.costs:,.1f} weeks of costs, both together are "
               f"{reserves / standing.costs:,.1f}.")
    if standing.largest and standing.revenue:
        who = f"{standing.largest.name} ({standing.largest.segment})" if standing.largest.name else (
            f"in the segment {standing.largest.segment}")
        yield (f"The largest client, {who}, brings in {100 * standing.largest.revenue / standing.revenue:.0f} % of the "
               "revenue.")
    for one in standing.acquaintances if standing.revenue else ():
        yield (f"{one.rival} knows {counted(one.clients, 'client')} of the firm from before; they bring in "
               f"{100 * one.revenue / standing.revenue:.0f} % of the revenue.")
    if standing.profit < 0:
        weeks = counted(round(reserves / -standing.profit), "week")
        yield f"The firm makes a loss: cash and credit line last {weeks} if nothing changes."
        if -standing.profit > standing.revenue > 0:
            cost = max(("wages", "overhead"), key=costs.__getitem__)
            yield f"The loss is larger than the revenue: were {cost} per year typed as {cost} per week?"
    elif standing.profit > LARGE_PROFIT * standing.revenue:
        yield ("The profit is more than half of the revenue, which hardly any firm earns: were fees per month typed as "
               "fees per week?")


def _spread(scenario: Scenario, standing: Standing) -> Iterator[Block]:
    """That fees spread around their median, by the example of the segment with the most clients."""
    spread = [one for one in standing.segments if one.clients > 1 and scenario.clients[one.segment].fee_spread]
    if spread:
        most = max(spread, key=lambda one: one.clients)
        price = scenario.strategies[standing.strategy].prices.get(most.segment, scenario.firm.price_index)
        (*_, key), _ = scenario.places.as_written(("clients", most.segment, "fee_per_week"))
        fee = of_week(key, price * scenario.clients[most.segment].fee_per_week)
        revenue = amount(of_week(key, most.revenue), scenario.currency)
        yield (f"{key} is the median: fees differ, and some pay much more. {most.clients:,} clients of "
               f"{most.segment} bring in {revenue} a {str(key).rpartition('_')[2]}, not "
               f"{most.clients:,} x {fee:,.10g} = {most.clients * fee:,.0f}; with fee_spread = 0 each pays "
               f"{fee:,.10g}.")


def _hours(standing: Standing) -> Table:
    def row(work: Work) -> list[str]:
        needed = NOTHING if work.needed is None else f"{work.needed:,.1f}"
        covered = f"{100 * work.hours / work.needed:,.0f}" if work.needed else NOTHING
        return [WORK[work.job], f"{work.hours:,.1f}", needed, covered]

    rest = standing.paid_hours - standing.lost_hours - sum(work.hours for work in standing.work)
    lost = ["nobody there yet, or learning", f"{standing.lost_hours:,.1f}", NOTHING, NOTHING]
    return Table(["hours a week", "set aside", "needed", "% of need"], [
        *map(row, standing.work), ["administration", f"{rest:,.1f}", NOTHING, NOTHING],
        *([lost] if standing.lost_hours else []), ["total", f"{standing.paid_hours:,.1f}", "", ""]], gap=3)


def _second_look(scenario: Scenario) -> Iterator[Block]:
    if unusual := implausible(scenario):
        yield Heading("Outside the range that was assumed",
                      below="The reason is in brackets; a value that you know to be right is right.")
        alike: dict[tuple[str, str], list[Parameter]] = {}  # said of several segments, roles or rivals
        for one in unusual:
            alike.setdefault((f"{one.table[0]}.{one.key}", in_toml(one.value)), []).append(one)
        yield Terms([(f"{', '.join(one.path for one in several)} = {value}",
                      f"plausible from {_range(several[0])}; {several[0].meaning} "
                      f"({str(several[0].source).removeprefix('assumed: ')})")
                     for (_, value), several in alike.items()])
    if there := inherited(scenario):
        kinds = listed([f"the {KINDS[kind]} {', '.join(names)}" for kind, names in there.items()])
        kind, names = next(iter(there.items()))
        yield (f"Inherited, and not mentioned in this file: {kinds}. Drop what your market does not have, for instance "
               f"with {kind}.{names[0]} = false.")
    if parts := partly_inherited(scenario):
        tables = [f"{table} ({', '.join(keys[:KEYS])}{f' and {len(keys) - KEYS} more' if len(keys) > KEYS else ''})"
                  for table, keys in parts.items()]
        yield f"Inherited in part: {listed(tables)}."


def _range(one: Parameter) -> str:
    """What is plausible of a parameter, with its unit."""
    return f"{' to '.join(map(number_in_words, one.plausible or ()))} {unit_of(one.unit)}".rstrip()
