"""What must hold between the numbers of a scenario, each of which is right in itself; and what it hardly means."""

import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from retainsim.scenario import shape
from retainsim.scenario.acquaintances import about_acquaintances
from retainsim.scenario.answers import idle_answers
from retainsim.scenario.changes import says
from retainsim.scenario.errors import Keys, Places, Problem, did_you_mean, dotted
from retainsim.scenario.names import is_taken
from retainsim.scenario.overlaps import about_changes, followed, idle_changes, place_of
from retainsim.scenario.people import people_at
from retainsim.scenario.prices import about_prices, dearest, every_price, prices_without_effect
from retainsim.scenario.reading import Source, Tree
from retainsim.scenario.schema import Firm, Market, Rival, Role, Scenario, Segment, Strategy
from retainsim.scenario.shape import USUAL_INDEX, index_meant, is_number, number_in_words
from retainsim.scenario.spelling import same_name, stranger, with_plain_blanks
from retainsim.scenario.teams import about_hours, about_people, example_for
from retainsim.scenario.workload import work_without_effect

Part = TypeVar("Part", bound=BaseModel)
Words = Callable[..., Problem]  # `Places.problem`

ORGANISATIONS = 5_000_000  # what fits into the memory of a large machine
LEAST = {"_cv": 0.01, "_concentration": 0.05}  # below, the shapes of Gamma and Beta leave the range of numbers
MOST_MONEY = 2**52 // 100  # [currency] half of what is exact to the cent in float64: cash and orders come on top
UNHEARD_OF = 6  # standard deviations of the logarithm of a fee, which nobody exceeds
POOLED = ("hunting", "care", "orders")
ROUNDING = 1e-9  # shares such as 0.7 + 0.2 + 0.1 do not sum to 1 exactly
MOST_TABLES = 200  # of one kind that are looked at: nobody reads so many problems


class Parts:
    """The tables that are right in themselves, so that what lies between them is checked even if others are wrong."""

    def __init__(self, source: Source) -> None:
        tree, self.places = source.tree, source.places
        segments, roles, rivals, strategies = (_table(tree.get(key)) for key in (
            "clients", "staff", "rivals", "strategies"))
        self.all_segments, self.all_strategies = list(segments), list(strategies)
        self.all_roles = [name if shape.at(("staff", name)) else shape.likely_name(name) or name for name in roles]
        self.segments, self.rivals = _valid_tables(Segment, segments), _valid_tables(Rival, rivals)
        self.staff, self.strategies = _valid_tables(Role, roles), _valid_tables(Strategy, strategies)
        self.market, self.firm = _valid(Market, tree.get("market", {})), _valid(Firm, tree.get("firm"))
        weeks, rule = tree.get("weeks"), shape.at(("weeks",))
        weeks = rule["default"] if weeks is None else weeks
        self.weeks = weeks if is_number(weeks) and weeks <= rule["maximum"] else None
        self.primary_kpis = names if isinstance(names := tree.get("primary_kpis"), list) else []
        # The shares of hours that are right in themselves, by strategy, role and job.
        self.hours = {name: {role: {job: share for job, share in _table(jobs).items()
                                    if is_number(share) and 0 <= share <= 1}
                             for role, jobs in _table(_table(strategy).get("hours")).items()}
                      for name, strategy in list(strategies.items())[:MOST_TABLES]}


def _table(value: Any) -> Tree:
    return value if isinstance(value, dict) else {}


def _valid(model: type[Part], table: Any) -> Part | None:
    try:
        return model.model_validate(table)
    except ValidationError:
        return None


def _valid_tables(model: type[Part], tables: Tree) -> dict[str, Part]:
    return {name: part for name, table in list(tables.items())[:MOST_TABLES] if (part := _valid(model, table))}


def mismatches(source: Source) -> Iterator[Problem]:
    """Everything that does not fit together, at the key that is likeliest to be changed."""
    parts, problem = Parts(source), source.places.problem
    for key in ("title", "currency"):
        if isinstance(text := source.tree.get(key), str) and (point := stranger(text)):
            yield problem((key,), "must not contain the invisible character", text, point)
    for one_kind in (_segments, _names, _money, _rivals, _strategies):
        yield from one_kind(parts, problem)
    if parts.staff and len(parts.staff) == len(parts.all_roles) and not any(
            role.people for role in parts.staff.values()):
        yield problem(("staff",), "has nobody;", allowed="at least one role must have people")
    counts = Counter(name for name in parts.primary_kpis if isinstance(name, str))
    if twice := [name for name, count in counts.items() if count > 1][:5]:
        yield problem(("primary_kpis",), f"must name each KPI once, not twice: {', '.join(twice)}", parts.primary_kpis)


