"""How a field of a scenario file is declared: with unit, meaning, bounds and the source of its default.

`sourced`, `assumed` and `given` make it impossible to add a default without saying where it comes from.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Called = Annotated[str, StringConstraints(max_length=40)]  # in running text
Share = Annotated[float, Field(ge=0, le=1)]
Strength = Annotated[float, Field(ge=0, le=10, description="how strongly the mechanism acts; 0 switches it off")]


class Table(BaseModel):
    """A TOML table: unknown keys are errors, numbers are finite, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def sourced(default: Any, unit: str, meaning: str, source: str, **bounds: Any) -> Any:
    """A field whose default stands in a publication."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    return Field(default, description=meaning, json_schema_extra=extra, validate_default=True, **bounds)


def assumed(default: Any, unit: str, meaning: str, plausible: tuple[float, float], why: str, **bounds: Any) -> Any:
    """A field whose default is a judgement; `plausible` is the range over which robustness is measured."""
    extra: dict[str, Any] = {"unit": unit, "source": f"assumed: {why}", "plausible": list(plausible)}
    return Field(default, description=meaning, json_schema_extra=extra, validate_default=True, **bounds)


def given(unit: str, meaning: str, **bounds: Any) -> Any:
    """A field without a default: the scenario must say it."""
    extra: dict[str, Any] = {"unit": unit, "source": "the scenario"}
    return Field(description=meaning, json_schema_extra=extra, **bounds)
