"""What changes on dates, from what to what."""

from pathlib import Path

from retainsim.report.decisions import decisions_report
from retainsim.scenario import load

TEXT = """
extends = "practice"
name = "mine"
starts_on = 2027-01-04

[strategies.office]
like = "as-now"
[[strategies.office.changes]]
from_date = 2027-04-01
until_week = 60
firm.overhead_per_month = 55_000
hours.partners.hunting = 0.1
[[strategies.office.changes]]
from_week = 20
people.accountants = 4
prices.small = 1.05
"""


def rows_of(name: str | Path) -> list[list[str]]:
    return [list(row) for block in decisions_report(load(name)) if hasattr(block, "rows") for row in block.rows]


def test_each_change_is_told_from_what_to_what(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(TEXT, "utf-8")
    rows = [row for row in rows_of(tmp_path / "mine.toml") if row[0] in ("office", "franchise")]
    assert rows == [
        ["office", "12 to 59, 29 Mar 2027", "hours.partners.hunting", "0.3", "0.1"],
        ["office", "12 to 59, 29 Mar 2027", "firm.overhead per month", "52,000", "55,000"],
        ["office", "20, 24 May 2027", "people.accountants", "5", "4"],
        ["office", "20, 24 May 2027", "prices.small", "1", "1.05"],
        ["franchise", "91, 2 Oct 2028", "price index", "0.85", "0.9"]]


def test_where_nothing_changes_nothing_is_told() -> None:
    assert rows_of("isp") == []
