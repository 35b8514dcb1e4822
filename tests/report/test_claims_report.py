"""The page of a claim says what was declared, what was found, and what may be concluded; as Markdown, the same."""

import re
import subprocess
import sys
from typing import Any

import pytest

from report.claims import UNIT, judged, part, row
from retainsim.report.changes import changed_since
from retainsim.report.claim import claim_report
from retainsim.report.claims import markdown_pages, summary_report
from retainsim.report.renderers.terminal import WIDTH
from retainsim.report.renderers.terminal import text as as_text


def lines(text: str) -> list[str]:
    """The lines with runs of spaces as one."""
    return [" ".join(line.split()) for line in text.splitlines()]


def words(**changes: Any) -> str:
    """The page as one line."""
    return " ".join(as_text(claim_report(judged(**changes))).split())


HEADINGS = ["How it was tried", "What came out", "How far it reaches", "What would change the verdict",
            "What was chosen after a result had been seen", "Further readings"]


def test_what_stands_on_it() -> None:
    page = as_text(claim_report(judged()))
    text = lines(page)
    assert text[0] == "I3: holds"
    assert text[2] == "Claimed: Such contact alone ruins the relation."
    assert text[4] == "The claim holds in this model in nearly all of the credible space."
    assert [line for line in text if line in HEADINGS] == HEADINGS
    assert "decisions that calls bring 1.50 [1.00, 2.00] as claimed" in text
    assert "cause taken away: contact does nothing 0.00 [-0.25, 0.25] no effect left, as it must be" in text
    assert "effect put in: contact does a lot 4.00 [3.75, 4.25] shows, as it must" in text
    assert "exits *in all* 31.5 [31.0, 32.0] exits | year" in text
    assert page.isascii()
    assert max(map(len, page.splitlines())) <= WIDTH


def test_what_was_declared_before() -> None:
    said = words()
    assert "Played in 40 worlds" in said
    assert (f'the 95 % interval of "decisions that calls bring" must lie above 0 {UNIT}. With the claimed '
            f"cause taken away it must lie between -0.5 and 0.5 {UNIT}: then there is no effect left. Where an effect "
            f"is put in on purpose, the same experiment must show more than 0.5 {UNIT}.") in said
    bare = words(knockouts=[], controls=[], readings=[])
    bare = bare.replace("Cause taken away:", "").replace("Effect put in:", "").replace("made on purpose", "")
    for words_of_trials in ("taken away", "put in", "on purpose", "Further readings"):
        assert words_of_trials not in bare


def test_a_claim_that_there_is_no_effect() -> None:
    said = words(is_absence=True, effect=0.1, low=-0.2, high=0.4)
    assert f"must lie between -0.5 and 0.5 {UNIT}, which counts as nothing." in said
    assert "[-0.20, 0.40] as claimed" in said
    assert "[-0.20, 0.60] cannot tell" in words(is_absence=True, effect=0.2, low=-0.2, high=0.6, as_claimed=False)
    assert "[0.60, 1.00] NOT as claimed" in words(is_absence=True, effect=0.8, low=0.6, high=1.0, as_claimed=False)


def test_a_claim_that_there_is_no_more_than_nothing() -> None:
    said = words(is_absence=True, is_one_sided=True, effect=-2.0, low=-3.0, high=0.4)
    assert f"must lie below 0.5 {UNIT}, which counts as nothing." in said
    assert "[-3.00, 0.40] as claimed" in said


def test_parts_of_a_claim_have_tables_of_their_units() -> None:
    same, other = part("half", 1.0, bar=0.0, margin=0.5, unit=UNIT), part("another half", 3.0, bar=2.0, margin=2.0)
    page = words(parts=[same, other])
    assert f"[{UNIT}] mean 95 % interval decisions that calls bring 1.50" in page
    assert "half 1.00 [0.75, 1.25] as claimed cause taken away: no 0.00 [-0.25, 0.25] no effect left" in page
    assert "[%] mean 95 % interval another half 3.00 [2.75, 3.25] as claimed" in page
    assert f'interval of "decisions that calls bring" and "half" must lie above 0 {UNIT}.' in page
    assert 'interval of "another half" must lie above 2 %.' in page


def test_parts_of_earlier_judgements_stand_with_the_readings() -> None:
    said = words(readings=[row("one part", 1.0, as_expected=True), row("another", 0.0, as_expected=False)])
    assert f"one part 1.00 [0.75, 1.25] {UNIT}; as claimed another" in said
    assert said.endswith("NOT as claimed")


