"""The numbers of one world under one strategy, in weeks, hours and cents: what the scenario says, ready for the week.

A parameter keeps its table and its name: `mechanisms.rescue.scorn` of a scenario is `p.rescue.scorn` here. Only words
of a unit that changes on the way differ (`declared.parameter.Kind`). Built by `study.setup.translation`.
"""

from types import new_class
from typing import TYPE_CHECKING, Any

from retainsim.declared import market, mechanisms
from retainsim.declared.parameter import Declared, Kind, parameters
from retainsim.kernel import Compiled, Float64s, Float64Table, Int64s, Int64Table, Table

PER_SUPPLIER = parameters(market.Rival)  # of the firm and its strategy, too


def table(declared: type[Declared], axes: int = 0, **more: object) -> type[Table]:
    """The table of what is declared: a number each or, with an axis, one per supplier or segment."""
    fields: dict[str, object] = {}
    for name, parameter in parameters(declared).items():
        if declared in (market.Firm, market.Strategy) and name in PER_SUPPLIER:
            continue
        is_real = parameter.type is float and parameter.kind is not Kind.MONEY
        fields[parameter.kind.inside(name)] = Compiled("float64" if is_real else "int64", axes)
    kind = new_class(f"{declared.__name__}Parameters", (Table,), {"more": fields | more},
                     lambda body: body.update(__module__=__name__, __doc__=declared.__doc__))
    globals()[kind.__name__] = kind  # where a copy in another process finds it
    return kind


class StaffParameters(Table):
    """The firm's people, one entry per position."""

    identity: Int64s  # what luck knows it by
    quits_within_week: Float64s  # chance
    job_hours: Float64Table  # positions x jobs [hours/week]
    portfolio_capacity: Float64s  # how clients are dealt out
    seller_capacity: Float64s  # who keeps the clients that were won, if they are kept
    is_there: Int64s  # 0 or 1: others exist only under another strategy, or at another time
    wage: Int64s  # [cents/week]
    weeks_to_find: Int64s
    weeks_to_learn: Float64s
    hiring_cost: Int64s  # [cents] once
    dismissal_cost: Int64s  # [cents] once
    week_hours: Float64s  # [hours/week]
    hour_wage: Float64s  # [cents/hour]
    may_deliver: Float64s  # 1 who may do clients' work, else 0


class AcquaintanceParameters(Table):
    """Whom suppliers know: the first so many organisations of a segment, by an attachment. Suppliers x segments."""

    number: Int64Table
    attachment: Float64Table


class PriceParameters(Table):
    """What is asked of new clients. Suppliers x segments."""

    index: Float64Table  # against the fee stated for the segment


class CostParameters(Table):
    """What a week costs, whatever happens in it."""

    fixed: int  # [cents/week] wages, overhead, advertising
    finding: float  # [cents/week] the part of it for hunting and advertising; not what a pool spends on them
    keeping: float  # [cents/week] the part of it for care, dunning, repair and rescue; not what a pool spends
    pool: float  # [cents/week] wages of pooled hours; 0 where nothing is pooled


class TriggerParameters(Table):
    """When the strategy gives way to another, one entry per trigger."""

    column: Int64s  # of the record
    weeks: Int64s
    above: Float64s
    below: Float64s
    becomes: Int64s  # place of the strategy among those of the scenario


class Parameters(Table, more={
    "market": table(market.Market),
    "clients": table(market.Segment, 1, first=Int64s),  # first: where identities begin; one more, the number of all
    "firm": table(market.Firm),
    "supplier": table(  # row 0 the firm
        market.Rival, 1,
        pair_identity=Int64s,  # 1 the firm, 1 + its place among all rivals, enabled or not
        claimed=Float64s,  # [appeal] reputation, and what its people promise beyond it
        renown=Float64s,  # [appeal] reputation and advertising
        share_from=Float64s,  # cumulated market shares of the rivals before it
        share_up_to=Float64s),  # its own included; 0 for the firm
    "strategy": table(market.Strategy),
    "staff": StaffParameters, "acquaintances": AcquaintanceParameters,
    "prices": PriceParameters, "costs": CostParameters, "triggers": TriggerParameters,
    **{name: table(declared) for name, declared in mechanisms.TABLES.items()},
}):
    """Every constant of a world."""

    organisations: int
    suppliers: int
    positions: int
    delivers: int  # 1 if clients ask for work

    if TYPE_CHECKING:  # a checker cannot follow what is declared elsewhere
        def __getattr__(self, name: str) -> Any: ...
