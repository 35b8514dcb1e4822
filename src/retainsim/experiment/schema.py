"""What an experiment file may say: every table, field, bound and default."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from retainsim.scenario.tables import Name, Table

Kind = Literal["grid", "lhs", "sobol", "saltelli", "morris", "list"]
Value = StrictBool | StrictInt | StrictFloat | StrictStr
MOST_POINTS, MOST_REPLICATIONS, MOST_FACTORS = 1_000_000, 10_000, 400
POINTS, REPLICATIONS = 64, 10  # unless the file says how many


class Factor(Table):
    """One number of the scenario that varies: its values one by one, or a range."""

    values: list[Value] | None = Field(None, min_length=1, max_length=10_000, description="its values, one by one")
    low: float | None = Field(None, description="smallest value of its range")
    high: float | None = Field(None, description="largest value of its range")
    distribution: Literal["uniform", "log"] = Field("uniform", description="how values lie between low and high: "
                                                    "uniform, or uniform in the logarithm")


class Correlation(Table):
    """Two factors whose ranks are correlated: a Gaussian copula."""

    factors: list[str] = Field(min_length=2, max_length=2, description="the paths of two factors with ranges")
    correlation: float = Field(gt=-1, lt=1, description="of the normal scores of the two")


class Design(Table):
    """Which points are played."""

    kind: Kind = Field(description="grid: all combinations; lhs: a Latin hypercube; sobol: a scrambled Sobol sequence; "
                       "saltelli: for Sobol indices; morris: trajectories of one step at a time; list: rows of a file")
    points: int | None = Field(None, ge=1, le=MOST_POINTS, description="points of lhs and sobol; base points of "
                               "saltelli, which plays points x (factors + 2); trajectories of morris, which plays "
                               f"points x (factors + 1); {POINTS} if not given")
    seed: int = Field(1, ge=0, le=2**32 - 1, description="of the points; the luck of the worlds has its own")
    assumed: bool = Field(False, description="also vary every number that the scenario leaves at an assumed default, "
                          "over its plausible range")
    file: str | None = Field(None, description="for list: a CSV or Parquet file with a column for each path")
    factors: dict[str, Factor] = Field(default_factory=dict, max_length=MOST_FACTORS, description="by dotted path; a "
                                       'star varies all tables as one: "rivals.*.courting_hours_per_week"')
    correlations: list[Correlation] = Field(default_factory=list, max_length=1000, description="between factors of lhs "
                                            "and sobol")
    constraints: list[str] = Field(default_factory=list, max_length=100, description="which points are kept, such as "
                                   '"firm.cash >= 1000": two paths of factors, or a path and a number')


class Budget(Table):
    """When to stop, though not all is played; --resume goes on from there."""

    worlds: int | None = Field(None, ge=1, description="worlds played in all")
    minutes: float | None = Field(None, gt=0, description="minutes of this session")


class Definition(Table):
    """An experiment: a scenario, strategies, points, worlds at each, and what is kept of them."""

    scenario: str = Field(description="name of a shipped scenario, or a path relative to this file")
    strategies: list[Name] | None = Field(None, min_length=1, description="all of the scenario if not given")
    replications: int | None = Field(None, ge=1, le=MOST_REPLICATIONS, description="worlds in which every strategy is "
                                     f"played at each point, {REPLICATIONS} if not given; with a precision: at most "
                                     "so many")
    precision: str | None = Field(None, description="as many worlds at each point as it takes to know the differences "
                                  'between strategies so well: "10%" of the largest, or a number in the KPI\'s unit')
    seed: int | None = Field(None, ge=0, le=2**32 - 1, description="of the luck; the scenario's if not given")
    weeks: int | None = Field(None, ge=1, le=5_200, description="the scenario's if not given")
    kpis: list[str] | None = Field(None, min_length=1, description="the KPIs that are kept; all if not given")
    set: dict[str, Value] = Field(default_factory=dict, description="other values of the scenario, by dotted path")
    budget: Budget = Budget()
    design: Design