def test_what_was_chosen_after_a_result() -> None:
    said = words(note="Forgiveness works once.", readings=[])
    assert " Forgiveness works once. The verdict rests on the worlds of seed 2001 " in said
    assert said.endswith(": the first judging, all claims on one seed.")
    later = words(seed=7, readings=[])
    assert "of seed 7 (the number from which all luck of a world follows). Also played, and not used" in later
    assert later.endswith("seed 2001 (the first judging, all claims on one seed).")


def test_what_is_not_as_it_should_be_stands_out() -> None:
    said = words(verdict="does_not_hold", condition="", finding="another cause", bar=0.5, low=-0.1, as_claimed=False,
                 knockouts=[row("no", 2.0, as_expected=False)], controls=[row("yes", 0, as_expected=False)])
    assert "[-0.10, 2.00] cannot tell" in said
    assert "[1.75, 2.25] an effect is LEFT" in said
    assert "DOES NOT show" in said
    assert said.startswith("I3: does not hold Claimed: Such contact alone ruins the relation. The claim does not hold ")


def test_what_is_not_known() -> None:
    said = words(effect=None, low=None, high=None, knockouts=[row("no", None, as_expected=False)])
    assert "decisions that calls bring - not known" in said


@pytest.mark.parametrize("label", ["validation", "calibration"])
def test_labels(label: str) -> None:
    assert as_text(claim_report(judged(label=label))).startswith(f"I3 ({label}): holds\n")
    without = judged()
    del without["label"]
    assert as_text(claim_report(without)).startswith("I3: holds\n")


def test_money_is_told_in_its_multiples() -> None:
    said = words(unit="thousand", effect=12_345.6, low=12_000.0, high=13_000.0, margin=100.0, knockouts=[], controls=[])
    assert "[million] mean" in said
    assert "12.3 [12.0, 13.0]" in said
    assert "must lie above 0 thousand." in said


LONG = judged(id="I15", verdict="does_not_hold", unit="decisions per 100 status clients in five years",
              figure="a figure that needs very many words to be told, so that no column could ever hold it",
              knockouts=[row("a knock-out that needs very many words to be told, too, and still has to fit", 0.0,
                             as_expected=False)])


def test_the_summary() -> None:
    page = as_text(summary_report([judged(), LONG]))
    text = lines(page)
    assert text[0] == "Summary"
    assert "I3 Such contact alone ruins the relation. holds" in text
    assert f"I3 1.50 [1.00, 2.00] {UNIT} 0.00 [-0.25, 0.25] 94 %" in text
    assert "I15 Such contact alone ruins the relation. does not hold" in text
    assert any(line.startswith("I15 1.50 [1.00, 2.00]") for line in text)
    for word in ("Effect: ", "Cause taken away: ", "Of space: "):
        assert word in " ".join(page.split())
    assert max(map(len, page.splitlines())) <= WIDTH
    assert max(map(len, as_text(claim_report(LONG)).splitlines())) <= WIDTH
    assert f"I3 1.50 [1.00, 2.00] {UNIT} - 94 %" in lines(as_text(summary_report([judged(knockouts=[])])))


def test_markdown_says_the_same() -> None:
    pages = markdown_pages([judged(), LONG])
    assert list(pages) == ["i3.md", "i15.md", "README.md"]
    shown = re.sub(r"\\(.)", r"\1", re.sub(r"^!\[.*|^- ", "", pages["i3.md"], flags=re.MULTILINE))
    plain = " ".join(re.sub(r"^#+ |^\|[-:| ]+\|$|^\| | \|$", "", shown, flags=re.MULTILINE).replace(" | ", " ").split())
    terminal = words().replace("exits | year", "exits year")
    assert re.sub(r"\s+", "", plain) == re.sub(r"\s+", "", terminal)


def test_markdown_is_sound() -> None:
    page = markdown_pages([judged()])["i3.md"]
    assert page.startswith("# I3: holds\n\nClaimed: Such contact alone ruins the relation.\n\nThe claim holds in this "
                           "model in nearly all of the credible space.\n\n![I3: each figure with its interval, "
                           "beside what counts as nothing](i3.svg)\n\n## How it was tried\n")
    assert "| exits \\*in all\\* | 31.5 | [31.0, 32.0] | exits \\| year |\n" in page
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in rows} == {5}
    assert page.endswith("|\n")
    assert "\n\n\n" not in page


