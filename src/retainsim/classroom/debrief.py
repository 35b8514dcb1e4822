"""After the game: bets against what happened, every shipped strategy in the same world, and what was hidden."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from retainsim.classroom.firm import Firm, Recent
from retainsim.classroom.game import Game
from retainsim.classroom.ticker import QUARTER, life, life_in
from retainsim.declared import columns, reasons
from retainsim.declared import events as kinds
from retainsim.declared.codes import FIRM
from retainsim.report.words import counted, listed
from retainsim.results.facts import CENTS
from retainsim.results.kpis.dictionary import KPIS, judged_by, measure
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK, exits
from retainsim.results.prices import prices_before
from retainsim.results.story import Life
from retainsim.scenario import Scenario, digest

MOST_TOLD = 3  # clients whose loss is told
FIRMS_KEPT = 16
YOU = "your firm"
ALWAYS = ("clients_end", "key_accounts_kept", "cash_end")  # what the bets are about


def meaning(kpi: str) -> str:
    """The definition of a KPI, with others called by their labels."""
    return re.sub(r"\w+", lambda word: KPIS[word[0]].label if word[0] in KPIS else word[0], KPIS[kpi].definition)


def goal(scenario: Scenario) -> dict[str, str]:
    """What a scenario judges firms by: its label and what it means."""
    judge = judged_by(scenario.primary_kpis)
    return {"label": KPIS[judge].label, "meaning": meaning(judge)}


def standing(firm: Firm) -> dict[str, float]:
    """The figures that bets and rankings are about, and those that the scenario judges by; NaN where not defined."""
    kpis = measure(firm.trace(), firm.facts)
    return {name: kpis[name] for name in dict.fromkeys((*ALWAYS, *firm.scenario.primary_kpis))}


def debrief(game: Game) -> dict[str, Any]:
    """What a finished game has to teach, as plain values for JSON; None where a figure is not defined."""
    firms = {YOU: game.firm} | {name: _play(game, name) for name in game.scenario.strategies}
    figures = {name: standing(firm) for name, firm in firms.items()}
    judge = judged_by(game.scenario.primary_kpis)
    names = sorted(next(iter(figures.values())), key=lambda name: name != judge)  # that one comes first
    return {
        "bets": _bets(game, figures[YOU]), "judge": judge,
        "kpis": [{"name": name, "label": KPIS[name].label, "unit": KPIS[name].unit, "better": KPIS[name].better,
                  "definition": meaning(name)} for name in names],
        "strategies": [{"name": name, "values": [_plain(figures[name][kpi]) for kpi in names], **_quarters(firm)}
                       for name, firm in firms.items()],
        "weeks": QUARTER, "ruin": game.ruin, "hidden": _hidden(game.firm),
        "lost": [_lost(row, firms) for row in _losses(game.firm)]}


_firms = Recent[Firm](FIRMS_KEPT)


def _play(game: Game, strategy: str) -> Firm:
    """A shipped strategy in the world of the game; teams of a class share it."""
    def live() -> Firm:
        firm = Firm(game.scenario, strategy, game.replication)
        firm.live(firm.weeks)
        return firm

    return _firms.get((digest(game.scenario), game.replication, strategy), live)


def _plain(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _bets(game: Game, came: Mapping[str, float]) -> list[dict[str, Any]]:
    bet = game.bet
    return [] if bet is None else [
        {"kpi": kpi, "label": KPIS[kpi].label, "bet": value, "came": _plain(came[kpi])}
        for kpi, value in zip(ALWAYS, (bet.clients, bet.key_accounts, bet.cash), strict=True)]


def _quarters(firm: Firm) -> dict[str, list[float]]:
    """Clients and cash [currency] at the end of each quarter."""
    ends = firm.series[QUARTER - 1::QUARTER]
    return {"clients": ends[:, columns.CLIENTS].tolist(), "cash": (ends[:, columns.CASH] / CENTS).tolist()}


def _hidden(firm: Firm) -> dict[str, Any]:
    """What the player was not shown: when attackers began, how clients felt, whom rivals courted unseen."""
    ends, events = firm.series[QUARTER - 1::QUARTER], firm.events()
    clients = np.where(ends[:, columns.CLIENTS] > 0, ends[:, columns.CLIENTS], np.nan)
    by_rivals = events[(events[:, FROM] == FIRM) & (events[:, TO] > FIRM)]
    courted, tried = (len(np.unique(by_rivals[by_rivals[:, KIND] == kind, ORGANISATION]))
                      for kind in (kinds.TARGETED, kinds.TRIES))
    return {"attacks": [{"rival": firm.facts.suppliers[supplier], "week": week, "quarter": week // QUARTER + 1}
                        for week, supplier in firm.course.entries if firm.facts.roles[supplier] == "attacker"],
            "courted": courted, "tried": tried,
            **{name: [_plain(value) for value in (ends[:, column] / clients).tolist()]
               for name, column in (("attachment", columns.ATTACHMENT), ("believed", columns.BELIEVED))}}


def _losses(firm: Firm) -> list[tuple[int, ...]]:
    """The exits of the largest clients that went to others and did not return; not those of a firm in ruin."""
    trace = firm.trace()
    first: dict[int, tuple[int, ...]] = {}
    for row in exits(trace).tolist():
        if row[KIND] == kinds.ENDS and row[REASON] != reasons.INSOLVENT and trace.final_supplier[
                row[ORGANISATION]] != FIRM:
            first[row[ORGANISATION]] = tuple(row)  # the last time, of those that had come back
    return sorted(first.values(), key=lambda row: -trace.fee[row[ORGANISATION]])[:MOST_TOLD]


def _lost(row: tuple[int, ...], firms: Mapping[str, Firm]) -> dict[str, Any]:
    """One lost client: its life, which strategies have it at the end, and what they did otherwise until it left."""
    firm, who, week = firms[YOU], row[ORGANISATION], row[WEEK]
    keepers = [name for name, other in firms.items() if name != YOU and other.trace().final_supplier[who] == FIRM]
    document = life(firm, who)
    how = "No shipped strategy has it at the end under this luck."
    if keepers:
        how = f"{listed(keepers)} {'keeps' if len(keepers) == 1 else 'keep'} it under the same luck."
        lives = {name: life_in(firms[name], who) for name in keepers}
        there_still = [name for name, there in lives.items() if there.before(week).supplier == FIRM]
        if there_still:
            best, ours = max(there_still, key=lambda name: _visits(lives[name], week)), life_in(firm, who)
            how += (f" Up to week {week} {best} paid it {counted(_visits(lives[best], week), 'caring visit')}, your "
                    f"firm {_visits(ours, week):,}; in week {week - 1} its attachment was "
                    f"{lives[best].before(week).attachment:.2f} of 1 there, {ours.before(week).attachment:.2f} here.")
    return {**document, "week": week, "quarter": week // QUARTER + 1, "kept_by": keepers, "how": how,
            "to": firm.facts.suppliers[row[TO]] if row[TO] >= 0 else None,
            "fee": float(prices_before(firm.trace(), firm.facts, week)[who] / CENTS)}


def _visits(whole: Life, week: int) -> int:
    return sum(now.is_visited for now in whole.weeks[:week])
