"""What a browser is shown is what the world says; in a game nothing that the firm cannot know is in it."""

import numpy as np
import pytest

from retainsim.classroom import frames
from retainsim.classroom.firm import Firm
from retainsim.classroom.frames import CURVES, Departures
from retainsim.classroom.greeting import world_in_words
from retainsim.declared import columns, fields
from retainsim.declared.codes import DISSOLVED, FIRM, NEVER, NOBODY, UNFOUNDED
from retainsim.model.state import view
from retainsim.scenario import change
from retainsim.scenario.schema import Scenario
from study.worlds import small_scenario

CODE = {NOBODY: 28, UNFOUNDED: 29, DISSOLVED: 30}


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


def field(firm: Firm, name: np.uint64, is_real: bool = False) -> np.ndarray:
    return view(firm.world.real if is_real else firm.world.whole, name, firm.p.organisations)


def shown(firm: Firm, departures: Departures | None = None) -> np.ndarray:
    return np.frombuffer(frames.picture(firm, departures), np.uint8).reshape(-1, 4).astype(int)


@pytest.fixture(scope="module")
def lived(scenario: Scenario) -> tuple[Firm, Departures]:
    firm = Firm(scenario, "care")
    departures = Departures(firm.p.organisations)
    while firm.week < 60:
        departures.note(firm.step())
    return firm, departures


def test_every_organisation_is_shown_with_its_supplier_its_handler_and_its_feelings(
        lived: tuple[Firm, Departures]) -> None:
    firm, _ = lived
    marks = shown(firm)
    supplier = field(firm, fields.SUPPLIER)
    assert [CODE.get(number, number) for number in supplier.tolist()] == (marks[:, 2] & 31).tolist()
    assert len(set((marks[:, 2] & 31).tolist())) >= 5
    assert (marks[:, 3] == field(firm, fields.HANDLER)).all()
    share = firm.p.attachment.person_share
    attached = (share * field(firm, fields.ATTACH_PERSON, True) + (1 - share) * field(firm, fields.ATTACH_FIRM, True))
    assert np.allclose((marks[:, 0] & 127)[supplier >= 0], 127 * attached[supplier >= 0], atol=1)
    ours = supplier == FIRM
    assert np.allclose((marks[:, 1] & 127)[ours], 127 * field(firm, fields.BELIEVED, True)[ours], atol=1)


def test_marks_say_who_is_courted_leaves_owes_or_has_alarmed_the_firm(scenario: Scenario) -> None:
    seen = {"courted": False, "trial": False, "leaving": False, "overdue": False, "alarm": False}
    firm = Firm(scenario, "care")
    while firm.week < 60:
        firm.step()
        marks, supplier = shown(firm), field(firm, fields.SUPPLIER)
        ours, courted = supplier == FIRM, (field(firm, fields.SUITOR) > FIRM) & (supplier >= FIRM)
        for name, byte, bit, there in (
                ("courted", 2, 32, courted), ("trial", 2, 64, courted & (field(firm, fields.TRIAL) != NEVER)),
                ("leaving", 2, 128, ours & (field(firm, fields.LEAVING) != NEVER)),
                ("overdue", 0, 128, ours & (field(firm, fields.OVERDUE) > 0)),
                ("alarm", 1, 128, ours & (field(firm, fields.ALARM) != NEVER))):
            assert ((marks[:, byte] & bit > 0) == there).all(), name
            seen[name] |= bool(there.any())
    assert all(seen.values()), seen


def test_in_a_game_nothing_is_shown_that_the_firm_cannot_know(lived: tuple[Firm, Departures]) -> None:
    firm, departures = lived
    marks, true = shown(firm, departures), shown(firm)
    ours = field(firm, fields.SUPPLIER) == FIRM
    assert not (marks[:, 0] & 127).any()
    assert not (marks[:, 2] & (32 | 64)).any()
    assert (marks[ours, 1] == true[ours, 1]).all()
    assert (marks[~ours][:, [0, 1, 3]] == 0).all()
    codes = set((marks[~ours, 2]).tolist())
    assert 31 in codes
    gone = marks[:, 2][~ours] != 31
    left = {int(row[2]) for row in firm.events() if row[3] == FIRM and row[1] in (1, 3)}
    assert set(np.flatnonzero(~ours)[gone].tolist()) <= left


def test_a_game_shows_the_same_whatever_is_hidden(scenario: Scenario) -> None:
    """Two worlds that differ only in what the firm cannot see look the same: the attacker has begun in one of them."""
    rival = scenario.rivals["raider"]
    worlds = [scenario.model_copy(update={"rivals": {**scenario.rivals, "raider": rival.model_copy(
        update={"start_week": week})}}) for week in (8, 100)]
    firms = [Firm(world, "wait") for world in worlds]
    seen = [Departures(firm.p.organisations) for firm in firms]
    pictures = []
    for week in range(12):
        for firm, departures in zip(firms, seen, strict=True):
            departures.note(firm.step())
        pictures.append([frames.picture(firm, departures) for firm, departures in zip(firms, seen, strict=True)])
        if week == 9:
            assert not np.array_equal(*(shown(firm) for firm in firms))  # it courts by now
    assert all(a == b for a, b in pictures[:10])


def test_curves_are_in_money_and_per_client(lived: tuple[Firm, Departures]) -> None:
    firm, _ = lived
    lines = np.frombuffer(frames.rows(firm, 10), np.float32).reshape(-1, len(CURVES))
    weeks = firm.series[10:60]
    clients = weeks[:, columns.CLIENTS]
    for place, expected in enumerate((weeks[:, columns.CASH] / 100, weeks[:, columns.FEES] / 100, clients,
                                      weeks[:, columns.ATTACHMENT] / clients, weeks[:, columns.BELIEVED] / clients)):
        assert np.allclose(lines[:, place], expected, rtol=1e-6)
    hidden = np.frombuffer(frames.rows(firm, 10, is_hidden=True), np.float32).reshape(-1, len(CURVES))
    assert np.isnan(hidden[:, 3]).all()
    assert (hidden[:, [0, 1, 2, 4]] == lines[:, [0, 1, 2, 4]]).all()


def test_late_work_has_a_curve_where_clients_ask_for_work(scenario: Scenario) -> None:
    assert frames.curves_of(scenario) == CURVES
    busy = change(scenario, ["clients.large.delivery_hours_per_week=3"])
    firm = Firm(busy, "wait")
    for _ in range(10):
        firm.step()
    lines = np.frombuffer(frames.rows(firm, 0, is_hidden=True), np.float32).reshape(10, len(CURVES) + 1)
    assert lines[-1, -1] == firm.series[9, columns.LATE_CLIENTS] > 0
    assert [curve["name"] for curve in world_in_words(busy, [firm], True, 10)[0]["curves"]][-1] == "late"


def test_a_frame_of_the_provider_is_small() -> None:
    from retainsim.scenario import load

    firm = Firm(load("isp"), "status-quo")
    firm.step()
    assert len(frames.picture(firm)) + len(frames.rows(firm, 0)) <= 12_000
    assert len(frames.fees(firm)) == 4 * 2_500
