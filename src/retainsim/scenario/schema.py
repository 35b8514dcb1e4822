"""What a scenario file may say: every table, field, unit, bound, default and source; a scenario as such a file again.

Numbers, switches and choices stand in `declared`; tables are made of them here, and what has another form is added. The
reader validates with these classes, `retainsim schema` prints them as JSON Schema.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, cast

from pydantic import AfterValidator, Field, PrivateAttr, create_model

from retainsim.declared import jobs, market, mechanisms
from retainsim.declared.parameter import Declared
from retainsim.scenario.changes import RivalChange, StrategyChange
from retainsim.scenario.errors import Places
from retainsim.scenario.tables import LATER, WEEKS, Called, Index, Job, Name, Observable, RoleName, Share, Table, table

WORTH = 0.01  # worth_telling, unless the scenario says another
EVENTS = WEEKS | {"unit": "events"}


class Acquaintances(Table):
    """Clients of a segment whom a rival knows, for it has worked for the firm."""

    segment: Name = Field(description="their segment; the first of those that the firm serves at week 0, who are the "
                          "first to have names")
    clients: int = Field(ge=1, le=5_000_000, description="how many of them it knows", json_schema_extra={
        "unit": "organisations", "source": "the scenario"})
    attachment: float = Field(ge=0, le=1, description="what they feel for it when it leaves the firm, at start_week",
                              json_schema_extra={"unit": "1", "source": "the scenario"})


if TYPE_CHECKING:  # a checker cannot follow how tables are made
    class Market(market.Market, Table): ...
    class Segment(market.Segment, Table): ...
    class Role(market.Role, Table): ...
    class Firm(market.Firm, Table): ...
    class Rival(market.Rival, Table): ...
    class Strategy(market.Strategy, Table): ...
    class Mechanisms(Declared, Table): ...
    MECHANISMS: dict[str, type[Table]]
else:
    Firm = table(market.Firm)
    Role = table(market.Role, jobs=(list[Job] | None, Field(
        None, min_length=1, json_schema_extra=LATER, description="the jobs that these people may do; without it, "
        "any")))
    Rival = table(
        market.Rival,
        knows=(list[Acquaintances], Field(
            default_factory=list, max_length=16, json_schema_extra=LATER, description="clients of the firm whom it "
            "knows, as who worked there does: it starts with what they felt for it")),
        changes=(list[RivalChange], Field(
            default_factory=list, max_length=32, json_schema_extra=LATER, description="what it does otherwise from a "
            "week on: its price, its capacity, how it courts")))
    Market = table(market.Market, seasoned_by=(Name, Field(
        "status-quo", description="the strategy that the firm has followed until week 0")))
    Segment = table(market.Segment, names=(list[Called], Field(
        default_factory=list, max_length=1000, description="what the first organisations are called, the firm's "
        "clients first; the others are called by segment and number; names change no result")))
    MECHANISMS = {name: table(declared) for name, declared in mechanisms.TABLES.items()}
    Mechanisms = create_model("Mechanisms", __base__=Table, __doc__="The science, each part with its strength.",
                              **{name: (part, part()) for name, part in MECHANISMS.items()})


class Staff(dict[str, Role]):
    """The firm's people by role: the three oldest roles first, the others in the order of the file."""

    def __init__(self, roles: Mapping[str, Role] | Iterable[tuple[str, Role]] = (), **more: Role) -> None:
        everybody = dict(roles, **more)
        super().__init__({name: everybody[name] for name in (*jobs.ROLES, *everybody) if name in everybody})

    def __getattr__(self, name: str) -> Role:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class Trigger(Table):
    """When the firm changes its strategy, by what it can observe."""

    observe: Observable = Field(
        description="what is counted: notices given by clients (of status segments), complaints, starts of service, "
        "weeks in which a client's work is late")
    within_weeks: int = Field(13, ge=1, le=520, description="over how many past weeks", json_schema_extra=WEEKS)
    above: float | None = Field(None, ge=0, le=1e9, json_schema_extra=EVENTS, description="the trigger fires when the "
                                "count exceeds this; above or below must be given")
    below: float | None = Field(None, gt=0, le=1e9, json_schema_extra=EVENTS, description="the trigger fires when the "
                                "count is less than this; counts are never negative. With above as well, either of the "
                                "two is enough")
    become: Name = Field(description="the strategy followed from the next week on")


if TYPE_CHECKING:
    Roles: TypeAlias = Staff
else:
    Roles = Annotated[dict[RoleName, Role], AfterValidator(Staff)]
    Strategy = table(
        market.Strategy,
        description=(str, Field("", max_length=500, description="one sentence for tables and reports")),
        hours=(dict[RoleName, dict[Job, Share]], Field(
            description="for each role the share of its week given to each job: hunting (courting new clients), care "
            "(caring visits), orders (calls about the next order), dunning (overdue invoices), repair (faults), "
            "rescue (visits to clients at risk), delivery (work that clients ask for); the rest is administration")),
        prices=(dict[Name, Index], Field(
            default_factory=dict, max_length=16, json_schema_extra=LATER, description="price index by segment, where "
            "it is not firm.price_index: 1.1 is 10 % dearer than the fee stated there; what it costs to serve clients "
            "stays")),
        triggers=(list[Trigger], Field(default_factory=list, max_length=8, description="when to change to another "
                                       "strategy; the first that fires counts")),
        changes=(list[StrategyChange], Field(
            default_factory=list, max_length=32, json_schema_extra=LATER, description="what is done otherwise from a "
            "week on; what a change does not say stays as it is")))


