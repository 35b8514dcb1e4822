"""Changes on dates: what they may say, what is refused and with which words, and what has no effect."""

import pytest

from retainsim.scenario import ScenarioError, change, from_toml, load, resolved_toml
from retainsim.scenario.consistency import doubts
from retainsim.scenario.dates import standing_in, turns, weeks_of_change
from retainsim.scenario.people import people_at
from retainsim.study.factor import about_path, factor_of, own_value

HEAD = """extends = "isp"
name = "dates"

[strategies.visit]
hours.hunters = { hunting = 0.7 }
hours.account_managers = { care = 0.2 }
"""


@pytest.fixture
def read(tmp_path):
    def read(*changes, more=""):
        path = tmp_path / "dates.toml"
        tables = [f"[[strategies.visit.changes]]\n{change}\n" for change in changes]
        path.write_text("".join([HEAD, *tables, more]), "utf-8")
        return load(path)

    return read


def refusal(read, *changes, more=""):
    with pytest.raises(ScenarioError) as error:
        read(*changes, more=more)
    return " ".join(str(error.value).split())


def test_what_a_change_does_not_say_stays(read):
    scenario = read("from_week = 26\nhours.hunters = { care = 0.3 }\nfirm.overhead_per_week = 16_000")
    before, after = (standing_in(scenario, "visit", week) for week in (25, 26))
    assert before is scenario
    assert after.strategies["visit"].hours["hunters"] == {"hunting": 0.7, "care": 0.3}
    assert after.strategies["visit"].hours["account_managers"] == {"care": 0.2}
    assert after.firm == scenario.firm.model_copy(update={"overhead_per_week": 16_000.0})
    assert standing_in(scenario, "nurture", 26) is scenario


def test_a_campaign_ends_and_a_later_change_wins(read):
    scenario = read("from_week = 10\ncare_focus = 1.0", "from_week = 20\nuntil_week = 30\ncare_focus = 2.0")
    focus = [standing_in(scenario, "visit", week).strategies["visit"].care_focus for week in (9, 10, 20, 29, 30)]
    assert focus == [0.5, 1.0, 2.0, 2.0, 1.0]
    assert weeks_of_change(scenario, "visit") == [10, 20, 30]


def test_a_rival_changes_under_every_strategy(read):
    scenario = read(more="[[rivals.attacker.changes]]\nfrom_week = 60\nprice_index = 0.8\n")
    assert all(weeks_of_change(scenario, name) == [60] for name in scenario.strategies)
    assert standing_in(scenario, "nurture", 60).rivals["attacker"].price_index == 0.8


def test_a_scenario_with_changes_is_written_and_read_again(read):
    scenario = read("from_week = 26\nhours.hunters = { care = 0.3 }", "from_week = 30\nfirm.quality = -0.5",
                    more="[[rivals.attacker.changes]]\nfrom_week = 60\nprice_index = 0.8\n")
    assert from_toml(resolved_toml(scenario)) == scenario


@pytest.mark.parametrize(("changes", "words"), [
    (["care_focus = 1"], ["from_week", "must be"]),
    (["from_week = 9"], ["changes[0] says nothing that changes"]),
    (["from_week = 9\nuntil_week = 9\ncare_focus = 1"],
     ["changes[0].until_week = 9 must come after from_week, which is 9."]),
    (["from_week = 9\ncare_fokus = 1"], ["care_fokus", "care_focus"]),
    (["from_week = -1\ncare_focus = 1"], ["from_week"]),
    (["from_week = 9\nfirm.cash = 1"], ["firm.cash"]),
    (["from_week = 9\nhours.hunters.care = 0.5"],
     ["changes[0].hours.hunters must sum to at most 1 from week 9 on, and sums to 1.2"]),
    (["from_week = 9\nnew_business_quota = 0.5"],
     ["changes[0].new_business_quota = 0.5 is a share of the pooled hours, and must be 0 from week 9 on unless"]),
    (["from_week = 9\npooled = true\nhours.hunters.hunting = 0\nhours.account_managers.care = 0"],
     ["changes[0].pooled = true needs hours to pool from week 9 on"]),
    (["from_week = 9\ncare_focus = 1", "from_week = 9\ncare_focus = 2"],
     ["changes[1].care_focus holds together with changes[0], which says it as well, from week 9 on. Let one"]),
    (["from_week = 9\nuntil_week = 20\ncare_focus = 1", "from_week = 15\nuntil_week = 30\ncare_focus = 2"],
     ["changes[1].care_focus holds together with changes[0], which says it as well, from week 15 to 20."]),
    (["from_week = 9\nuntil_week = 20\ncare_focus = 1", "from_week = 15\ncare_focus = 2"], ["from week 15 to 20"]),
])
def test_what_is_wrong_with_changes_is_said_at_its_place(read, changes, words):
    told = refusal(read, *changes)
    assert all(word in told for word in words), told


def test_an_overlap_of_a_rival_is_refused_too(read):
    change = "[[rivals.attacker.changes]]\nfrom_week = 60\nprice_index = 0.8\n"
    assert "rivals.attacker.changes[1].price_index holds together" in refusal(read, more=2 * change)


