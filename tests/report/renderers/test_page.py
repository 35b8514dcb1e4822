"""A page needs nothing but itself, and shows what users have written as they have written it."""

from html.parser import HTMLParser

from retainsim.report.blocks import Grid
from retainsim.report.renderers.page import Drawing, Notice, Plain, Section, Terms, page

HOSTILE = "<script>alert(1)</script> & `\"quoted\"`"
VOID = {"meta", "br", "img"}


class Elements(HTMLParser):
    """Which elements there are, and whether each is closed where it should be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(html)
    assert parser.open == []
    return parser.seen


def test_everything_is_escaped() -> None:
    parts = [HOSTILE, Grid([HOSTILE, "b"], [[HOSTILE, HOSTILE]], (0,)), Terms([(HOSTILE, HOSTILE)]),
             Notice(HOSTILE, HOSTILE), Plain(HOSTILE), Drawing(HOSTILE, HOSTILE, "<svg></svg>", "<svg></svg>")]
    html = page(HOSTILE, [HOSTILE], [Section(HOSTILE, parts)], HOSTILE, Notice(HOSTILE, HOSTILE))
    names = {tag for tag, _ in elements(html)}
    assert "script" not in names
    assert {"figure", "figcaption", "table", "dl", "pre", "aside", "svg", "main", "header", "section", "b"} <= names
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 18  # once wherever it is given, the title twice
    assert "<b>&#34;quoted&#34;</b>" in html  # what stands between back quotes in a paragraph


def test_a_page_says_its_language_and_fits_a_telephone() -> None:
    seen = elements(page("Title", ["answer"], []))
    assert ("html", {"lang": "en"}) in seen
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in seen


def test_a_table_without_headings_has_no_head() -> None:
    assert "<thead>" not in page("", [], [Section("", [Grid(["", ""], [["a", "b"]], (0, 1))])])
    assert '<th scope="col">b</th>' in page("", [], [Section("", [Grid(["", "b"], [["a", "b"]], (0,))])])
