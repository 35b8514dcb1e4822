"""What happens in a world, told while it is lived: the story that `run` tells, week by week; and a client's life."""

from __future__ import annotations

from typing import Any

import numpy as np

from retainsim.classroom.firm import Firm
from retainsim.declared import columns
from retainsim.declared.codes import FIRM
from retainsim.report.life import weeks_in_words, what_the_firm_sees, who_it_is
from retainsim.report.story import Words
from retainsim.report.words import counted
from retainsim.results.story import Happening, Life, news
from retainsim.scenario.names import Naming
from retainsim.study.run import Observer, Run

QUARTER = 13  # weeks
UNSEEN = ("enters", "moves on")  # by the firm: a rival that has taken nobody yet, and what its former clients do


def lines(firm: Firm, happened: np.ndarray, is_hidden: bool = False) -> list[str]:
    """What the week just lived, with these events, brought; only what the firm knows where the rest is hidden."""
    now = _run(firm, happened)
    words = Words(now)
    sentences = [words.line(happening)[1] for happening in news(now.trace, now.facts, now.course)
            if not is_hidden or is_known(happening)]
    return [*sentences, *([_of_quarter(firm)] if firm.week % QUARTER == 0 else [])]


def is_known(happening: Happening) -> bool:
    """Whether the firm can know of it when it happens."""
    return happening.is_known and happening.what not in UNSEEN


def life(firm: Firm, organisation: int) -> dict[str, Any]:
    """The life of an organisation up to now, as plain values: who it is, how it stands, what happened in which week."""
    past = life_in(firm, organisation)
    run = _run(firm, firm.events(), past)
    words, week = Words(run), len(past.weeks)
    sentences = [] if not week else [
        who_it_is(past, words, run.names.segment(organisation), f"now, in week {week - 1},"),
        what_the_firm_sees(past, run.course, "Now")]
    return {"organisation": organisation, "name": run.names.name(organisation), "sentences": sentences,
            "rows": [[at, "; ".join(clauses)] for at, clauses in weeks_in_words(past, words)]}


def life_in(firm: Firm, organisation: int) -> Life:
    """The life of an organisation up to now: the world is lived once more, for nobody has followed it."""
    observer = Observer(firm.weeks, organisation)
    past = observer.life(firm.again(observer=observer).trace())
    assert past is not None  # it was watched
    return past


def _run(firm: Firm, events: np.ndarray, past: Life | None = None) -> Run:
    """The world so far as the words of reports want it, with some of its events."""
    return Run(firm.trace()._replace(events=events), {}, firm.facts, firm.scenario, firm.strategy, firm.replication,
               firm.course, Naming(firm.scenario), past)


def _of_quarter(firm: Firm) -> str:
    weeks = firm.series[firm.week - QUARTER:firm.week]
    starts, notices, complaints = (int(weeks[:, column].sum()) for column in (
        columns.NEW_CLIENTS, columns.NOTICES, columns.COMPLAINTS))
    before = (firm.series[firm.week - QUARTER - 1, columns.CLIENTS] if firm.week > QUARTER
              else (firm.opening == FIRM).sum())
    clients = int(weeks[-1, columns.CLIENTS])
    return (f"Quarter {firm.week // QUARTER} ends: {counted(starts, 'new client')}, {int(before) + starts - clients:,} "
            f"left; {counted(notices, 'notice')}, {counted(complaints, 'complaint')}. The firm serves {clients:,}.")
