"""Exits and fates counted in a small folder written by hand: two strategies, two worlds."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from retainsim.declared import reasons
from retainsim.results.folder.layout import ResultsError
from retainsim.results.folder.reader import (
    FATES,
    Results,
    fates_by_client,
    losses,
    mean_fates,
)

from ..hand import PROVENANCE

EVENTS = [  # strategy, kind, from, to, reason
    ("a", "ends", "firm", "raider", "courted"), ("a", "ends", "firm", "raider", "courted"),
    ("a", "ends", "firm", "carrier", "tender"), ("a", "ends", "firm", None, "background"),
    ("a", "dissolves", "firm", None, "dissolved"), ("b", "ends", "firm", "carrier", "insolvent"),
    ("b", "ends", "firm", "carrier", None),
    ("a", "starts", "firm", "raider", "courted"), ("a", "ends", "carrier", "raider", "courted"),  # no exits of the firm
    ("b", "dissolves", "carrier", None, "dissolved"), ("b", "decides", "firm", "raider", "courted")]
KEY_ACCOUNTS = [  # strategy, left_week, to, reason, is_client_at_end
    ("a", None, None, None, True), ("a", 3, "raider", "courted", True), ("a", 3, "raider", "courted", False),
    ("a", 3, "raider", "tender", False), ("b", 9, "carrier", "tender", False), ("b", 9, None, "background", False),
    ("b", 9, "raider", "insolvent", False), ("b", 9, None, "dissolved", False)]


NOTICES = [  # strategy, replication, kind, organisation, from, to, reason
    ("a", 0, "decides", 1, "firm", "raider", "courted"), ("a", 0, "decides", 2, "firm", "raider", "courted"),
    ("a", 0, "rescued", 2, "firm", "firm", "stays"), ("a", 0, "decides", 9, "firm", "raider", "courted"),
    ("a", 0, "decides", 3, "carrier", "raider", "courted"), ("a", 1, "rescued", 1, "firm", "firm", "not-decided"),
    ("b", 0, "decides", 1, "firm", "raider", "courted"), ("b", 0, "rescued", 1, "firm", "firm", "stays"),
    ("b", 0, "decides", 1, "firm", "raider", "courted"), ("b", 0, "rescued", 1, "firm", "firm", "goes")]


def folder_of(place: Path, rivals_seen: bool = True) -> Results:
    events = pd.DataFrame(EVENTS, columns=["strategy", "kind", "from", "to", "reason"], dtype="string").assign(
        replication=1, organisation=7)
    key = pd.DataFrame(KEY_ACCOUNTS, columns=["strategy", "left_week", "to", "reason", "is_client_at_end"]).assign(
        replication=1, organisation=7)
    if not rivals_seen:
        events, key = events[:0], key[:0]
    events.to_parquet(place / "events.parquet")
    key.astype({"left_week": "Int32", "to": "string", "reason": "string", "is_client_at_end": bool}).to_parquet(
        place / "key_accounts.parquet")
    (place / "provenance.json").write_text(json.dumps(PROVENANCE))
    return Results(place)


RIVALS = ["carrier", "raider"]
TO_CARRIER, TO_RAIDER, TO_NOBODY = range(3)


def test_exits_per_world(tmp_path: Path) -> None:
    found = losses(folder_of(tmp_path), RIVALS)
    told: dict[tuple[int, str, int], Any] = {
        (0, "courted", TO_RAIDER): 1.0, (0, "tender", TO_CARRIER): 0.5, (0, "background", TO_NOBODY): 0.5,
        (0, "dissolved", TO_NOBODY): 0.5, (1, "insolvent", TO_CARRIER): 0.5, (1, "none", TO_CARRIER): 0.5}
    for (strategy, reason, destination), number in told.items():
        assert found[strategy, reasons.NAMES.index(reason), destination] == number
    assert found.sum() == sum(told.values())


def test_fates_per_world(tmp_path: Path) -> None:
    a, b = mean_fates(folder_of(tmp_path), RIVALS)
    fates = [*FATES, *RIVALS]
    assert {name: number for name, number in zip(fates, a, strict=True) if number} == {
        "kept": 0.5, "came back": 0.5, "raider": 1.0}
    assert {name: number for name, number in zip(fates, b, strict=True) if number} == {
        "carrier": 0.5, "left without a supplier": 0.5, "gone in the firm's ruin": 0.5, "ceased to exist": 0.5}


def test_kept_is_not_who_has_given_notice(tmp_path: Path) -> None:
    """Of five that have never left, one is to leave in each strategy: the notices of the others were taken back, or are
    those of clients of a rival, or of another world."""
    results = folder_of(tmp_path)
    columns = ["strategy", "replication", "kind", "organisation", "from", "to", "reason"]
    pd.DataFrame(NOTICES, columns=columns).to_parquet(tmp_path / "events.parquet")
    stays = pd.DataFrame([(strategy, replication, who) for strategy in "ab" for replication in (0, 1)
                          for who in (1, 2, 3)], columns=["strategy", "replication", "organisation"])
    stays.assign(left_week=None, to=None, reason=None, is_client_at_end=True).astype(
        {"left_week": "Int32", "to": "string", "reason": "string"}).to_parquet(tmp_path / "key_accounts.parquet")
    for fates in mean_fates(results, RIVALS):
        assert {name: number for name, number in zip([*FATES, *RIVALS], fates, strict=True) if number} == {
            "kept": 2.5, "gave notice": 0.5}


def test_fates_of_each_client(tmp_path: Path) -> None:
    results = folder_of(tmp_path)
    key = pd.read_parquet(tmp_path / "key_accounts.parquet").assign(organisation=[4, 9, 4, 9, 4, 9, 9, 9])
    key.to_parquet(tmp_path / "key_accounts.parquet")
    told = {who: [{name: number for name, number in zip([*FATES, *RIVALS], fates, strict=True) if number}
                  for fates in both] for who, both in fates_by_client(results, RIVALS).items()}
    assert list(told) == [9, 4]
    assert told[4] == [{"kept": 1, "raider": 1}, {"carrier": 1}]
    assert told[9] == [{"came back": 1, "raider": 1}, {
        "left without a supplier": 1, "gone in the firm's ruin": 1, "ceased to exist": 1}]


def test_a_market_without_rivals_and_without_exits(tmp_path: Path) -> None:
    results = folder_of(tmp_path, rivals_seen=False)
    assert not losses(results, []).any()
    assert not mean_fates(results, []).any()
    assert fates_by_client(results, []) == {}


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    results = folder_of(tmp_path)
    (tmp_path / "events.parquet").unlink()
    with pytest.raises(ResultsError, match=r"events\.parquet is missing"):
        losses(results, [])
