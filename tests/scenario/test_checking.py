"""Every way in which a scenario that parses can be wrong, and the exact words about it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retainsim.scenario import ScenarioError, load

FEE = "must be a number above 0 and at most 1_000_000_000_000"
NAME = "a name of at most 40 small letters, digits and hyphens that begins with a letter"
JOBS = "hunting, care, orders, dunning, repair, rescue, delivery"
FIRM = ("cash, credit_line, overhead_per_week, direct_cost_share, price_index, reputation, quality, "
        "fault_rate_per_year, shared_fault_rate_per_year, delights_per_year, repair_hours, invoice_every_weeks, "
        "write_off_weeks")

WRONG = {
    "text for a number": (
        "", "[mechanisms.grievance]\nloss_weight = 'high'\n",
        'small.toml:23: mechanisms.grievance.loss_weight = "high"\n'
        "  must be a number from 0 to 20. Did you mean 2.25?"),
    "number in quotes": (
        "= 60", '= "60"', f'small.toml:6: clients.standard.fee_per_week = "60"\n  {FEE}. Did you mean 60?'),
    "decimal comma in quotes": (
        "= 60", '= "60,5"', f'small.toml:6: clients.standard.fee_per_week = "60,5"\n  {FEE}. Did you mean 60.5?'),
    "truth for a number": (
        "weeks = 52", "weeks = true",
        "small.toml:2: weeks = true\n  must be a whole number from 1 to 5200. Did you mean 260?"),
    "number for truth": (
        "= 5\n", "= 5\nenabled = 1\n",
        "small.toml:20: rivals.carrier.enabled = 1\n  must be true or false. Did you mean true?"),
    "fraction for a whole number": (
        "= 100", "= 100.0",
        "small.toml:4: clients.standard.organisations = 100.0\n"
        "  must be a whole number from 0 to 5_000_000. Did you mean 100?"),
    "percentage for a share": (
        "= 0.5\n", "= 50\n", "small.toml:17: rivals.carrier.market_share = 50\n  must be a number from 0 to 1. "
        "Did you mean 0.5?"),
    "negative": (
        "credit_line = 1000", "credit_line = -1000",
        "small.toml:13: firm.credit_line = -1000\n  must be a number from 0 to 10_000_000_000_000. Did you mean 1000?"),
    "too large, with a default": (
        "= 60", "= 60\nfee_spread = 200", "small.toml:7: clients.standard.fee_spread = 200\n"
        "  must be a number from 0 to 2. The default is 0.6."),
    "too large, without a default": (
        "= 60", "= 6e12", "small.toml:6: clients.standard.fee_per_week = 6000000000000.0\n"
        f"  {FEE}. The unit is currency/week."),
    "more than 64 bits": (
        "weeks = 52", f"weeks = {2**64}",
        f"small.toml:2: weeks = {2**64}\n"
        "  must be a whole number from 1 to 5200. The unit is weeks. The default is 260."),
    "number for longer text": (
        "weeks = 52", "description = 5",
        'small.toml:2: description = 5\n  must be text of at most 2000 characters. Text stands in quotes: "5".'),
    "more digits than can be shown": (
        "= 60", f"= {10**400}",
        f"small.toml:6: clients.standard.fee_per_week = (a number of more than 30 digits)\n  {FEE}. "
        "The unit is currency/week."),
    "not a number": (
        "= 60", "= nan", f"small.toml:6: clients.standard.fee_per_week = nan\n  {FEE}; "
        "nan and inf are no numbers to compute with."),
    "infinite": (
        "= 60", "= 60\nfee_spread = inf", "small.toml:7: clients.standard.fee_spread = inf\n"
        "  must be a number from 0 to 2; nan and inf are no numbers to compute with. Did you mean 0.6?"),
    "date": (
        "= 60", "= 2001-01-01", f"small.toml:6: clients.standard.fee_per_week = 2001-01-01\n  {FEE}."),
    "number for text": (
        'name = "small"', "name = 5", f'small.toml:1: name = 5\n  must be {NAME}.'),
    "number in a list of text": (
        "weeks = 52", "primary_kpis = [1]", "small.toml:2: primary_kpis[0] = 1\n  must be text. "
        'Text stands in quotes: "1".'),
    "text for a list": (
        "weeks = 52", "primary_kpis = 'npv'", 'small.toml:2: primary_kpis = "npv"\n  must be a list of 1 to 16 texts. '
        'A list stands in brackets: primary_kpis = ["npv"].'),
    "key that looks like a mark of pydantic": (
        "cash", "'[key]' = 1\ncash", 'small.toml:12: firm."[key]" = 1\n  is not known here; allowed: ' + FIRM + "."),
    "name": (
        'name = "small"', 'name = "My World"', f'small.toml:1: name = "My World"\n  must be {NAME}. '
        'Did you mean "my-world"?'),
    "name of a table": (
        "rivals.carrier", 'rivals."The Carrier"', f'small.toml:15: rivals."The Carrier"\n  is not {NAME}. Did you mean '
        "the-carrier?"),
    "text too long": (
        "[strategies.status-quo]", f"[strategies.status-quo]\ndescription = '{'x' * 501}'",
        f'small.toml:21: strategies.status-quo.description = "{"x" * 98}…\n  must be text of at most 500 characters.'),
    "choice": (
        '"established"', '"Establishd"', 'small.toml:16: rivals.carrier.role = "Establishd"\n'
        '  must be one of "attacker", "established". Did you mean "established"?'),
    "value for a table": (
        "", "[mechanisms]\nfaults = 0\n", "small.toml:23: mechanisms.faults = 0\n  must be a table."),
    "table for a value": (
        "= 60", "= { amount = 60 }", f"small.toml:6: clients.standard.fee_per_week = {{…}}\n  {FEE}."),
    "misspelt key": (
        "cash =", "cahs = 1\ncash =",
        f"small.toml:12: firm.cahs = 1\n  is not known here. Did you mean cash? Allowed: {FIRM}."),
    "misspelt job": (
        "hunting", "huntin", "small.toml:21: strategies.status-quo.hours.hunters.huntin\n"
        f"  is not known here. Did you mean hunting? Allowed: {JOBS}."),
    "misspelt role": (
        "hours.hunters", "hours.hunter", "small.toml:21: strategies.status-quo.hours.hunter\n"
        "  is given hours, and staff has no such role; its roles are hunters, account_managers, client_department. "
        "Did you mean hunters?"),
    "missing value": (
        "fee_per_week = 60\n", "", "small.toml:3: clients.standard.fee_per_week\n"
        "  is missing; it must be a number above 0 and at most 1_000_000_000_000 [currency/week]: median fee."),
    "missing hours": (
        "hours.hunters = { hunting = 0.5 }", "", "small.toml:20: strategies.status-quo.hours\n  is missing; it must be "
        "a table: for each role the share of its week given to each job: hunting (courting new clients), care (caring "
        "visits), orders (calls about the next order), dunning (overdue invoices), repair (faults), rescue (visits to "
        "clients at risk), delivery (work that clients ask for); the rest is administration."),
    "missing table": (
        "[firm]\ncash = 1000\ncredit_line = 1000\noverhead_per_week = 10\n", "", "small.toml: firm\n"
        "  is missing; it must be a table: The supplier whose strategy is chosen: its money and its service. "
        "For instance cash = 100_000, credit_line = 50_000 and overhead_per_week = 2_000 below [firm]. Or change a "
        'shipped scenario: begin the file with extends = "isp". Or fill in what retainsim new NAME --blank writes.'),
    "no strategy": (
        "[strategies.status-quo]\nhours.hunters = { hunting = 0.5 }", "[strategies]",
        "small.toml:20: strategies = {}\n  must be a table of 1 to 64 tables."),
    "too many strategies": (
        "", "".join(f"[strategies.s{n}]\nhours = {{}}\n" for n in range(64)),
        "small.toml:20: strategies = {…}\n  must be a table of 1 to 64 tables."),
    # ---- between numbers that are each right in themselves
    "more served than exist": (
        "= 40", "= 90\nfounded_later = 20",
        "small.toml:4: clients.standard.organisations = 100\n"
        "  must be at least served_by_firm + founded_later = 90 + 20. Did you mean 110? "
        "It counts all that ever exist."),
    "too many organisations": (
        "", "[clients.more]\norganisations = 5_000_000\nserved_by_firm = 5_000_000\nfee_per_week = 1\n",
        "small.toml:3: clients\n  have 5_000_100 organisations together; at most 5_000_000."),
    "no organisations": (
        "organisations = 100\nserved_by_firm = 40", "organisations = 0\nserved_by_firm = 0",
        "small.toml:3: clients\n  have no organisations; at least 1."),
    "shares above one": (
        "", "[rivals.other]\nrole = 'attacker'\nmarket_share = 0.6\ncapacity = 100\ncourting_hours_per_week = 1\n",
        "small.toml:24: rivals.other.market_share = 0.6\n  brings the shares of all enabled rivals to 1.1 "
        "(carrier 0.5; other 0.6); together they must be at most 1. They share the organisations that the firm does "
        "not serve."),
    "capacity below the market share": (
        "capacity = 50", "capacity = 20", "small.toml:18: rivals.carrier.capacity = 20\n"
        "  must be at least market_share x organisations of others = 0.5 x 60. Did you mean 30?"),
    "spread too narrow for a Gamma": (
        "fee_per_week", "fault_exposure_cv = 1e-160\nfee_per_week",
        "small.toml:6: clients.standard.fault_exposure_cv = 1e-160\n"
        "  must be 0 (all alike) or at least 0.01. Did you mean 0?"),
    "spread too narrow for a Beta": (
        "fee_per_week", "voice_concentration = 0.04\nfee_per_week",
        "small.toml:6: clients.standard.voice_concentration = 0.04\n"
        "  must be 0 (all alike) or at least 0.05. Did you mean 0?"),
    "spread of returned love too narrow for a Beta": (
        "fee_per_week", "reciprocity_concentration = 1e-300\nfee_per_week",
        "small.toml:6: clients.standard.reciprocity_concentration = 1e-300\n"
        "  must be 0 (all alike) or at least 0.05. Did you mean 0?"),
    "a name twice": (
        "served_by_firm", "names = ['City Council', 'CITY COUNCIL']\nserved_by_firm",
        'small.toml:5: clients.standard.names[1] = "CITY COUNCIL"\n  must be a name that no other organisation has, '
        "however it is spelt; it is the same as clients.standard.names[0]."),
    "a name in two segments": (
        "fee_per_week = 60", "fee_per_week = 60\nnames = ['x']\n[clients.more]\norganisations = 1\nserved_by_firm = 0\n"
        "fee_per_week = 1\nnames = [\n'a',\n'x']",
        'small.toml:14: clients.more.names[1] = "x"\n  must be a name that no other organisation has, '
        "however it is spelt; it is the same as clients.standard.names[0]."),
    "a name that a number has": (
        "served_by_firm", "names = ['Standard 17']\nserved_by_firm",
        'small.toml:5: clients.standard.names[0] = "Standard 17"\n  must be neither a number nor a segment with a '
        "number: other organisations have such names."),
    "a number for a name": (
        "served_by_firm", "names = ['17']\nserved_by_firm",
        'small.toml:5: clients.standard.names[0] = "17"\n  must be neither a number nor a segment with a number: other '
        "organisations have such names."),
    "a name that steers the terminal": (
        "served_by_firm", 'names = ["a\\u001b[31m"]\nserved_by_firm',
        'small.toml:5: clients.standard.names[0] = "a\\u001b[31m"\n  must not contain the invisible '
        "character U+001B."),
    "an empty name": (
        "served_by_firm", "names = ['']\nserved_by_firm",
        'small.toml:5: clients.standard.names[0] = ""\n  must be text with single blanks between its words.'),
    "a name too long for a sentence": (
        "served_by_firm", "names = ['" + 41 * "x" + "']\nserved_by_firm",
        'small.toml:5: clients.standard.names[0] = "' + 41 * "x" + '"\n  must be text of at most 40 characters.'),
    "a name that is no list": (
        "served_by_firm", "names = 'x'\nserved_by_firm",
        'small.toml:5: clients.standard.names = "x"\n  must be a list of 0 to 1000 texts. A list stands in '
        'brackets: names = ["x"].'),
    "unknown seasoning": (
        "", "[market]\nseasoned_by = 'status-qou'\n", 'small.toml:23: market.seasoned_by = "status-qou"\n'
        "  must be one of the strategies: status-quo. Did you mean status-quo?"),
    "seasoning by the default that is not there": (
        "[strategies.status-quo]", "[strategies.care]",
        'small.toml: market.seasoned_by = "status-quo"\n  must be one of the strategies: care. '
        'Write seasoned_by = "care" below [market] in small.toml.'),
    "more than a week of work": (
        "= 0.5 }", "= 0.8, care = 0.3 }", "small.toml:21: strategies.status-quo.hours.hunters\n"
        "  must sum to at most 1, and sums to 1.1. Each share is a part of the week of one person."),
    "quota of hours that are not pooled": (
        "", "new_business_quota = 0.2\n", "small.toml:22: strategies.status-quo.new_business_quota = 0.2\n"
        "  is a share of the pooled hours, and must be 0 unless pooled = true."),
    "nothing to pool": (
        "{ hunting = 0.5 }", "{ hunting = 0, dunning = 0.5 }\npooled = true",
        "small.toml:22: strategies.status-quo.pooled = true\n"
        "  needs hours to pool: at least one role must have hours for hunting, care or orders."),
    "nobody works": (
        "[staff]\n" + "".join(f"{role} = {{ people = 1, wage_per_week = {wage} }}\n" for role, wage in (
            ("hunters", 900), ("account_managers", 900), ("client_department", 700))),
        "[staff]\n" + "".join(f"{role} = {{ people = 0, wage_per_week = 1 }}\n" for role in (
            "hunters", "account_managers", "client_department")),
        "small.toml:7: staff\n  has nobody; at least one role must have people."),
    "the same KPI twice": (
        "weeks = 52", 'primary_kpis = ["npv", "npv"]', "small.toml:2: primary_kpis = [… 2 values]\n"
        "  must name each KPI once, not twice: npv."),
}


@pytest.mark.parametrize(("old", "new", "words"), WRONG.values(), ids=WRONG)
def test_each_mistake_is_named_with_place_and_fix(
        old: str, new: str, words: str, complaint: Callable[..., str]) -> None:
    assert complaint(old, new) == words


def test_whole_numbers_serve_as_real_ones(small: Path) -> None:
    fee = load(small).clients["standard"].fee_per_week
    assert (fee, type(fee)) == (60.0, float)


def test_shares_that_sum_to_one_but_for_rounding_are_accepted(small: Path) -> None:
    shares = "{hunting=0.7, care=0.2, orders=0.1, dunning=1e-12}"
    load(small, [f"strategies.status-quo.hours.hunters={shares}"])


def test_hours_may_be_pooled_with_a_quota_for_hunting(small: Path) -> None:
    scenario = load(small, ["strategies.status-quo.pooled=true", "strategies.status-quo.new_business_quota=0.2"])
    assert scenario.strategies["status-quo"].new_business_quota == 0.2


def test_a_disabled_rival_needs_no_share_of_the_market(small: Path) -> None:
    load(small, ["rivals.carrier.enabled=false", "rivals.carrier.capacity=0"])


def test_all_problems_are_reported_at_once_in_the_order_of_the_file(complaint: Callable[..., str]) -> None:
    lines = complaint("[firm]", "[firm]\nfoo = 1\n[market]\nseasoned_by = 'x'\n[firm2]", ("weeks=0",)).splitlines()
    places = [line.split(" = ")[0] for line in lines if not line.startswith("  ")]
    assert places == ["--set weeks=0", "small.toml:11: firm.cash", "small.toml:11: firm.credit_line",
                      "small.toml:11: firm.overhead_per_week", "small.toml:12: firm.foo",
                      "small.toml:14: market.seasoned_by", "small.toml:15: firm2"]


def test_nothing_follows_from_a_table_that_is_misspelt(complaint: Callable[..., str]) -> None:
    text = complaint("[strategies.status-quo]", "[markt]\nseasoned_by = 'care'\n[strategies.care]")
    assert text.startswith("small.toml:20: markt = {…}\n  is not known here. Did you mean market?")
    assert "seasoned_by" not in text


def test_a_flood_of_problems_is_cut_and_counted(complaint: Callable[..., str]) -> None:
    text = complaint("", "".join(f"x{n} = 1\n" for n in range(40)))
    assert text.endswith("\n(15 more problems not shown)")
    assert text.count("small.toml:") == 25


def test_problems_can_be_read_one_by_one(small: Path) -> None:
    with pytest.raises(ScenarioError) as caught:
        load(small, ["weeks=0"])
    problem, = caught.value.problems
    assert (problem.file, problem.line, problem.path, problem.value) == ("--set weeks=0", None, "weeks", "0")
    assert problem.allowed == "a whole number from 1 to 5200"


def test_values_cannot_steer_the_terminal(complaint: Callable[..., str]) -> None:
    text = complaint("weeks = 52", 'weeks = "\\u001b[31m\\n\\u202e\\ud7ff"')
    assert all(c.isprintable() or c == "\n" for c in text)


def test_hours_are_added_up_even_where_something_else_is_wrong(complaint: Callable[..., str]) -> None:
    said = complaint("hunting = 0.5 }", "hunting = 0.7, care = 0.5 }\ncare_focus = 'much'")
    assert "strategies.status-quo.hours.hunters\n  must sum to at most 1, and sums to 1.2." in said
    assert 'care_focus = "much"' in said
    said = complaint("hunting = 0.5 }", "hunting = 0.7, care = 'x', orders = 1.5, dunning = true }\nhours.nobody = 3")
    assert "must sum" not in said


def test_where_it_was_written_is_no_part_of_a_scenario(small: Path) -> None:
    assert load("small.toml").places.of(("weeks",)) == ("small.toml", 2)
    assert load("small.toml", ["weeks=52"]).places.of(("weeks",)) == ("--set weeks=52", None)
    assert load("small.toml") == load("small.toml", ["weeks=52"])


@pytest.mark.parametrize(("key", "words"), [
    ("care_focus = 1", "It belongs below [strategies.NAME]."), ("cash = 7", "It belongs below [firm]."),
    ("visit_hours = 7", "It belongs below [mechanisms.attachment]."),
    ("seed = 7", "It belongs at the top of the file, above all tables."),
    ("hands_over = true", "It belongs below [rivals.NAME] or below [strategies.NAME]."),
    ("strength = 1", ""), ("nonsense = 1", "")])
def test_a_key_below_the_wrong_header_is_sent_home(key: str, words: str, complaint: Callable[..., str]) -> None:
    said = complaint("", f"[market]\n{key}\n")
    assert said.endswith(f". {words}" if words else ".")
    assert ("It belongs" in said) == bool(words)
