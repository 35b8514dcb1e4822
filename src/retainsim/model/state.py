"""What changes in a world, and its diary; `declared.fields` says where a field lies."""

from typing import Annotated, TypeAlias

import numpy as np

from retainsim.declared import fields
from retainsim.kernel import (
    Compiled,
    Float32s,
    Float64s,
    Float64Table,
    Int32s,
    Int32Table,
    Int64s,
    Table,
    UInt8s,
    UInt32s,
    UInt64s,
    inlined,
    kernel,
)

Address: TypeAlias = Annotated[int | np.uint64, Compiled("uint64")]
Identity: TypeAlias = Annotated[int | np.integer, Compiled("int64")]  # an organisation, a position or a building

MOST_NEW_TARGETS = 64  # per suitor and week


class World(Table):
    """Everything that changes in one world. `S` suppliers, `P` positions, `H = P + S` handlers, `B` buildings."""

    real: Float32s  # tiles x width x lanes, flat
    whole: Int32s  # tiles x width x lanes, flat
    fee: Float64s  # one per organisation: whole cents a week at price index 1
    owed: Float64s  # one per organisation: whole cents that the firm has invoiced, not yet due
    arrears: Float64s  # one per organisation: whole cents of it that are overdue
    ledger: Int64s  # see `declared.ledger`
    strain: Float64s  # one number: by what part service fails more often, after a week of too much work
    extra_costs: Int64s  # [cents] what this week costs beside what every week does: one number
    joined: Int64s  # one per position: week from which its incumbent is at work; ABSENT where there is none
    wear: Float64s  # one per position [0..1]: by overtime
    counter: Int64s  # number of events recorded; the trigger that has fired, or -1
    events: Int32Table  # events x fields of an event
    k0: np.uint32  # the key of its luck: the seed
    k1: np.uint32  # and the replication
    # made anew every week
    tally: Float64s  # one per column of the record
    shared_fault: UInt8s  # buildings x suppliers, flat
    served: Int64s  # one per supplier: its clients
    under_way: Int64s  # one per supplier: organisations that have decided for it
    pursuits: Int64s  # one per supplier: organisations it courts
    is_open: UInt8s  # one per supplier: takes new clients
    hours_per_pursuit: Float64s  # one per supplier
    able: Float64s  # one per position: part [0..1] of a full week's work that who is there can do
    handler_weight: Float64s  # one per handler: summed care weights of the firm's clients
    dealt: Float64s  # one per handler: care weights of its portfolio last week, newcomers added
    visits: Float64s  # one per handler: visits per week and unit of weight
    calls: Float64s  # one per handler: order calls per week
    carried: Float64s  # one per handler: part of personal attachment that outlives this week's change
    fault_rate: Float64s  # one per handler
    offer: Float64Table  # suppliers x segments: the price index that new clients are asked for
    listed: Int64s  # one per segment: the week since which the firm offers it
    echo: Float64s  # one per segment: the firm's price index as rivals have come to know it
    is_special: UInt8s  # one entry: whether a client may pay another index than `firm.price_index`
    quality: Float64s  # one per handler [appeal]
    job_load: Float64s  # one per job [hours] needed
    job_share: Float64s  # one per job [0..1] granted
    luck: UInt32s  # tiles x 4 words x lanes, flat: the regular draws
    sums: Float64s  # rows x lanes, flat: see `declared.scratch`
    # scratch of one tile
    flag: Int32s  # one per lane
    lanes: UInt64s  # the flagged lanes
    looked_up: Float64s  # rows x lanes, flat: likewise, what the regular part wants from tables
    # scratch of one suitor, who begins with at most so many in a week
    target: Int64s  # addresses, the most tempting first
    temptation: Float64s  # their scores


@kernel
def address_of(i: Identity) -> np.uint64:
    """Where the fields of an organisation begin."""
    unsigned = np.uint64(i)
    return (unsigned // fields.LANE_COUNT) * fields.TILE + unsigned % fields.LANE_COUNT


@inlined
def place_of(at: Address) -> np.uint64:
    """Which organisation has its fields there."""
    return at // fields.TILE * fields.LANE_COUNT + at % fields.TILE


def view(buffer: np.ndarray, row: np.uint64, organisations: int) -> np.ndarray:
    """A copy of one field, one per organisation."""
    tiles = buffer.reshape(-1, fields.WIDTH, fields.LANES)
    return tiles[:, int(row) // fields.LANES].flatten()[:organisations]


@kernel
def note(at: Address, week: int, kind: int, from_supplier: int, to_supplier: int, reason: int, w: World) -> None:
    """Write one event of an organisation into the diary; weeks before 0 are not told."""
    if week < 0:
        return
    row = w.counter[0]
    w.events[row, 0] = week
    w.events[row, 1] = kind
    w.events[row, 2] = place_of(at)
    w.events[row, 3] = from_supplier
    w.events[row, 4] = to_supplier
    w.events[row, 5] = reason
    w.counter[0] = row + 1
