"""The report on a results folder: complete, by itself, the same every time, and sensible in strange worlds."""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from typing import Any

import pytest

from report.renderers.test_page import elements
from retainsim.report.board import Material, board_report, material
from retainsim.report.figures.style import NARROW, WIDE, Layout
from retainsim.report.pages import board_files, board_pictures
from retainsim.report.renderers import page
from retainsim.results.folder.reader import Results
from retainsim.scenario.schema import Scenario
from retainsim.study.compare import compare
from retainsim.study.setup.request import Request
from retainsim.study.why import explain
from study.worlds import small_scenario

NAMES = ["cash", "revenue", "attachment", "exits", "key-accounts", "hours", "differences", "chain", "cuts"]
MEGABYTES = 1_000_000
Make = Callable[..., Material]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """What there is to report of a scenario, with an explanation if there is something to explain."""

    def known(scenario: Scenario, strategies: list[str] | None = None, replications: int = 8, **options: Any,
              ) -> Material:
        folder = tmp_path_factory.mktemp("results") / "small"
        compare(scenario, Request(strategies=strategies, replications=replications, out=folder, **options))
        there = material(Results(folder))
        if pair := there.to_explain():
            explanation = explain(there.scenario, Request(strategies=pair[:2], kpi=pair[2],
                                                          replications=there.explained_worlds))
            there = replace(there, explanation=explanation.to_document())
        return there

    return known


@pytest.fixture(scope="module")
def known(made: Make) -> Material:
    """Two strategies, one of whose descriptions is hostile, as that of the scenario is."""
    scenario = small_scenario()
    hostile = {"description": "pays $5, not $6 <script>alert('x')</script>"}
    strategies = scenario.strategies | {"hunt": scenario.strategies["hunt"].model_copy(update=hostile)}
    return made(scenario.model_copy(update={"strategies": strategies, **hostile}), ["care", "hunt"])


@pytest.fixture(scope="module")
def files(known: Material) -> dict[str, bytes]:
    return board_files(known)


def test_the_same_bytes_every_time(known: Material, files: dict[str, bytes]) -> None:
    again = board_files(replace(material(Results(known.results.folder)), explanation=known.explanation))
    assert again == files


def test_all_files_are_there(files: dict[str, bytes]) -> None:
    expected = [name for name in NAMES if name != "cuts" or "figures/cuts.svg" in files]
    assert list(files) == ["report.html", *(f"figures/{name}.{kind}" for name in expected for kind in ("svg", "png"))]


def test_the_page_needs_nothing_else_and_is_small(files: dict[str, bytes]) -> None:
    html = files["report.html"].decode()
    assert len(files["report.html"]) < 2 * MEGABYTES
    assert not re.search(r"https?:|//cdn|@import|url\((?!#)", html)
    for tag, attributes in elements(html):
        assert tag not in ("script", "link", "img", "iframe")
        assert all(value is None or value.startswith("#") for name, value in attributes.items()
                   if name in ("src", "href"))


def test_every_figure_has_a_title_a_caption_and_words_for_the_blind(files: dict[str, bytes]) -> None:
    html = files["report.html"].decode()
    figures = re.findall(r"<figure>.*?</figure>", html, re.DOTALL)
    assert len(figures) == len([name for name in files if name.endswith(".svg")])
    for figure in figures:
        assert re.search(r"<figcaption><h3>[^<]{10,}</h3><p>[^<]{20,}</p></figcaption>", figure)
        assert len(re.findall(r'<svg class="figure" role="img" aria-label="[^"]{40,}"', figure)) == 2


def test_a_page_tells_all_money_by_one_multiple_and_by_its_name(made: Make) -> None:
    there = made(small_scenario(2e8).model_copy(update={"currency": "EUR", "worth_telling": 0.0}), ["care", "hunt"])
    assert there.explanation is not None  # which by itself would have another multiple, if it were of little money
    little = {**there.explanation, "chain": [{**row, "a": 5_000.0, "b": 4_000.0} if row["unit"] == "currency" else row
                                             for row in there.explanation["chain"]]}
    html = board_files(replace(there, explanation=little))["report.html"].decode()
    page, definitions = re.sub("<[^>]*>", " ", html).split("What the names mean")
    assert set(re.findall(r"(\w+)\W*EUR(?! a week)", page)) == {"million"}
    assert "[EUR; end]" in definitions
    assert "currency" not in html


def test_what_users_have_written_is_text(files: dict[str, bytes]) -> None:
    assert files["report.html"].decode().count("pays $5, not $6 &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") == 2


def test_the_page_says_what_it_rests_on(known: Material, files: dict[str, bytes]) -> None:
    html = files["report.html"].decode()
    places = [html.index(said) for said in ("Not fitted to your firm.", "<h2>", "These are hypotheses, not forecasts.")]
    assert places == sorted(places)
    for said in (known.document["digest"], "retainsim rerun small --row K", "8 worlds of 110 weeks", "value_end",
                 "More is better."):
        assert said in html


