"""Blocks as Markdown: what means something there stands as it is."""

from retainsim.report.blocks import Aside, Figure, Heading, Note, Table, Terms, Verbatim, Verdict
from retainsim.report.renderers.markdown import text


def test_each_block_has_its_form() -> None:
    blocks = [Heading("a_b", 1, "below"), Verdict(["first", "second"]), "`c` <d>", Table(["", "e"], [["f|g", "1"]]),
              Terms([("h", "i"), ("j", "k")]), Note("Mind.", "l"), Aside("m"), Verbatim("n_o --p"),
              Figure("q", "r", "<svg></svg>", "<svg></svg>")]
    assert text(blocks) == "\n\n".join([
        "# a\\_b", "below", "first", "second", "\\`c\\` \\<d\\>", "|  | e |\n| --- | ---: |\n| f\\|g | 1 |",
        "- h: i\n- j: k", "> **Mind.** l", "m", "```\nn_o --p\n```"]) + "\n"
