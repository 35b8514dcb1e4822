"""Days of the calendar in place of weeks: read, refused, told, and of no weight for results."""

from datetime import date

import pytest

from retainsim.scenario import ScenarioError, digest, from_toml, load, resolved_toml
from retainsim.scenario.dates import turns
from retainsim.scenario.days import week_of

HEAD = 'extends = "isp"\nname = "days"\n'
START = "starts_on = 2026-01-05\n"
CHANGE = "[[strategies.nurture.changes]]\n"


@pytest.fixture
def read(tmp_path):
    def read(text):
        (tmp_path / "days.toml").write_text(HEAD + text, "utf-8")
        return load(tmp_path / "days.toml")

    return read


@pytest.mark.parametrize(("day", "week"), [("2026-01-05", 0), ("2026-01-11", 0), ("2026-01-12", 1), ("2027-01-04", 52)])
def test_a_week_begins_every_seven_days(day, week):
    assert week_of(date.fromisoformat(day), date(2026, 1, 5)) == week


def test_days_are_read_as_weeks_and_told_as_days(read):
    text = (START + "[rivals.attacker]\nstart_date = 2026-10-01\n"
            "[[rivals.attacker.changes]]\nfrom_date = 2026-12-01\nprice_index = 0.9\n"
            f"{CHANGE}from_date = 2026-07-01\nuntil_date = 2026-09-30\ncare_focus = 2\n")
    scenario = read(text)
    assert scenario.rivals["attacker"].start_week == 38
    assert scenario.rivals["attacker"].changes[0].from_week == 47
    change, = scenario.strategies["nurture"].changes
    assert (change.from_week, change.until_week) == (25, 38)
    assert [turn.words for turn in turns(scenario, "nurture")] == [
        "care focus 2, 29 Jun 2026", "the end of care focus 2, 28 Sep 2026", "price index 0.9, 30 Nov 2026"]
    assert from_toml(resolved_toml(scenario)) == scenario
    by_weeks = read("[rivals.attacker]\nstart_week = 38\n"
                    "[[rivals.attacker.changes]]\nfrom_week = 47\nprice_index = 0.9\n"
                    f"{CHANGE}from_week = 25\nuntil_week = 38\ncare_focus = 2\n")
    assert digest(by_weeks) == digest(scenario)


@pytest.mark.parametrize(("text", "words"), [
    (f"{CHANGE}from_date = 2026-07-01\ncare_focus = 2", "needs the day on which week 0 begins. Write for instance "
     "starts_on = 2026-01-01 at the top of the file, without quotes."),
    (f"{START}{CHANGE}from_date = '2026-07-01'\ncare_focus = 2", "must be a day. A day is written without quotes: "
     "2026-07-01."),
    (f"{START}{CHANGE}from_date = 2025-07-01\ncare_focus = 2", "comes before week 0, which begins on 2026-01-05."),
    (f"{START}{CHANGE}from_date = 2026-07-01\nfrom_week = 3\ncare_focus = 2", "says the same as from_week. Leave one "
     "of them out."),
    (f"starts_on = 'May'\n{CHANGE}from_week = 3\ncare_focus = 2", "starts_on"),
])
def test_days_that_are_refused(read, text, words):
    with pytest.raises(ScenarioError) as error:
        read(text)
    assert words in " ".join(str(error.value).split())
    assert "days.toml:" in str(error.value)


def test_a_day_takes_the_place_of_a_week_down_a_chain_of_files_and_a_week_that_of_a_day(read, tmp_path):
    read(f"{START}[rivals.attacker]\nstart_date = 2026-10-01\n")
    above = tmp_path / "above.toml"
    above.write_text('extends = "days.toml"\nname = "above"\n', "utf-8")
    assert load(above).rivals["attacker"].start_week == 38
    above.write_text('extends = "days.toml"\nname = "above"\n[rivals.attacker]\nstart_week = 12\n', "utf-8")
    assert load(above).rivals["attacker"].start_week == 12