def _segments(parts: Parts, problem: Words) -> Iterator[Problem]:
    for name, segment in parts.segments.items():
        at, least = ("clients", name), segment.served_by_firm + segment.founded_later
        if least > segment.organisations:
            yield problem((*at, "organisations"), "must be at least served_by_firm + founded_later = "
                          f"{segment.served_by_firm} + {segment.founded_later}", segment.organisations,
                          fix=f"Did you mean {least}? It counts all that ever exist.")
        for field, value in segment:
            low = next((low for ending, low in LEAST.items() if field.endswith(ending)), 0.0)
            if low and 0 < value < low:
                yield problem((*at, field), f"must be 0 (all alike) or at least {low:g}", value, fix="Did you mean 0?")
    total = sum(segment.organisations for segment in parts.segments.values())
    if total > ORGANISATIONS:
        yield problem(("clients",), f"have {total:_} organisations together;", allowed=f"at most {ORGANISATIONS:_}")
    if total == 0 and parts.segments and len(parts.segments) == len(parts.all_segments):
        yield problem(("clients",), "have no organisations;", allowed="at least 1")


def _money(parts: Parts, problem: Words) -> Iterator[Problem]:
    """Whether all fees and costs of the run can be added up to the cent, even if the firm serves everybody."""
    if not (parts.market and parts.staff and parts.firm and parts.weeks):
        return
    firm, weeks = parts.firm, parts.market.seasoning_weeks + parts.weeks + parts.firm.invoice_every_weeks
    a_week: dict[Keys, tuple[float, float]] = {("firm", "overhead_per_week"): (firm.overhead_per_week, 1.0)}
    for role, table in parts.staff.items():
        a_week["staff", role, "wage_per_week"] = table.wage_per_week, table.people
    for name, strategy in parts.strategies.items():
        for week, plan in followed(strategy):
            path = place_of(strategy, week or 0, ("advertising_per_week",))
            a_week["strategies", name, *path] = plan.advertising_per_week, 1.0
        for place, change in enumerate(strategy.changes):
            overhead = says(change).get("firm", {}).get("overhead_per_week", 0.0)
            a_week["strategies", name, "changes", place, "firm", "overhead_per_week"] = overhead, 1.0
            for role in (change.people or {}).keys() & parts.staff.keys():
                a_week["strategies", name, "changes", place, "people", role] = (
                    parts.staff[role].wage_per_week, change.people[role])
    for name, segment in parts.segments.items():
        spread = segment.fee_spread
        fees = max(segment.organisations * math.exp(spread**2 / 2), math.exp(UNHEARD_OF * spread))
        a_week["clients", name, "fee_per_week"] = segment.fee_per_week, fees * dearest(
            parts.strategies, name, firm.price_index)
    total = weeks * sum(amount * times for amount, times in a_week.values())
    if total > MOST_MONEY:
        most = max(a_week, key=lambda path: math.prod(a_week[path]))
        yield problem(most, f"brings fees and costs of {weeks} weeks to {total:.3g}; all together they must be",
                      a_week[most][0], f"at most {MOST_MONEY:.3g}, or they cannot be added up to the cent",
                      "State all money of the scenario in thousands, or in millions.")


def _names(parts: Parts, problem: Words) -> Iterator[Problem]:
    """Whether each name leads to one organisation, however it is spelt."""
    first: dict[str, Keys] = {}
    for segment, table in parts.segments.items():
        for place, name in enumerate(table.names):
            at = ("clients", segment, "names", place)
            plain = with_plain_blanks(name)
            if point := stranger(name):
                yield problem(at, "must not contain the invisible character", name, point)
            elif not name or plain != " ".join(plain.split()):
                yield problem(at, "must be text with single blanks between its words", name)
            elif is_taken(name, parts.all_segments):
                yield problem(at, "must be neither a number nor a segment with a number: other organisations have "
                              "such names", name)
            elif (other := first.setdefault(same_name(name), at)) != at:
                yield problem(at, "must be a name that no other organisation has, however it is spelt; it is the same "
                              "as", name, dotted(other))


