"""The memory of one organisation: what is counted, and that every field has a row of its own."""

from retainsim.model import state


def test_an_organisation_takes_160_bytes_at_most() -> None:
    world = list(state.World._fields)
    assert world[:2] == ["real", "whole"]  # all that grows with the number of organisations, the diary aside
    assert 2 * 4 * state.WIDTH <= 160
    assert max(len(state.REAL_FIELDS), len(state.WHOLE_FIELDS)) <= state.WIDTH


def test_every_field_has_a_row_of_its_own() -> None:
    for fields in (state.REAL_FIELDS, state.WHOLE_FIELDS):
        rows = [int(getattr(state, name.upper())) for name in fields]
        assert rows == [place * state.LANES for place in range(len(fields))]
