"""What is declared in a line is called in code as that line says, and counted from it."""

import pytest

from retainsim.declared import columns, draws, events, fields, jobs, ledger, reasons
from retainsim.declared.codes import FIRM, NEVER, NOBODY, UNFOUNDED


@pytest.mark.parametrize(("module", "listed"), [
    (columns, columns.ALL), (events, events.ALL), (fields, fields.REAL), (fields, fields.WHOLE)],
    ids=["columns", "events", "real", "whole"])
def test_a_declared_thing_is_called_as_its_line_says(module: object, listed: list[object]) -> None:
    numbers = [int(getattr(module, one.name.upper())) for one in listed]  # type: ignore[attr-defined]
    step = fields.LANES if module is fields else 1
    assert numbers == [step * place for place in range(len(listed))]


@pytest.mark.parametrize("module", [jobs, ledger, reasons])
def test_a_list_of_names_goes_with_its_numbers(module: object) -> None:
    numbers = {value for name, value in vars(module).items() if name.isupper() and isinstance(value, int)}
    assert numbers == set(range(len(module.NAMES)))  # type: ignore[attr-defined]


def test_a_draw_number_is_never_used_twice() -> None:
    named = [value for name, value in vars(draws).items() if name.isupper() and isinstance(value, int)]
    assert sorted(named) == sorted(draws.ALL)
    with pytest.raises(ValueError, match="draw 0 is taken"):
        draws._draw(0, "another decision")


def test_the_firm_is_a_supplier_and_those_without_one_are_not() -> None:
    assert FIRM == 0 > NOBODY > UNFOUNDED
    assert NEVER > 5_200 * 52  # weeks
