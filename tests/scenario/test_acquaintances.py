"""Rivals who know clients: how `knows` is read, blamed and written, and what a scenario without it says: nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import load, resolved_toml
from retainsim.scenario.schema import Acquaintances

HEADER = "[[rivals.carrier.knows]]\n"
RIGHT = 'segment = "standard"\nclients = 30\nattachment = 0.6\n'
AT = "rivals.carrier.knows"
TARGETS = '[rivals.freelancer]\nrole = "attacker"\ncapacity = 9\ncourting_hours_per_week = 9\ntargets = "known"\n'

WRONG = {  # written from line 22 on
    "more than the firm serves": (
        HEADER + RIGHT.replace("30", "41"), f"small.toml:24: {AT}[0].clients = 41\n"
        "  must be at most served_by_firm of standard = 40. They are clients that the firm has at week 0."),
    "unknown segment": (
        HEADER + RIGHT.replace("standard", "standart"), f'small.toml:23: {AT}[0].segment = "standart"\n'
        "  must be one of the segments: standard. Did you mean standard?"),
    "a segment twice": (
        HEADER + RIGHT + HEADER + RIGHT, f'small.toml:27: {AT}[1].segment = "standard"\n'
        "  says otherwise than knows[0]; each segment once."),
    "attachment as a percentage": (
        HEADER + RIGHT.replace("0.6", "60"), f"small.toml:25: {AT}[0].attachment = 60\n"
        "  must be a number from 0 to 1. Did you mean 0.6?"),
    "misspelt key": (
        HEADER + RIGHT.replace("clients", "client"), f"small.toml:24: {AT}[0].client = 30\n"
        "  is not known here. Did you mean clients? Allowed: segment, clients, attachment."),
    "no attachment": (
        HEADER + RIGHT.replace("attachment = 0.6\n", ""), f"small.toml:22: {AT}[0].attachment\n"
        "  is missing; it must be a number from 0 to 1: what they feel for it when it leaves the firm, at start_week."),
    "known to nobody": (
        TARGETS, 'small.toml:26: rivals.freelancer.targets = "known"\n  needs clients whom it knows: '
        'rivals.freelancer.knows = [{ segment = "standard", clients = 30, attachment = 0.6 }].'),
    "known to nobody from a week on": (
        TARGETS.replace('targets = "known"', 'changes = [{ from_week = 9, targets = "known" }]'),
        'small.toml:26: rivals.freelancer.changes[0].targets = "known"\n  needs clients whom it knows: '
        'rivals.freelancer.knows = [{ segment = "standard", clients = 30, attachment = 0.6 }].'),
}


@pytest.mark.parametrize(("new", "words"), WRONG.values(), ids=WRONG)
def test_each_mistake_is_named_with_place_and_fix(new: str, words: str, complaint: Callable[..., str]) -> None:
    assert complaint("", new) == words


def test_what_a_rival_knows_is_read_and_written_in_full(small: Path) -> None:
    small.write_text(small.read_text("utf-8") + HEADER + RIGHT, "utf-8")
    scenario = load("small.toml")
    assert scenario.rivals["carrier"].knows == [Acquaintances(segment="standard", clients=30, attachment=0.6)]
    Path("full.toml").write_text(resolved_toml(scenario), "utf-8")
    assert load("full.toml").rivals == scenario.rivals


def test_who_knows_nobody_says_nothing(small: Path) -> None:
    assert "knows" not in resolved_toml(load(small))