def test_what_has_no_effect_is_told(read):
    dear = "[[rivals.attacker.changes]]\nfrom_week = 60\nprice_index = 8.5\n"
    told = [" ".join(str(one).split()) for one in doubts(read("from_week = 300\ncare_focus = 1", more=dear))]
    assert [one.partition("strategies.")[2] or one.partition("rivals.")[2] for one in told] == [
        "visit.changes[0].from_week = 300 has no effect: the run ends after 260 weeks. Make weeks longer, or "
        "from_week earlier.",
        "attacker.changes[0].price_index = 8.5 is 8.5 times the fees stated for the segments. 8.5 % dearer is 1.085."]


def test_a_rescue_that_is_prepared_for_later_has_an_effect(read):
    change = "from_week = 9\nhours.account_managers.rescue = 0.2\nrescue_on = 'complaint'"
    assert not [one for one in doubts(read(change)) if "rescue" in str(one)]


def test_one_change_is_set_alone_and_is_a_factor(read):
    scenario = read("from_week = 9\ncare_focus = 1", "from_week = 20\nfirm.quality = -0.5")
    later = change(scenario, ["strategies.visit.changes.0.from_week=12", "strategies.visit.changes[1].firm.quality=1"])
    assert weeks_of_change(later, "visit") == [12, 20]
    assert standing_in(later, "visit", 20).firm.quality == 1.0
    assert about_path(scenario, "strategies.visit.changes.0.from_week") == []
    assert own_value(scenario, factor_of(scenario, "strategies.visit.changes.0.from_week", 0, 50)) == 9


@pytest.mark.parametrize(("change", "words"), [
    ("from_week = 9\npeople.hunter = 3", "changes[0].people.hunter is to have people, and staff has no such role; its "
     "roles are hunters, account_managers, client_department. Did you mean hunters?"),
    ("from_week = 9\npeople = { hunters = 0, account_managers = 0, client_department = 0 }",
     "changes[0].people leaves nobody at work in week 9; at least one role must have people"),
    ("from_week = 9\npeople.hunters = -1", "changes[0].people.hunters = -1 must be a whole number from 0 to 10000"),
])
def test_who_cannot_be_hired_or_dismissed(read, change, words):
    assert words in refusal(read, change)


def people(scenario, role="hunters"):
    return people_at(scenario, "visit", role)


def test_people_come_when_they_are_found_and_go_when_notice_is_over(read):
    role = "[staff.hunters]\nweeks_to_find = 5\nnotice_weeks = 8\n"
    base = load("isp").staff["hunters"].people
    changes = [f"from_week = 10\npeople.hunters = {base + 2}", f"from_week = 40\npeople.hunters = {base}"]
    assert people(read(*changes)) == [(0, base), (10, base + 2), (40, base)]
    assert people(read(*changes, more=role)) == [(0, base), (15, base + 2), (48, base)]
    short = f"from_week = 10\nuntil_week = 13\npeople.hunters = {base + 2}"
    assert people(read(short, more=role)) == [(0, base)]  # before anybody is found nobody is wanted any more
    less = f"from_week = 10\nuntil_week = 13\npeople.hunters = {base - 1}"
    assert people(read(less, more=role)) == [(0, base)]  # a notice is taken back
    assert people(read(f"from_week = 0\npeople.hunters = {base - 1}", more=role)) == [(0, base), (8, base - 1)]


def test_weeks_in_which_people_come_and_go_are_dates(read):
    scenario = read("from_week = 10\npeople.hunters = 9", more="[staff.hunters]\nweeks_to_find = 5\n")
    assert weeks_of_change(scenario, "visit") == [10, 15]
    assert [turn.words for turn in turns(scenario, "visit")] == ["people.hunters 9", "hunters: 9 at work"]
    assert standing_in(scenario, "visit", 15).staff["hunters"].people == 9


def test_who_is_hired_and_has_nothing_to_do_is_doubted(read):
    idle = read("from_week = 9\npeople.client_department = 9")
    assert "costs wages and does nothing" in " ".join(map(str, doubts(idle)))
    busy = read("from_week = 9\npeople.client_department = 9\nhours.client_department = { repair = 0.5 }")
    assert not [one for one in doubts(busy) if "does nothing" in str(one)]


@pytest.mark.parametrize(("from_week", "weeks_to_find"), [(9, 4), (0, 4)])
def test_who_is_still_sought_does_not_stand_in_for_who_is_gone(read, from_week, weeks_to_find):
    """One person is to follow another: nobody would be there while the second is sought."""
    def only(weeks_to_find):
        return "".join(f"[staff.{role}]\npeople = {number}\nweeks_to_find = {weeks_to_find}\n" for role, number in (
            ("hunters", 1), ("account_managers", 0), ("client_department", 0)))

    change = f"from_week = {from_week}\npeople = {{ hunters = 0, account_managers = 1 }}"
    told = refusal(read, change, more=only(weeks_to_find))
    assert f"changes[0].people leaves nobody at work in week {from_week};" in told
    assert people(read(change, more=only(0)), "account_managers")[-1] == (from_week, 1)
