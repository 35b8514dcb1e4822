"""The memory of one organisation: what is counted, and that every field has a row of its own."""

from retainsim.declared import fields
from retainsim.model import state


def test_an_organisation_takes_256_bytes_at_most() -> None:
    world = list(state.World._fields)
    assert world[:2] == ["real", "whole"]  # all that grows with the number of organisations, the diary aside
    assert 2 * 4 * fields.WIDTH <= 256  # 160 today; a further row costs 8, and no time that could be measured
    assert max(len(fields.REAL), len(fields.WHOLE)) == fields.WIDTH


def test_every_field_has_a_row_of_its_own() -> None:
    for listed in (fields.REAL, fields.WHOLE):
        rows = [int(getattr(fields, field.name.upper())) for field in listed]
        assert rows == [place * fields.LANES for place in range(len(listed))]