def _rivals(parts: Parts, problem: Words) -> Iterator[Problem]:
    for name, rival in parts.rivals.items():
        yield from about_changes(("rivals", name), rival.changes, problem)
    shares = {name: rival.market_share for name, rival in parts.rivals.items() if rival.enabled}
    if (total := sum(shares.values())) > 1 + ROUNDING:
        inherited = [name for name in shares if parts.places.is_inherited(("rivals", name, "market_share"))]
        *_, last = there = [name for name, share in shares.items() if share > 0]
        each = "; ".join(f"{name} {shares[name]:g}{', inherited' if name in inherited else ''}" for name in there)
        drop = next((f" Drop those that your market does not have: rivals.{name} = false."
                     for name in there if name in inherited), "")
        yield problem(("rivals", last, "market_share"), f"brings the shares of all enabled rivals to {total:.6g} "
                      f"({each}); together they must be", shares[last], "at most 1",
                      f"They share the organisations that the firm does not serve.{drop}")
    yield from about_acquaintances(parts.rivals, parts.segments, parts.all_segments, problem)
    if len(parts.segments) < len(parts.all_segments):
        return  # the number of organisations cannot be said
    others = sum(s.organisations - s.served_by_firm - s.founded_later for s in parts.segments.values())
    for name, share in shares.items():
        if share * others > (capacity := parts.rivals[name].capacity):
            yield problem(("rivals", name, "capacity"), "must be at least market_share x organisations of others = "
                          f"{share:g} x {others}", capacity, fix=f"Did you mean {math.ceil(share * others)}?")


def _strategies(parts: Parts, problem: Words) -> Iterator[Problem]:
    names = parts.all_strategies

    places = parts.places

    def stranger(path: Keys, name: str, fix: str = "") -> Problem:
        return problem(path, "must be one of the strategies:", name, ", ".join(names[:64]),
                       fix or did_you_mean(name, names[:64]))

    if parts.market and names and parts.market.seasoned_by not in names:
        at, fix = ("market", "seasoned_by"), ""
        if at not in places.keys or places.is_inherited(at):
            own = next((name for name in names if not places.is_inherited(("strategies", name))), names[0])
            fix = f'Write seasoned_by = "{own}" below [market] in {places.file or "the scenario"}.'
        one = stranger(at, parts.market.seasoned_by, fix)
        yield replace(one, file=places.file, line=None) if places.is_inherited(at) else one
    for name, hours in parts.hours.items():
        if parts.all_roles:
            yield from about_hours(hours, ("strategies", name, "hours"),
                                   {role: parts.staff.get(role) for role in parts.all_roles}, places)
        for role, shares in hours.items():
            if (total := sum(shares.values())) > 1 + ROUNDING:
                yield problem(("strategies", name, "hours", role), f"must sum to at most 1, and sums to {total:.6g}",
                              fix="Each share is a part of the week of one person.")
    yield from about_prices(parts.strategies, parts.all_segments, problem)
    for name, strategy in parts.strategies.items():
        at = ("strategies", name)
        yield from about_changes(at, strategy.changes, problem)
        yield from about_people(strategy, at, {role: parts.staff.get(role) for role in parts.all_roles}, problem)
        for number, change in enumerate(strategy.changes if parts.all_roles else ()):
            yield from about_hours(change.hours or {}, (*at, "changes", number, "hours"),
                                   {role: parts.staff.get(role) for role in parts.all_roles}, places)
        for week, plan in followed(strategy):
            yield from _plan(at, strategy, week, plan, problem)
        for position, trigger in enumerate(strategy.triggers):
            place = (*at, "triggers", position)
            if trigger.above is None and trigger.below is None:
                yield problem(place, "must have above or below,", allowed="the count at which it fires")
            if trigger.become not in names:
                drop = f"It is inherited: strategies.{name} = false drops it." if places.is_inherited(at) else ""
                yield stranger((*place, "become"), trigger.become, drop)
            elif trigger.become == name:
                others = ", ".join([other for other in names if other != name][:64])
                yield problem((*place, "become"), "must be another strategy than the one that has the trigger:", name,
                              others or "there is none")