def test_the_index_says_in_three_lists_what_became_of_each() -> None:
    open_ = judged(id="E2", verdict="undecided", label="validation")
    part_ = judged(id="I4", verdict="holds_when", condition="it rains", share_of_space=0.5)
    index = markdown_pages([judged(), LONG, part_, open_])["README.md"]
    lists = dict(zip(*[iter(re.split(r"^## (.*)\n", index, flags=re.MULTILINE)[1:])] * 2, strict=True))
    assert list(lists) == ["What the essays get right", "What depends, and on what",
                           "What the model contradicts, or cannot tell", "How far each claim reaches", "The figures"]
    right, depends, otherwise, picture, figures = lists.values()
    said = "Such contact alone ruins the relation."
    assert right == f"\n- [I3](i3.md): {said} **Holds in 94 % of the credible space.**\n\n"
    assert depends.startswith("\nWhere no condition is named, no single assumed number tells where a claim holds.\n")
    assert depends.endswith(f"- [I4](i4.md): {said} **Holds when it rains; in 50 % of the credible space.**\n\n")
    assert [line.split("): ")[0] for line in otherwise.strip().splitlines()] == [
        "- [I15](i15.md", "- [E2](e2.md) (published evidence, no essay"]
    assert "](overview.svg)" in picture
    assert "\n| [I3](i3.md) | 1.50 [1.00, 2.00] |" in figures
    assert "\nNone.\n" in markdown_pages([judged()])["README.md"]
    assert "Judged by retainsim 1.2.3. Each claim has a page." in index


def test_the_index_names_all_who_judged() -> None:
    earlier = judged(id="I1", judged_by="retainsim 1.2.2")
    index = markdown_pages([earlier, judged(), LONG])["README.md"]
    assert "Judged by retainsim 1.2.2 and retainsim 1.2.3." in index


def test_it_is_said_that_the_experiment_is_another_one() -> None:
    assert changed_since([judged(changed_since="the experiment")]) == (
        "Judged by retainsim 1.2.3; since then the experiment has changed. Until judged again, all figures and "
        "verdicts are of the earlier experiment.")


def test_it_is_said_what_has_changed_since_a_judgement_and_for_which_claims() -> None:
    space, meaning = "the space of assumed numbers", "the meaning of value_end"
    documents = [judged(changed_since=space), judged(id="I12", changed_since=f"{space} and {meaning}")]
    assert changed_since(documents) == (
        "Judged by retainsim 1.2.3; since then the space of assumed numbers and the meaning of value_end (in I12) have "
        "changed. Until judged again, what is said of that space, and any verdict that rests on it, is of the earlier "
        "one; figures in value_end, and any verdict that rests on them, have its earlier meaning.")
    assert changed_since([judged(changed_since=meaning), judged(id="I1")]) == (
        "Judged by retainsim 1.2.3 (that of I3); since then the meaning of value_end has changed. Until judged again, "
        "figures in value_end, and any verdict that rests on them, have its earlier meaning.")
    text = " ".join(as_text(summary_report(documents)).split())
    assert "(judged in an earlier space)" in text
    assert "meaning of value_end)" in text


NOWHERE = "in 69% of the credible space: no single assumed parameter tells where"


def test_the_summary_names_the_condition() -> None:
    named = judged(verdict="holds_when", condition=f"it rains; {NOWHERE}")
    assert "I3 Such contact alone ruins the relation. holds when it rains" in lines(as_text(summary_report([named])))
    assert as_text(claim_report(named)).startswith("I3: holds when ...\n")
    nameless = judged(verdict="holds_when", condition=NOWHERE)
    assert "I3 Such contact alone ruins the relation. holds in part of the space" in lines(
        as_text(summary_report([nameless])))
    assert as_text(claim_report(nameless)).startswith("I3: holds in part of the space\n")
    failed = judged(verdict="does_not_hold", condition="no pattern")
    text = lines(as_text(summary_report([failed])))
    assert "I3 Such contact alone ruins the relation. does not hold: no pattern" in text


def test_a_plain_number_has_no_unit() -> None:
    plain = judged(unit="1", readings=[row("share", 0.5, as_expected=True, unit="1"), row("part", 0.5, unit="1")])
    text = lines(as_text(claim_report(plain)))
    said = " ".join(text)
    assert 'must lie above 0. With the claimed cause taken away it must lie between -0.5 and 0.5: then' in said
    assert "must show more than 0.5." in said
    assert "[1]" not in said
    assert "share 0.500 [0.250, 0.750] as claimed" in text
    assert "part 0.500 [0.250, 0.750]" in text
    assert "I3 1.50 [1.00, 2.00] 0.00 [-0.25, 0.25] 94 %" in lines(as_text(summary_report([plain])))


def test_pages_need_neither_study_nor_engine() -> None:
    program = ("import sys, retainsim.report.claims, retainsim.report.switch\n"
               "assert not {'retainsim.engine', 'retainsim.study', 'rich'} & set(sys.modules)")
    subprocess.run([sys.executable, "-c", program], check=True)
