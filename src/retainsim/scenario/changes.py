"""What a scenario may change from a week on, of a strategy or of a rival; what a change leaves out stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, create_model

from retainsim.declared import market
from retainsim.declared.parameter import parameters
from retainsim.scenario.tables import WEEKS, Index, Job, Name, RoleName, Share, Table, optional

# What a run takes as given from its first week to its last.
OF_THE_FIRM = ("cash", "credit_line", "price_index", "direct_cost_share", "invoice_every_weeks", "write_off_weeks")
OF_FIRM = "What changes about the firm: a branch, other procedures."
OF_A_RIVAL = ("enabled", "role", "start_week", "market_share")


People = Annotated[int, Field(**parameters(market.Role)["people"].bounds, json_schema_extra={"unit": "people"})]


class Dates(Table):
    """From when on something is so, and until when."""

    from_week: int = Field(ge=0, le=5_200, json_schema_extra=WEEKS, description="first week in which it is so")
    until_week: int | None = Field(None, ge=1, le=5_200, json_schema_extra=WEEKS, description="first week in which "
                                   "it is no longer so; not said: it stays so")
    description: str = Field("", max_length=80, description="what is done, in a few words for stories and figures")

    def holds(self, week: int) -> bool:
        """Whether it is so in a week."""
        return self.from_week <= week and (self.until_week is None or week < self.until_week)


if TYPE_CHECKING:
    class StrategyChange(Dates):
        hours: dict[RoleName, dict[Job, Share]] | None
        people: dict[RoleName, int] | None
        prices: dict[Name, Index] | None
        firm: Table | None

    class RivalChange(Dates): ...
else:
    FirmChange = create_model("FirmChange", __base__=Table, __doc__=OF_FIRM,
                              **optional(market.Firm, OF_THE_FIRM))
    StrategyChange = create_model(
        "StrategyChange", __base__=Dates, __doc__="What a strategy does otherwise from a week on.",
        hours=(dict[RoleName, dict[Job, Share]] | None, Field(
            None, description="shares of the week that change; those of other jobs stay")),
        people=(dict[RoleName, People] | None, Field(
            None, description="how many people roles are to have; finding them takes time, and so does notice")),
        prices=(dict[Name, Index] | None, Field(
            None, max_length=16, description="price indices that change; those of other segments stay")),
        **optional(market.Strategy),
        firm=(FirmChange | None, Field(None, description=OF_FIRM)))
    RivalChange = create_model("RivalChange", __base__=Dates, __doc__="What a rival does otherwise from a week on.",
                               **optional(market.Rival, OF_A_RIVAL))


def says(change: Dates) -> dict[str, Any]:
    """What a change says anew, as a tree: without its dates, without what it leaves as it is."""
    return {key: value for key, value in change.model_dump(exclude_none=True).items()
            if key not in Dates.model_fields and value != {}}


def leaves(tree: dict[str, Any], above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    """The values of a tree by their paths."""
    each: dict[tuple[str, ...], Any] = {}
    for key, value in tree.items():
        each |= leaves(value, (*above, key)) if isinstance(value, dict) else {(*above, key): value}
    return each
