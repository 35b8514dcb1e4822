"""Experiment files: what they may say, and every mistake at once, with its line."""

from pathlib import Path

import pytest

from cli.tiny import TINY
from retainsim.experiment import Experiment, load_experiment
from retainsim.scenario import ScenarioError

HEAD = 'scenario = "tiny.toml"\nweeks = 20\n'
ATTACK = 'rivals.attacker.courting_hours_per_week'
SOBOL = f'{HEAD}[design]\nkind = "sobol"\npoints = 4\n[design.factors."{ATTACK}"]\nlow = 0\nhigh = 80\n'


def read(folder: Path, text: str) -> Experiment:
    (folder / "tiny.toml").write_text(TINY, "utf-8")
    (folder / "mine.toml").write_text(text, "utf-8")
    return load_experiment(folder / "mine.toml")


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ScenarioError) as raised:
        read(folder, text)
    return [str(problem).replace(f"{folder}/", "") for problem in raised.value.problems]


def test_what_is_not_said_is_the_scenarios(tmp_path: Path) -> None:
    experiment = read(tmp_path, SOBOL)
    assert experiment.name == "mine"
    assert experiment.strategies == ("status-quo", "nurture")
    assert {"value_end", "exits_to.attacker"} <= set(experiment.kpis)
    assert (experiment.scenario.weeks, experiment.scenario.seed) == (20, 1)
    assert len(experiment.rows) == 4


def test_a_star_varies_all_tables_as_one(tmp_path: Path) -> None:
    experiment = read(tmp_path, f'{HEAD}[design]\nkind = "grid"\n[design.factors."clients.*.organisations"]\n'
                      "values = [120, 130]\n")
    assert [experiment.point(number) for number in range(2)] == [
        (f"clients.status.organisations={number}", f"clients.standard.organisations={number}") for number in (120, 130)]


def test_assumed_numbers_vary_over_their_plausible_ranges_unless_the_file_names_them(tmp_path: Path) -> None:
    path = "mechanisms.decision.attention_weight"
    experiment = read(tmp_path, f'{HEAD}[design]\nkind = "lhs"\npoints = 3\nassumed = true\n'
                      f'[design.factors."{path}"]\nlow = 1\nhigh = 2\n')
    paths = [factor.path for factor in experiment.factors]
    assert paths.count(path) == 1
    assert len(paths) > 50
    assert max(row[paths.index(path)] for row in experiment.rows) <= 2


def test_what_is_below_the_least_that_means_anything_is_nothing_but_less_than_nothing_is_wrong(tmp_path: Path) -> None:
    path = "clients.standard.recognition_cv"
    text = f'{HEAD}[design]\nkind = "grid"\n[design.factors."{path}"]\nvalues = [VALUE, 0.5]\n'
    assert read(tmp_path, text.replace("VALUE", "0.005")).point(0) == (f"{path}=0.0",)
    assert problems(tmp_path, text.replace("VALUE", "-1.0"))[0].startswith(f"mine.toml:5: {path}=-1.0\n  must be a")


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_points_from_a_table(suffix: str, tmp_path: Path) -> None:
    from pyarrow import csv, parquet, table

    points = table({ATTACK: [10.0, 20.5], "weeks": [12, 13]})
    (csv.write_csv if suffix == "csv" else parquet.write_table)(points, tmp_path / f"points.{suffix}")
    experiment = read(tmp_path, f'{HEAD}[design]\nkind = "list"\nfile = "points.{suffix}"\n')
    assert [experiment.point(number) for number in range(2)] == [(f"{ATTACK}=10.0", "weeks=12"),
                                                                 (f"{ATTACK}=20.5", "weeks=13")]


