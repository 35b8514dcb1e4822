"""The site is built without a warning, loads nothing from outside, has no broken link, and says what the code knows."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyarrow.parquet as pq
import pytest

import retainsim
from classroom import browser
from docs.outputs import CHECKOUT, PAGES
from retainsim.cli.root import root
from retainsim.results.kpis.dictionary import KPIS, explained
from retainsim.scenario import Scenario, shape

SOURCES = CHECKOUT / "docs"
LOADING = {"src", "srcset", "poster", "data", "action", "formaction", "background"}  # attributes that fetch
OUTSIDE = re.compile(r"^\s*(?:https?:)?//", re.IGNORECASE)
IN_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?\s*((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)
MILLIMETRES_20 = 20 * 96 / 25.4  # [pixels]
TO_BE_FILLED = "[...document.querySelectorAll('td')].filter(cell => !cell.innerText).map(cell => cell.offsetWidth)"
ODD = ["1. Purpose and patterns", "2. Entities, state variables and scales", "3. Process overview and scheduling",
       "4. Design concepts", "5. Initialization", "6. Input data", "7. Submodels"]
CONCEPTS = ["Basic principles", "Emergence", "Adaptation", "Objectives", "Learning", "Prediction", "Sensing",
            "Interaction", "Stochasticity", "Collectives", "Observation"]


class Page(HTMLParser):
    """What a page loads, links to and is linked by, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads, self.links, self.names, self.text = list[str](), list[str](), set[str](), ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in LOADING or (tag, name) == ("link", "href"):
                self.loads.append(value or "")
            elif name == "style":
                self.loads += IN_STYLE.findall(value or "")
            elif (tag, name) == ("a", "href"):
                self.links.append(value or "")
            elif name == "id":
                self.names.add(value or "")

    def handle_data(self, data):
        self.text += data
        self.loads += IN_STYLE.findall(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the site as the command in CONTRIBUTING builds it."""
    folder = tmp_path_factory.mktemp("site")
    path = os.pathsep.join([str(Path(retainsim.__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "-d",
                           folder / "doctrees", SOURCES, folder / "html"], capture_output=True, text=True, timeout=600,
                          env={**os.environ, "PYTHONPATH": path})
    assert done.returncode == 0, done.stderr
    return folder / "html"


@pytest.fixture(scope="module")
def pages(site):
    """Each page of the site by its path."""
    return {path: Page(path.read_text("utf-8")) for path in site.rglob("*.html")}


def text_of(pages, site, name):
    return " ".join(pages[site / name].text.split())


def test_nothing_is_loaded_from_outside(site, pages):
    loaded = [(path.name, what) for path, page in pages.items() for what in page.loads if OUTSIDE.match(what)]
    styles = {path.name: IN_STYLE.findall(path.read_text("utf-8")) for path in site.rglob("*.css")}
    assert loaded == []
    assert styles
    assert {name: found for name, found in styles.items() if found} == {}


@pytest.mark.parametrize("tag", [
    '<script src="https://a.b/c.js"></script>', '<link href="//a.b/c.css">', "<style>@import 'http://a.b/c';</style>",
    '<p style="background: url(https://a.b/c.png)">', '<img srcset="https://a.b/c.png 2x">'])
def test_what_is_loaded_from_outside_would_be_noticed(tag):
    assert any(OUTSIDE.match(what) for what in Page(tag).loads)


def test_links_within_the_site_lead_somewhere(site, pages):
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            found = pages.get(target)
            if not target.is_file() or (parts.fragment and found and unquote(parts.fragment) not in found.names):
                broken.append((str(path.relative_to(site)), link))
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_links_of_a_page_lead_to_files(page):
    """As a forge shows it: relative links are paths in the repository."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        parts = urlsplit(link)
        if not parts.scheme and parts.path:
            assert (page.parent / unquote(parts.path)).exists(), link


@pytest.mark.parametrize("name", ["story", "bets", "debrief", "checklist"])
def test_a_hand_out_is_one_printed_page(site, name):
    browser.require()
    with browser.opened() as (page, _):
        page.goto((site / "teaching" / f"{name}.html").as_uri())
        margin = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", margin=margin))) == 1
        page.set_viewport_size({"width": 700, "height": 1000})  # [pixels] of A4 between its margins
        page.emulate_media(media="print")
        assert all(width > MILLIMETRES_20 for width in page.evaluate(TO_BE_FILLED))


def test_every_parameter_is_described(site, pages):
    said = text_of(pages, site, "reference/parameters.html")
    schema = Scenario.model_json_schema()
    for definition in [schema, *schema["$defs"].values()]:
        for name, node in definition.get("properties", {}).items():
            assert name in said
            assert " ".join(node.get("description", "").replace("`", "").split()) in said
    assert "plausible 0.1 to 0.5 share of the way to full attachment gained by one visit (assumed: it takes a" in said


def test_every_kpi_and_command_is_described(site, pages):
    said = text_of(pages, site, "reference/kpis.html")
    for kpi in explained():
        assert f"{kpi.name} {kpi.label} {kpi.unit} {kpi.better or 'neither'} {kpi.horizon} " + kpi.definition.replace(
            "`", "") in said
    said = text_of(pages, site, "reference/commands.html")
    for name in root.commands:
        assert f"Usage: retainsim {name} " in said


def test_every_public_name_is_described(site, pages):
    said = text_of(pages, site, "reference/python.html").split()
    assert {f"retainsim.{name}" for name in retainsim.__all__} <= {word.rstrip("#") for word in said}
    for method in ("Scenario.compare", "Comparison.frame", "Comparison.summary", "Run.figures", "Run.weekly",
                   "Explanation.figures", "Results.rerun", "Results.weekly", "Figure.save"):
        assert any(word.startswith(method) for word in said)


def test_nothing_on_a_page_waits_to_be_filled_in():
    for page in PAGES:
        assert not re.search(r"TODO|FIXME|[A-Z]+-RESULT", page.read_text("utf-8")), page


def test_every_column_and_key_of_the_files_is_described(site, pages, tmp_path):
    said = text_of(pages, site, "reference/files.html")
    found = retainsim.load("isp", ["market.seasoning_weeks=0"]).compare(
        ["nurture", "milking"], replications=2, weeks=1, out=tmp_path / "results")
    for path in (tmp_path / "results").iterdir():
        assert path.name in said
        if path.suffix == ".parquet":
            assert all(name in KPIS or name in said for name in pq.read_schema(path).names)
    provenance = json.loads((tmp_path / "results" / "provenance.json").read_text())
    assert all(f'"{key}"' in said for key in (*provenance, *found.to_document(), *found.to_document()["pairs"][0]))


def test_the_model_is_told_in_the_order_of_the_protocol(site, pages):
    text = (SOURCES / "model" / "odd.md").read_text("utf-8")
    assert re.findall(r"^## (\d\..*)$", text, re.MULTILINE) == ODD
    concepts = text.split("## 4. Design concepts")[1].split("\n## ")[0]
    assert re.findall(r"^\*\*(.+?)\.\*\*", concepts, re.MULTILINE) == CONCEPTS
    said = text_of(pages, site, "model/odd.html")
    for module in (Path(retainsim.__file__).parent / "model" / "mechanisms").glob("[a-z]*.py"):
        assert module.stem.capitalize() in said
    assert all(name in said for name in shape.at(("mechanisms", "trial"))["properties"])
