"""What has changed since claims were judged, and what of their pages is out of date for that."""

from collections.abc import Sequence

from retainsim.claims.evidence import EXPERIMENT, MODEL, SPACE
from retainsim.report.words import Document, listed

MEANING = "the meaning of "  # before the name of a KPI
OUTDATED = {  # what else can have changed since
    MODEL: "all figures and verdicts are of the earlier one",
    EXPERIMENT: "all figures and verdicts are of the earlier experiment",
    SPACE: "what is said of that space, and any verdict that rests on it, is of the earlier one"}


def changed_since(documents: Sequence[Document]) -> str:
    """Which of these judgements are out of date, and why; nothing if none."""
    overtaken = [document for document in documents if "changed_since" in document]
    if not overtaken:
        return ""
    which = "" if len(overtaken) == len(documents) else f" (that of {', '.join(one['id'] for one in overtaken)})"
    by_change = {change: [one["id"] for one in overtaken if change in changes(one)]
                 for change in dict.fromkeys(change for one in overtaken for change in changes(one))}
    parts = [change if len(names) == len(overtaken) else f"{change} (in {listed(names)})"
             for change, names in by_change.items()]
    outdated = [f"figures in {change.removeprefix(MEANING)}, and any verdict that rests on them, have its earlier "
                "meaning" if change.startswith(MEANING) else OUTDATED[change] for change in by_change]
    return (f"Judged by {judges(overtaken)}{which}; since then {listed(parts)} "
            f"{'has' if len(parts) == 1 else 'have'} changed. Until judged again, {'; '.join(outdated)}.")


def changes(document: Document) -> list[str]:
    """What has changed since a claim was judged: its experiment, the space of assumed numbers, the meaning of a KPI."""
    return str(document["changed_since"]).split(" and ") if "changed_since" in document else []


def judges(documents: Sequence[Document]) -> str:
    """The versions that judged these claims."""
    return " and ".join(dict.fromkeys(document["judged_by"] for document in documents))