def _plan(at: Keys, strategy: Strategy, week: int | None, plan: Strategy, problem: Words) -> Iterator[Problem]:
    """What is wrong with a strategy as it is followed from a week on, or at first."""
    begin = "" if week is None else f" from week {week} on"

    def place(*key: str) -> Keys:
        return (*at, *(key if week is None else place_of(strategy, week, key)))

    if week is not None:  # what the strategy itself says is looked at, too, where it is wrong elsewhere
        for role, shares in plan.hours.items():
            if (total := sum(shares.values())) > 1 + ROUNDING and sum(strategy.hours.get(role, {}).values()) <= 1:
                yield problem(place("hours", role), f"must sum to at most 1{begin}, and sums to {total:.6g}",
                              fix="Shares that a change leaves out stay as they are: set one of them to 0.")
    if plan.new_business_quota and not plan.pooled:
        yield problem(place("new_business_quota"), "is a share of the pooled hours, and must be 0"
                      f"{begin} unless pooled = true", plan.new_business_quota)
    if plan.pooled and not any(jobs.get(job) for jobs in plan.hours.values() for job in POOLED):
        yield problem(place("pooled"), f"needs hours to pool{begin}:", True,
                      "at least one role must have hours for hunting, care or orders")


def doubts(scenario: Scenario) -> list[Problem]:
    """Everything that has no effect, or not the one that it seems to have, in the order of the file."""
    places = scenario.places if scenario.places.file else Places(scenario.name)
    every = (*_idle(scenario, places), *work_without_effect(scenario, places.problem),
             *idle_answers(scenario, places.problem), *prices_without_effect(scenario, places.problem))
    return sorted(every, key=lambda problem: (problem.file, problem.line or 0))


def _idle(scenario: Scenario, places: Places) -> Iterator[Problem]:
    """Prices out of proportion, drawn fees of one client, hours of nobody, rescues without hours, late rivals."""
    (low, high), problem = USUAL_INDEX, places.problem
    prices: dict[Keys, float] = {("firm", "price_index"): scenario.firm.price_index}
    for name, rival in scenario.rivals.items():
        prices["rivals", name, "price_index"] = rival.price_index
        prices |= {("rivals", name, "changes", place, "price_index"): change.price_index
                   for place, change in enumerate(rival.changes) if change.price_index is not None}
    prices |= {path: index for path, _, index in every_price(scenario.strategies)}
    for path, price in prices.items():
        if not low <= price <= high and (likelier := index_meant(price)):
            yield problem(path, f"is {price:g} times the fees stated for the segments", price,
                          fix=f"{100 * (likelier - 1):.4g} % dearer is {likelier:g}.")
    for name, segment in scenario.clients.items():
        if segment.served_by_firm == 1 and segment.fee_spread:
            at, fee = ("clients", name, "fee_per_week"), segment.fee_per_week
            yield problem(at, "has one client, whose fee is drawn anew in every world "
                          f"around this median (fee_spread {segment.fee_spread:g})", fee,
                          fix=f"With fee_spread = 0 it is {number_in_words(places.as_written(at, fee)[1])} in every "
                          "world.")
    yield from idle_changes(scenario, problem)
    for name, strategy in scenario.strategies.items():
        nobody = {role: place_of(strategy, week or 0, ("hours", role)) for week, plan in reversed([*followed(strategy)])
                  for role, jobs in plan.hours.items()
                  if any(jobs.values()) and not any(number for _, number in people_at(scenario, name, role))}
        for role, path in nobody.items():
            yield problem(("strategies", name, *path), "has no effect: that role has no people",
                          fix=f"Set staff.{role}.people, or give the work to another role.")
    for name, strategy in scenario.strategies.items():
        successors = (scenario.strategies[other] for other in (name, *scenario.reachable([name])))
        if any(jobs.get("rescue") for other in successors for _, plan in followed(other)
               for jobs in plan.hours.values()):
            continue
        for key in ("rescue_on", "rescue_delay_weeks", "keep_discount"):
            if (value := getattr(strategy, key)) != type(strategy).model_fields[key].default:
                yield problem(("strategies", name, key), "has no effect: no role has hours for rescue", value,
                              fix=example_for(scenario, name, "rescue"))
    for name, rival in scenario.rivals.items():
        if rival.enabled and rival.start_week >= scenario.weeks:
            yield problem(("rivals", name, "start_week"), f"has no effect: the run ends after {scenario.weeks} weeks",
                          rival.start_week, fix="Make weeks longer, or start_week earlier.")