def test_a_star_in_a_table_stands_for_all_tables_as_well(tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text("clients.*.organisations\n120\n", "utf-8")
    experiment = read(tmp_path, f'{HEAD}[design]\nkind = "list"\nfile = "points.csv"\n')
    assert experiment.point(0) == ("clients.status.organisations=120", "clients.standard.organisations=120")


def test_a_missing_table_is_told_in_one_sentence(tmp_path: Path) -> None:
    assert problems(tmp_path, HEAD) == ["mine.toml: design\n  is missing; it must be a table: Which points are played."]


def test_what_is_set_holds_at_every_point(tmp_path: Path) -> None:
    text = SOBOL.replace("[design]", '[set]\n"firm.cash" = 5_000\n[design]', 1)
    assert read(tmp_path, text).scenario.firm.cash == 5_000


def test_all_mistakes_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    wrong = SOBOL.replace("[design]", 'strategies = ["nurtur"]\nkpis = ["valu_end"]\n[design]', 1)
    told = problems(tmp_path, wrong.replace("courting_hours", "courting_hour"))
    assert [problem.partition("\n")[0] for problem in told] == [
        'mine.toml:3: strategies[0] = "nurtur"', 'mine.toml:4: kpis[0] = "valu_end"',
        f'mine.toml:8: design.factors."{ATTACK.replace("hours", "hour")}"']
    assert told[2].endswith(f"is not in the scenario. Did you mean {ATTACK}?")


@pytest.mark.parametrize(("old", "new", "message"), [
    ("low = 0", "low = 90", f'mine.toml:6: design.factors."{ATTACK}"\n  must have a low below its high.'),
    ("low = 0", "low = -1", f'mine.toml:7: design.factors."{ATTACK}".low = -1.0\n  must be a number from 0 to'),
    ("high = 80", "high = 1e9", f'mine.toml:8: design.factors."{ATTACK}".high = 1000000000.0\n  must be a number from'),
    ("low = 0", "values = [1]", "must have either values, or low and high."),
    ("low = 0", 'low = 0\ndistribution = "log"', "must have a low below its high, and above 0 for its logarithm."),
    ('kind = "sobol"', 'kind = "sobl"', 'mine.toml:4: design.kind = "sobl"\n  must be one of "grid"'),
    ('kind = "sobol"', 'kind = "grid"', "must have values in a grid. For instance values = [1, 2]."),
    ("points = 4", "point = 4", "mine.toml:5: design.point = 4\n  is not known here. Did you mean points? Allowed: "),
    ("points = 4", "points = 0", "mine.toml:5: design.points = 0\n  must be a whole number from 1 to 1_000_000"),
    ("points = 4", 'file = "a.csv"', "mine.toml:5: design.file\n  must be given in the design list, and in no other."),
    ("points = 4", 'constraints = ["weeks > 3"]', "must compare a factor with a factor or a number"),
    ("points = 4", f'constraints = ["{ATTACK} > 300"]', "allow hardly any point: 0 of"),
    ("points = 4", 'correlations = [{ factors = ["a", "b"], correlation = 0.1 }]', '"a" is no factor with low and'),
    ("points = 4", f'constraints = ["{ATTACK[:-1]} > 3"]', f"by <, <=, > or >=. Did you mean {ATTACK}?"),
    ("points = 4", f'correlations = [{{ factors = ["{ATTACK}", "{ATTACK}"], correlation = 0.1 }}]',
     "mine.toml:5: design.correlations[0].factors\n  must be two different ones."),
    ("weeks = 20", "strategies = []", "must be a list of 1 or more texts: all of the scenario if not given."),
    ("low = 0", "values = []", "must be a list of 1 to 10000 values"),
    ("points = 4", 'correlations = [{ factors = ["a"], correlation = 0.1 }]', "must be a list of 2 texts"),
    ('scenario = "tiny.toml"\n', "", "scenario\n  is missing; it must be text"),
    ("weeks = 20", "weeks = 0", "mine.toml:2: weeks = 0\n  must be a whole number from 1 to 5200"),
])
def test_each_mistake_is_told_with_its_place(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert message in "\n".join(problems(tmp_path, SOBOL.replace(old, new, 1)))


def test_a_table_that_is_not_there_is_told_as_it_was_written(tmp_path: Path) -> None:
    told, = problems(tmp_path, SOBOL.replace("rivals.attacker", "rivals.attaker"))
    assert told.endswith(f"is not in the scenario. Did you mean {ATTACK}?")


@pytest.mark.parametrize(("content", "message"), [
    (b"", "cannot be read"), (b"weeks\n", "has 0 rows"),
    (b"weeks,firm.cash\n3,\n", "empty cells in the column firm.cash"),
    (b"weeks,weeks\n3,4\n", "two columns of one name"), (b"weks\n3\n", '"weks" is not known. Did you mean weeks?'),
    (b"weeks\nlong\n", "must be a whole number")])
def test_a_bad_table_is_told_with_its_place(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_bytes(content)
    told = problems(tmp_path, f'{HEAD}[design]\nkind = "list"\nfile = "points.csv"\n')
    assert message in told[0]
    assert told[0].startswith("mine.toml:5")


def test_contradicting_correlations_are_refused(tmp_path: Path) -> None:
    text = SOBOL.replace("points = 4", f"""points = 4
correlations = [{{ factors = ["{ATTACK}", "firm.cash"], correlation = 0.9 }},
  {{ factors = ["firm.cash", "weeks"], correlation = 0.9 }},
  {{ factors = ["{ATTACK}", "weeks"], correlation = -0.9 }}]""")
    text += '[design.factors."firm.cash"]\nlow = 1\nhigh = 2\n[design.factors.weeks]\nlow = 10\nhigh = 20\n'
    assert "contradict each other" in problems(tmp_path, text)[0]


MISSPELT = ATTACK.replace("hours", "hour")
MANY = f'''scenario = "tiny.toml"
weks = 20
strategies = ["nurtur"]
replications = "ten"
kpis = ["valu_end"]
precision = "a lot"
[set]
"firm.cash" = -1
[budget]
minutes = 0
[design]
kind = "sobol"
correlations = [{{ factors = ["firm.cash", "weeks"], correlation = 1.5 }}]
constraints = ["firm.cash > 3", "firm.credit_line > 3"]
[design.factors."{MISSPELT}"]
low = 0
high = 80
[design.factors."firm.cash"]
low = 9
high = 3
[design.factors.weeks]
low = "ten"
high = 20
'''
MANY_TOLD = [
    "mine.toml:2: weks = 20\n  is not known here. Did you mean weeks?",
    'mine.toml:3: strategies[0] = "nurtur"\n  is not in the scenario. Did you mean nurture?',
    'mine.toml:4: replications = "ten"\n  must be a whole number from 1 to 10000',
    'mine.toml:5: kpis[0] = "valu_end"\n  is not in the scenario. Did you mean value_end?',
    'mine.toml:6: precision = "a lot"\n  must be a share of the largest difference, such as 5%',
    "mine.toml:8: firm.cash=-1\n  must be a number from 0",
    "mine.toml:10: budget.minutes = 0\n  must be a number above 0",
    "mine.toml:13: design.correlations[0].correlation = 1.5\n  must be a number above -1 and below 1: of the normal",
    'mine.toml:14: design.constraints[1] = "firm.credit_line > 3"\n  must compare a factor',
    f'mine.toml:15: design.factors."{MISSPELT}"\n  is not in the scenario. Did you mean {ATTACK}',
    'mine.toml:18: design.factors."firm.cash"\n  must have a low below its high.',
    'mine.toml:22: design.factors.weeks.low = "ten"\n  must be a number: smallest value of its range.']


def test_no_mistake_of_any_kind_hides_another(tmp_path: Path) -> None:
    told = problems(tmp_path, MANY)
    assert len(told) == len(MANY_TOLD), "\n".join(told)
    for message, beginning in zip(told, MANY_TOLD, strict=True):
        assert message.startswith(beginning)


@pytest.mark.parametrize("mistake", MANY_TOLD, ids=lambda text: text.partition("\n")[0])
def test_what_is_told_of_many_is_told_of_the_rest_when_one_is_mended(mistake: str, tmp_path: Path) -> None:
    """Without its line, or the table of its factor, all the others are told as before."""
    number = int(mistake.split(":")[1])
    lines = MANY.splitlines()
    first = number - 1 if number < 15 else 3 * (number // 3) - 1
    del lines[first:number if number < 15 else first + 3]
    rest = [told.partition(": ")[2] for told in problems(tmp_path, "\n".join(lines))]
    for other in MANY_TOLD:
        if other != mistake and "firm.credit_line" not in other and "correlation" not in other:
            assert any(told.startswith(other.partition(": ")[2]) for told in rest), other


@pytest.mark.parametrize(("old", "new", "place"), [
    ("kind", "knd", ':4: design.knd = "sobol"'), ("sobol", "sobl", ':4: design.kind = "sobl"'),
    ("design.factors", "design.factor", ":6: design.factor"),
    ("low = 0", "lo = 0", f':7: design.factors."{ATTACK}".lo'),
    ("scenario", "senario", ":1: senario"), ("tiny.toml", "tiny.tom", ":1: scenario"),
    ("points = 4", "points = 4\ncorrelations = [3]", ":6: design.correlations[0] = 3"),
    ("points = 4", 'points = 4\ncorrelations = [{ factors = ["a"], correlation = 0 }]',
     ":6: design.correlations[0].factors"),
    ("points = 4", "points = 4\nconstraints = [3]", ":6: design.constraints[0] = 3"),
    ("low = 0\nhigh = 80", "values = [[1], 2]", f':7: design.factors."{ATTACK}".values[0]'),
    ("weeks = 20", "set = 3", ":2: set = 3"), ("weeks = 20", 'strategies = ["Nurture!"]', ":2: strategies[0]"),
    ("weeks = 20", 'strategies = ["nurture"]\nprecision = "5%"', ':3: precision = "5%"')])
def test_a_mistake_is_told_once_and_no_consequence_of_it(old: str, new: str, place: str, tmp_path: Path) -> None:
    message, = problems(tmp_path, SOBOL.replace(old, new, 1))
    assert message.startswith(f"mine.toml{place}")


def test_without_its_scenario_a_file_is_checked_as_far_as_it_can_be(tmp_path: Path) -> None:
    text = SOBOL.replace("tiny.toml", "nothing.toml").replace("high = 80", "high = -1")
    told = problems(tmp_path, text.replace("points = 4", 'points = 4\nconstraints = ["what"]'))
    assert [message.split(": ")[0] for message in told] == ["mine.toml:1", "mine.toml:6", "mine.toml:7"]


@pytest.mark.parametrize(("content", "message"), [("", "cannot be read"), ("weks\n3\n", '"weks" is not known')])
def test_a_bad_table_hides_nothing_and_is_not_hidden(content: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "points.csv").write_text(content, "utf-8")
    first, second = problems(tmp_path, f'{HEAD}kpis = ["valu_end"]\n[design]\nkind = "list"\nfile = "points.csv"\n')
    assert first.startswith('mine.toml:3: kpis[0] = "valu_end"')
    assert second.startswith("mine.toml:6")
    assert message in second