class Scenario(Table):
    """A world and the strategies that may be played in it."""

    name: Name = Field(description="name of the scenario")
    title: str = Field("", max_length=100, json_schema_extra=LATER, description="what reports call the scenario, in "
                       "any script; without one, its name")
    currency: str = Field("", max_length=12, json_schema_extra=LATER, description="what reports call its money, such "
                          "as EUR or Rp; without one money has no name")
    starts_on: date | None = Field(None, json_schema_extra=LATER, description="the day on which week 0 begins, such as "
                                   "2026-01-05; changes and entries may then be given by days, with from_date, "
                                   "until_date and start_date")
    description: str = Field("", max_length=2000, description="what the scenario is about")
    weeks: int = Field(260, ge=1, le=5_200, description="length of the simulation", json_schema_extra=WEEKS)
    seed: int = Field(1, ge=0, le=2**32 - 1, description="which luck: another number plays other worlds")
    primary_kpis: list[str] = Field(["value_end", "cash_end", "key_accounts_kept", "revenue_final_year"], min_length=1,
                                    max_length=16, description="the KPIs that strategies are judged by, the first "
                                    "before all; their intervals hold together")
    worth_telling: float = Field(WORTH, ge=0, le=1, description="least difference between strategies that is worth "
                                 "telling: share of the largest mean of the KPI that judges; below it they are level",
                                 json_schema_extra={"unit": "share", "plausible": [0.0, 0.1],
                                                    "source": "assumed: a hundredth changes no decision"} | LATER)
    market: Market = Market()
    clients: dict[Name, Segment] = Field(min_length=1, max_length=16, description="segments of organisations")
    staff: Roles = Field(min_length=1, max_length=16, description="the firm's people, by role")
    firm: Firm
    rivals: dict[Name, Rival] = Field(default_factory=dict, max_length=16, description="competing suppliers")
    strategies: dict[Name, Strategy] = Field(min_length=1, max_length=64, description="what the firm may do")
    mechanisms: Mechanisms = Mechanisms()
    _places: Places = PrivateAttr(default_factory=Places)

    @property
    def places(self) -> Places:
        """Where each key was written; nowhere, if the scenario was not read from a file."""
        return self._places

    @property
    def heading(self) -> str:
        """What a page calls it."""
        return self.title or self.name

    @property
    def called(self) -> str:
        """Its title, with the name by which commands know it."""
        return f"{self.title} ({self.name})" if self.title else self.name

    def reachable(self, names: Iterable[str]) -> list[str]:
        """The strategies to which triggers of these may lead, in one step or several; themselves only if so."""
        others: list[str] = []
        waiting = list(names)
        while waiting:
            for trigger in self.strategies[waiting.pop()].triggers:
                if trigger.become not in others:
                    others.append(trigger.become)
                    waiting.append(trigger.become)
        return others


def named(title: str, currency: str) -> dict[str, str]:
    """What a scenario and its money are called, as far as it says so."""
    return {key: value for key, value in (("title", title), ("currency", currency)) if value}


def resolved_toml(scenario: Scenario) -> str:
    """The whole scenario as TOML; reading it gives an equal scenario."""
    return "\n".join(_lines((), plain(scenario))) + "\n"


def plain(value: Any) -> Any:
    """A table as plain values, without the keys that a later version brought and that are at their defaults.

    A scenario that does not use what is new is written as before, so that digests of earlier versions stand.
    """
    if isinstance(value, Table):
        tree = {name: plain(getattr(value, name)) for name, key in type(value).model_fields.items()
                if "since" not in cast("dict[str, Any]", key.json_schema_extra or {})
                or getattr(value, name) != key.get_default(call_default_factory=True)}
        return {name: inner for name, inner in tree.items() if inner or not isinstance(getattr(value, name), Table)}
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def digest(scenario: Scenario) -> str:
    """Sixteen hex digits that name everything that a scenario says, the order of its tables included, but for the
    words that reports call it and its money by, and its place in the calendar.
    """
    nameless = scenario.model_copy(update={"title": "", "currency": "", "starts_on": None})
    return hashlib.sha256(resolved_toml(nameless).encode()).hexdigest()[:16]


def _lines(path: tuple[str, ...], table: dict[str, Any], is_item: bool = False) -> Iterator[str]:
    """The lines of a table: its header, its values, then the tables in it."""
    if is_item or (path and not (table and all(isinstance(value, dict) for value in table.values()))):
        yield f"\n[[{'.'.join(path)}]]" if is_item else f"\n[{'.'.join(path)}]"
    inner = {key: value for key, value in table.items() if isinstance(value, dict) or is_list_of_tables(value)}
    for key, value in table.items():
        if key not in inner and value is not None:  # TOML has no null
            yield f"{key} = {toml_value(value)}"
    for key, value in inner.items():
        for item in value if isinstance(value, list) else [value]:
            yield from _lines((*path, key), item, isinstance(value, list))


def is_list_of_tables(value: Any) -> bool:
    """Whether a value is written as tables with double brackets."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def toml_value(value: Any) -> str:
    """A value on one line of TOML."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key} = {toml_value(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, float):
        return repr(value + 0.0)  # -0.0 equals 0.0 and must not have another digest
    if isinstance(value, date):
        return value.isoformat()
    # JSON escapes what TOML wants escaped, bar one character.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
