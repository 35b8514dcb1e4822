"""Which figures a report has, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from retainsim.report.figures import attachment, cash, chain, cuts, differences, exits, life, parts, revenue, run
from retainsim.report.figures.style import Picture
from retainsim.report.why import is_told

if TYPE_CHECKING:
    from retainsim.report.material import Material
    from retainsim.study.run import SingleRun as Run


def board_pictures(material: Material) -> list[Picture]:
    """All that there is something to show for in a results folder.

    Raises   `ResultsError`.
    """
    from retainsim.results.folder.weekly import Weekly

    pictures = []
    if material.document["weeks"] > 1:
        weekly = Weekly(material.results)
        pictures = [draw(material, weekly) for draw in (cash.cash, revenue.revenue, attachment.attachment)]
    pictures += [draw(material) for draw in (exits.exits, parts.key_accounts, parts.hours)]
    if len(material.strategies) > 1:
        pictures.append(differences.differences(material))
    return pictures + (explanation_pictures(material.explanation) if material.explanation else [])


def explanation_pictures(document: Mapping[str, Any]) -> list[Picture]:
    """The figures of an explanation, from the document that `why --json` prints."""
    return [chain.chain(document), *([cuts.cuts(document)] if is_told(document) else [])]


def run_pictures(played: Run) -> Iterator[Picture]:
    """What is drawn of one world, a client's life first."""
    if played.life:
        yield life.client_life(played, played.life)
    yield from (draw(played) for draw in (run.state, run.attachment, run.moves, run.hours))
