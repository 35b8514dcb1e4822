"""Tables of a scenario file, made from what is declared of their parameters; and the forms of names and shares."""

from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from retainsim.declared.parameter import BY_SCHEMA, Declared, Parameter

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Called = Annotated[str, StringConstraints(max_length=40)]  # in running text
Share = Annotated[float, Field(ge=0, le=1)]


class Table(BaseModel):
    """A TOML table: unknown keys are errors, numbers are finite, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def table(declared: type[Declared], **forms: tuple[Any, Any]) -> Any:
    """A table of the file format, from what is declared of its parameters.

    `forms` are the type and the field of each key whose form only the schema knows.
    """
    fields = {name: _field(one) if isinstance(one, Parameter) else forms[name]
              for name, one in vars(declared).items() if isinstance(one, Parameter) or one is BY_SCHEMA}
    return create_model(declared.__name__, __base__=Table, __module__=__name__, __doc__=declared.__doc__,
                        **cast(dict[str, Any], fields))


def _field(parameter: Parameter) -> tuple[Any, Any]:
    """Type and field of a number, a switch or a choice."""
    extra = {"unit": parameter.unit, "source": parameter.source,
             "plausible": parameter.plausible and list(parameter.plausible)}
    notes = {key: value for key, value in extra.items() if value is not None}
    kind: Any = Literal[parameter.choices] if parameter.choices else parameter.type
    rules: dict[str, Any] = {"description": parameter.meaning, "json_schema_extra": notes or None, **parameter.bounds}
    return kind, Field(**rules) if parameter.is_required else Field(parameter.default, validate_default=True, **rules)
