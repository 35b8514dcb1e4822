"""Names of any script, and characters that mean something to pages, terminals and spreadsheets, are shown literally."""

import tomllib
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cli.tiny import Said

Call = Callable[..., Said]
CASES = Path(__file__).parents[1] / "fixtures" / "cases"
CASE = CASES / "names.toml"
NAMES = tomllib.loads(CASE.read_text("utf-8"))["clients"]["status"]["names"]
PLAYED = ("run", str(CASE), "--strategy", "nurture", "--weeks", "6")


class Seen(HTMLParser):
    """What a reader sees of a page, and which elements and attributes it has."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.attributes = "", list[str](), list[str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", NAMES)
def test_a_client_of_any_name_is_told_by_it(name: str, call: Call) -> None:
    said = call(*PLAYED, "--client", name)
    assert (said.code, said.err) == (0, "")
    assert said.out.split("\n\n")[1].startswith(f"The life of {name}")


@pytest.mark.parametrize("name", [NAMES[0], NAMES[3], NAMES[13]])
def test_a_page_shows_the_name_and_nothing_of_it_is_run(name: str, tmp_path: Path, call: Call) -> None:
    plain = ("run", str(CASES / "base.toml"), *PLAYED[2:], "--client", "status 1")
    pages = []
    for command in (plain, (*PLAYED, "--client", name)):
        assert call(*command, "--out", str(tmp_path / "out"), "--force").code == 0
        pages.append(Seen((tmp_path / "out" / "report.html").read_text("utf-8")))
    base, odd = pages
    assert name in " ".join(odd.text.split())
    assert set(odd.tags) <= set(base.tags)
    assert set(odd.attributes) <= set(base.attributes)
    assert odd.tags.count("script") == base.tags.count("script")


def test_a_script_without_a_font_gets_a_sentence_and_no_warnings(tmp_path: Path, call: Call) -> None:
    said = call(*PLAYED, "--client", "株式会社東京", "--out", str(tmp_path / "out"))
    assert (said.code, len(said.err.strip().splitlines())) == (0, 1)