@pytest.mark.parametrize(("strategies", "options", "missing"), [
    (["care"], {}, {"differences", "chain", "cuts"}),
    (["care", "hunt"], {"replications": 1}, {"chain", "cuts"}),
    (["care", "hunt"], {"weeks": 1, "replications": 2}, {"cash", "revenue", "attachment", "chain"}),
    (["care", "hunt"], {"weeks": 30, "replications": 20}, set())],
    ids=["one-strategy", "one-world", "one-week", "short"])
def test_little_to_show(strategies: list[str], options: dict[str, Any], missing: set[str], made: Make) -> None:
    there = made(small_scenario(), strategies, **options)
    shown = board_pictures(there)
    assert {picture.name for picture in shown} | {"cuts"} == set(NAMES) - missing | {"cuts"}
    elements(board_files(there)["report.html"].decode())


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_many_strategies_with_long_names_have_room(layout: Layout, made: Make) -> None:
    scenario = small_scenario()
    names = [f"a-strategy-with-a-rather-long-name-{n}" for n in range(8)]
    many = scenario.model_copy(update={"strategies": dict.fromkeys(names, scenario.strategies["care"]) | {
        "wait": scenario.strategies["wait"]}})
    (cash,) = (picture for picture in board_pictures(made(many, names, weeks=5)) if picture.name == "cash")
    figure = cash.draw(layout)
    figure.canvas.draw()
    titles = [axes.title.get_window_extent() for axes in figure.axes if axes.get_visible()]
    assert len(titles) == len(names)
    assert not any(a.overlaps(b) for place, a in enumerate(titles) for b in titles[:place])


def test_a_scenario_that_is_not_what_was_played_explains_nothing(known: Material) -> None:
    changed = replace(known, is_as_played=False, explanation=None)
    assert known.to_explain() is not None
    assert changed.to_explain() is None
    html = page.html(board_report(changed, {}))
    assert "<h2>Why</h2>" not in html
    assert "The scenario no longer reads as it was played." in html.partition("How sure is this</h2>")[2]
    assert "The scenario is not read" not in page.html(board_report(known, {}))


@pytest.mark.parametrize(("replications", "worlds"), [(3, "all 3 worlds"), (100, "the first 40 of 100 worlds")])
def test_what_is_not_explained_yet_names_the_command(replications: int, worlds: str, known: Material) -> None:
    document = {**known.document, "replications": replications}
    html = page.html(board_report(replace(known, explanation=None, document=document), {}))
    why = html.partition("<h2>Why</h2>")[2].partition("</section>")[0]
    assert known.to_explain() == ("hunt", "care", "value_end")
    assert "between <b>hunt</b>, the best, and <b>care</b>, the last. " in why
    assert f"once more in {worlds} for each link" in why
    assert "<pre>retainsim report small --explain --force</pre>" in why
    assert "--explain" not in page.html(board_report(known, {}))


def without(scenario: Scenario, *rivals: str) -> Scenario:
    return scenario.model_copy(update={"rivals": {name: rival for name, rival in scenario.rivals.items()
                                                  if name not in rivals}})


def without_clients(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"clients": {name: segment.model_copy(update={"served_by_firm": 0})
                                                   for name, segment in scenario.clients.items()}})


def with_attackers(scenario: Scenario) -> Scenario:
    raider = scenario.rivals["raider"]
    more = {f"another-raider-with-a-long-name-{week}": raider.model_copy(update={"start_week": week})
            for week in (0, 5, 19, 400)}
    return scenario.model_copy(update={"rivals": scenario.rivals | more})


@pytest.mark.parametrize(("scenario", "said"), [
    (without(small_scenario(), "raider"), "to carrier"),
    (without(small_scenario(), "raider", "carrier"), "to no supplier"),
    (small_scenario(cash=0.0), "ruined in 100 % of worlds"), (without_clients(small_scenario()), "Clients lost"),
    (with_attackers(small_scenario()), "another-raider-with-a-long-name-19 starts (week 19)")],
    ids=["no-attacker", "no-rival", "ruined", "no-clients", "attackers"])
def test_strange_worlds(scenario: Scenario, said: str, made: Make) -> None:
    there = made(scenario, ["care", "wait"], replications=2, weeks=20)
    html = board_files(there)["report.html"].decode()
    elements(html)
    assert said in html
    assert not re.search(r"\bnan\b|\binf\b|None", re.sub(r"<[^>]*>", " ", html))


def test_the_page_says_beside_the_verdict_what_is_charged(known: Material, files: dict[str, bytes]) -> None:
    said = "are not charged to the clients held; all other wages and overhead are."
    assert files["report.html"].decode().split("Where the firm stands")[0].count(said) == 1
    provenance = {**known.results.provenance, "retainsim": "0.3.0"}  # whose value at the end meant something else
    known = replace(known, results=copy(known.results))
    known.results.provenance = provenance
    assert said not in " ".join(map(str, board_report(known, {})))
