"""How a table of a scenario file is made from what is declared of its parameters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from retainsim.declared import columns, jobs
from retainsim.declared.parameter import Declared, Parameter, everything, parameters

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Called = Annotated[str, StringConstraints(max_length=40)]  # in running text
RoleName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Index = Annotated[float, Field(gt=0, le=10, json_schema_extra={"unit": "1", "default": 1})]
Share = Annotated[float, Field(ge=0, le=1)]
WEEKS: dict[str, Any] = {"unit": "weeks", "source": "the scenario"}
LATER: dict[str, Any] = {"since": "0.4.0"}  # see `schema.plain`
PLACE = "retainsim.scenario.schema"  # where a copy in another process finds the tables

if TYPE_CHECKING:
    Job: TypeAlias = str
    Observable: TypeAlias = str
else:
    Job, Observable = Literal[jobs.NAMES], Literal[columns.OBSERVABLE]


class Table(BaseModel):
    """A TOML table: unknown keys are errors, numbers are finite, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in type(self).model_fields:
            raise AttributeError(f"{type(self).__name__}.{name} cannot be set: scenarios do not change. Make another, "
                                 'for instance with scenario.override({"firm.cash": 100_000}).')
        super().__setattr__(name, value)


def table(declared: type[Declared], **forms: tuple[Any, Any]) -> Any:
    """A table of the file format, from what is declared of its parameters.

    `forms` are the type and the field of each key whose form only the schema knows.
    """
    fields: dict[str, Any] = {name: _field(one) if isinstance(one, Parameter) else forms[name]
                              for name, one in everything(declared).items()}
    return create_model(declared.__name__, __base__=Table, __module__=PLACE,
                        __doc__=declared.__doc__, **fields)


def optional(declared: type[Declared], without: Collection[str] = ()) -> dict[str, Any]:
    """The form of each parameter where a table may be said in part, but for those `without`; the default is None."""
    forms: dict[str, Any] = {}
    for name, one in parameters(declared).items():
        if name not in without:
            kind, rules = _form(replace(one, source=one.unit and "the scenario", plausible=None, since=""))
            forms[name] = kind | None, Field(None, **rules)
    return forms


def _field(parameter: Parameter) -> tuple[Any, Any]:
    """Type and field of a number, a switch or a choice."""
    kind, rules = _form(parameter)
    return kind, Field(**rules) if parameter.is_required else Field(parameter.default, validate_default=True, **rules)


def _form(parameter: Parameter) -> tuple[Any, dict[str, Any]]:
    """Type and rules of a number, a switch or a choice."""
    notes = {"unit": parameter.unit, "source": parameter.source,
             "plausible": parameter.plausible and list(parameter.plausible), "since": parameter.since or None}
    kind: Any = Literal[parameter.choices] if parameter.choices else parameter.type
    return kind, {"description": parameter.meaning, **parameter.bounds, "json_schema_extra": {
        key: value for key, value in notes.items() if value is not None} or None}
