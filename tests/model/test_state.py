"""The memory of one organisation: what is counted, and that every field has a row of its own."""

import numpy as np

from retainsim.declared import fields
from retainsim.model import state
from retainsim.model.population import empty_world
from retainsim.scenario import load
from retainsim.study.setup.translation import parameters_of


def test_an_organisation_takes_200_bytes_at_most() -> None:
    assert max(len(fields.REAL), len(fields.WHOLE)) == fields.WIDTH
    few, many = (sizes(tiles * fields.LANES) for tiles in (1, 2))
    a_tile = {name: many[name] - few[name] for name in few if many[name] > few[name]}
    luck = a_tile.pop("luck")  # made anew every week
    assert luck == 16 * fields.LANES
    assert set(a_tile) == {"real", "whole", "fee", "owed", "arrears"}  # all that grows with them, the diary aside
    assert sum(a_tile.values()) <= 200 * fields.LANES  # a further row costs 8, and no time that could be measured


def sizes(organisations: int) -> dict[str, int]:
    """The bytes of each array of a world of so many organisations."""
    p = parameters_of(load("isp"), "status-quo")
    world = empty_world(p.copy(organisations=organisations), (1, 1), 1)
    return {name: array.nbytes for name in state.World._fields if isinstance(array := getattr(world, name), np.ndarray)}


def test_every_field_has_a_row_of_its_own() -> None:
    for listed in (fields.REAL, fields.WHOLE):
        rows = [int(getattr(fields, field.name.upper())) for field in listed]
        assert rows == [place * fields.LANES for place in range(len(listed))]
