"""The page of one world for a browser, and its figures as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retainsim.report import run as world
from retainsim.report.blocks import Heading
from retainsim.report.life import life_blocks
from retainsim.report.page.world_pictures import world_pictures
from retainsim.report.renderers.page import Drawing, Notice, Part, Section, drawn, page
from retainsim.report.run import OneWorld
from retainsim.results.folder.layout import REPORT
from retainsim.results.story import story

ANECDOTE = Notice(
    "One world is an anecdote.", "It shows how things may go under this strategy, not how they mostly go: \"retainsim "
    "compare\" plays strategies in many worlds. And the model has not been fitted to your firm.")


def world_files(lived: OneWorld) -> dict[str, bytes]:
    """The page and the figures by file name, the same bytes every time."""
    drawings, files = drawn(world_pictures(lived))
    title = f"{lived.scenario.name}: one world under {lived.strategy}"
    text = page(title, list(world.answer(lived)), list(_sections(lived, drawings)), world.title_of(lived), ANECDOTE)
    return {REPORT: text.encode(), **files}


def _sections(lived: OneWorld, drawings: Mapping[str, Drawing]) -> Iterator[Section]:
    words = world.words_of(lived)
    if lived.life:
        told = list(life_blocks(lived.life, words, lived.course, world.about_contract(lived, lived.life)))
        heading = next(block.text for block in told if isinstance(block, Heading))
        who, *others = (block for block in told if not isinstance(block, Heading))
        yield Section(heading, [who, drawings["client-life"], *others])
    if accounts := world.key_accounts_grid(lived, words):
        yield Section("The key accounts: the largest clients at week 0", [accounts])
    told_world = story(lived.trace, lived.facts, lived.course)
    grid = world.story_grid(told_world, words)
    unbroken = [(weeks.replace("-", "\u2011"), text) for weeks, text in grid.rows]
    parts: list[Part] = [drawings["world-state"], grid._replace(rows=unbroken), world.untold(told_world)]
    yield Section("What happened", parts)
    yield Section("Year by year", ["Money in thousands.", world.years_grid(lived), drawings["world-moves"]])
    yield Section("Clients and people", [drawings["world-attachment"], drawings["world-hours"]])
    yield Section("Where it ended", [world.kpis_grid(lived.kpis)])
