"""A page needs nothing but itself, and shows what users have written as they have written it."""

from html.parser import HTMLParser

from retainsim.report.blocks import Aside, Figure, Heading, Note, Table, Terms, Verbatim, Verdict
from retainsim.report.renderers.page import html

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
    page = html([
        Heading(HOSTILE, 1), Verdict([HOSTILE]), Aside(HOSTILE), Note(HOSTILE, HOSTILE), Heading(HOSTILE), HOSTILE,
        Table([HOSTILE, "b"], [[HOSTILE, HOSTILE]]), Terms([(HOSTILE, HOSTILE)]), Note(HOSTILE, HOSTILE),
        Verbatim(HOSTILE), Figure(HOSTILE, HOSTILE, "<svg></svg>", "<svg></svg>"), Heading("", below=HOSTILE)])
    names = {tag for tag, _ in elements(page)}
    assert "script" not in names
    assert {"figure", "figcaption", "table", "dl", "pre", "aside", "svg", "main", "header", "section", "b"} <= names
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 19  # once wherever it is given, the title twice
    assert "<b>&#34;quoted&#34;</b>" in page  # what stands between back quotes in a paragraph


def test_a_page_says_its_language_and_fits_a_telephone() -> None:
    seen = elements(html([Heading("Title", 1), Verdict(["answer"])]))
    assert ("html", {"lang": "en"}) in seen
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in seen


def test_a_table_without_headings_has_no_head() -> None:
    assert "<thead>" not in html([Heading("", 1), Table(["", ""], [["a", "b"]], (0, 1))])
    assert '<th scope="col">b</th>' in html([Heading("", 1), Table(["", "b"], [["a", "b"]])])


def test_each_heading_begins_a_section() -> None:
    page = html([Heading("Title", 1), "top", Heading("one"), "first", Heading("two"), "second"])
    assert [part.partition("</h2>")[0] for part in page.split("<section>\n<h2>")[1:]] == ["one", "two"]
    assert page.index("top") < page.index("</header>") < page.index("<section>")


def test_a_span_of_weeks_is_not_broken() -> None:
    page = html([Heading("", 1), Table(["weeks", ""], [["12-14", "12-14"], ["a-b", ""]])])
    assert ">12\u201114</th><td>12-14</td>" in page
    assert ">a-b</th>" in page


def test_a_number_is_not_parted_from_its_percent_sign() -> None:
    page = html([Heading("", 1, "ahead in 5 % of worlds"), "equal in 95 %"])
    assert "5\u00a0% of worlds" in page
    assert "95\u00a0%" in page
