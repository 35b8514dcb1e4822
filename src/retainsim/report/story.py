"""The story of one world in words: a line for each thing worth telling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from retainsim.declared import events, reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY
from retainsim.report.words import listed
from retainsim.results.account import prices
from retainsim.results.facts import CENTS
from retainsim.results.movements import KIND, ORGANISATION, REASON, TO, key_accounts
from retainsim.results.story import Happening, Phase

if TYPE_CHECKING:
    from retainsim.study.run import Run

WHY = {"none": "for no stated reason", "background": "for reasons of its own", "courted": "courted away",
       "tender": "after a tender of its own", "insolvent": "because the firm is insolvent",
       "dissolved": "as it ceases to exist"}
OBSERVED = {"notices": "notices", "status_notices": "notices of status clients", "complaints": "complaints",
            "new_clients": "new clients"}
RESCUED = {events.NOT_DECIDED: ("had not decided", "had not decided"),
           events.STAYS: ("stays after all", "stay after all"),
           events.GOES: ("goes all the same", "go all the same")}  # of a delegation to one client, and to several
NAMED = 4  # organisations of a group that are called by name, the largest first


class Words:
    """How this world is spoken of: the names of its organisations and suppliers, and what they pay."""

    def __init__(self, run: Run) -> None:
        self.name, self.course, self._facts = run.names.name, run.course, run.facts
        self._price = prices(run.trace, run.facts) / CENTS
        # Key accounts are told apart, whatever happens to them.
        self._others = "other status clients" if len(key_accounts(run.trace)) else "status clients"

    def supplier(self, number: int) -> str:
        """A supplier in running text."""
        name, role = self._facts.suppliers[number], self._facts.roles[number]
        return f"the {name}" if name == role == "attacker" or number == FIRM else name

    def fees(self, organisations: Sequence[int]) -> str:
        """What these pay the firm together."""
        return f"{self._price[list(organisations)].sum():,.0f} a week"

    def line(self, happening: Happening) -> tuple[str, str]:
        """One happening: its weeks, and a sentence."""
        weeks = f"{happening.week}" + ("" if happening.last == happening.week else f"-{happening.last}")
        text = self._clause(happening)
        return weeks, f"{text[0].upper()}{text[1:]}."

    def _clause(self, now: Happening) -> str:
        rows, who, is_one = now.rows, now.organisations, len(now.organisations) == 1
        match now.what:
            case "enters":
                return f"{self.supplier(int(now.number))} enters the market"
            case "course":
                phase = self.course.phases[int(now.number)]
                return (f"the firm changes its strategy to {phase.strategy} ({OBSERVED[phase.observed]} in "
                        f"{phase.within_weeks} weeks: {phase.number:,}, {_bound(phase)})")
            case "courts" if rows[0][TO] == FIRM:
                return f"the firm begins to court {self._names(now)}, whom it has lost"
            case "courts":
                ignorance = "the firm knows of it" if now.is_known else "the firm does not know"
                return f"{self.supplier(rows[0][TO])} begins to court {self._names(now)}; {ignorance}"
            case "tries":
                notice = "the firm knows of it" if now.is_known else "the firm takes no notice"
                return (f"{self._names(now)} {'tries' if is_one else 'try'} a line of {self.supplier(rows[0][TO])} "
                        f"beside the firm's; {notice}")
            case "drops":
                return (f"{self._names(now)} {'gives' if is_one else 'give'} up the trial line of "
                        f"{self.supplier(rows[0][TO])}")
            case "attack":
                return self._attack(now)
            case "complains":
                return (f"{self.name(who[0])} complains{_times(len(rows))}" if is_one else
                        f"{self._names(now)} complain")
            case "delegation":
                return self._delegation(now)
            case "notice" if now.is_key:
                return "notice from " + "; ".join(
                    f"{self._name_and_fee(row[ORGANISATION])}, bound {self.bound_for(row)}" for row in rows)
            case "notice":
                return (f"{self._group(who)} {'has' if is_one else 'have'} given notice, and "
                        f"{'is' if is_one else 'are'} still served at the end")
            case "leaves":
                return self._exit(now)
            case "dissolves":
                return f"{self._names(now)} {'ceases' if is_one else 'cease'} to exist"
            case "moves on":
                return "; ".join(f"{self.name(row[ORGANISATION])} moves on to "
                                 f"{'no supplier' if row[TO] < 0 else self.supplier(row[TO])}" for row in rows)
            case "joins":
                return f"the firm wins {self._group(who)} ({self.fees(who)})"
            case "returns":
                return f"{self._names(now)} {'returns' if is_one else 'return'} to the firm"
            case "ruin":
                return (f"the firm is insolvent: it owes more than its credit line of "
                        f"{self._facts.credit_line / CENTS:,.0f}. Service stops, and its last {len(who):,} clients "
                        "move on")
            case "best year" | "worst year":
                kind = "profit" if now.number >= 0 else "loss"
                return f"the {now.what} ends, with a {kind} of {abs(now.number):,.0f}"

    def _attack(self, happening: Happening) -> str:
        """What an attacker does to other clients of status."""
        attacker = self.supplier(happening.rows[0][TO])
        courted, trying, dropping = ({row[ORGANISATION] for row in happening.rows if row[KIND] == kind}
                                     for kind in (events.TARGETED, events.TRIES, events.DROPS))
        clauses = []
        if courted:
            clauses.append(f"{attacker} begins to court {self._group(list(courted))}")
        if trying:
            whom = f"{len(trying)} of its targets" if courted else self._group(list(trying))
            clauses.append(f"{whom} {'takes' if len(trying) == 1 else 'take'} a trial line"
                        + ("" if courted else f" of {attacker}"))
        if dropping:
            whom = f"{len(dropping)}" if trying else self._group(list(dropping))
            clauses.append(f"{whom} {'gives' if len(dropping) == 1 else 'give'} one up" if trying else
                        f"{whom} {'gives' if len(dropping) == 1 else 'give'} up a trial line of {attacker}")
        return "; ".join([*clauses, *([] if happening.is_known else ["the firm does not know"])])

    def _delegation(self, happening: Happening) -> str:
        """Of several clients how many took which course: each counts once, by the last visit to it."""
        visits = len(happening.rows)
        outcomes = {row[ORGANISATION]: row[REASON] for row in happening.rows}
        whom = self._names(happening) if happening.is_key else self._group(happening.organisations)
        if len(outcomes) > 1:
            results = [f"{number} {RESCUED[outcome][number > 1]}"
                       for outcome, number in sorted(Counter(outcomes.values()).items())]
            return f"delegations visit {whom}: {'in the end ' if visits > len(outcomes) else ''}{listed(results)}"
        (who, outcome), = outcomes.items()
        if visits > 1:
            return f"delegations visit {self.name(who)}{_times(visits)}; in the end it {RESCUED[outcome][0]}"
        return f"a delegation visits {self.name(who)}, which {RESCUED[outcome][0]}"

    def _exit(self, happening: Happening) -> str:
        """Of key accounts each with its reason, of others how many went where."""
        who = happening.organisations
        if happening.is_key:
            return "; ".join(f"{self.name(row[ORGANISATION])} is gone, {self.to(row)}" for row in happening.rows)
        if len(happening.rows) == 1:
            return f"the firm loses {self._name_and_fee(who[0])} {self.left_for(happening.rows[0])}"
        if len(who) == 1:
            return (f"the firm loses {self._name_and_fee(who[0])}{_times(len(happening.rows))}, the last time "
                    f"{self.left_for(happening.rows[-1])}")
        to = Counter(self.to(row) for row in happening.rows)
        again = f" in {len(happening.rows)} exits" if len(happening.rows) > len(who) else ""
        where = (f"{again} {next(iter(to))}" if len(to) == 1 else
                 f"{again}, " + listed([f"{number} {where}" for where, number in to.most_common()]))
        return f"the firm loses {len(who)} {self._others} ({self.fees(who)}){where}: {self._largest(who)}"

    def _name_and_fee(self, organisation: int) -> str:
        """A client and what it pays."""
        return f"{self.name(organisation)} ({self.fees([organisation])})"

    def bound_for(self, row: Sequence[int]) -> str:
        """Whom a client has decided for, and why."""
        whom = self.supplier(row[TO]) if row[TO] >= 0 else "no other supplier"
        return f"for {whom}, {self.why(row)}"

    def why(self, row: Sequence[int]) -> str:
        """The reason of a decision."""
        return WHY[reasons.NAMES[row[REASON]]]

    def left_for(self, row: Sequence[int]) -> str:
        """Where a client has gone, and why."""
        return self.why(row) if row[TO] == DISSOLVED else f"{self.to(row)}, {self.why(row)}"

    def to(self, row: Sequence[int]) -> str:
        """Where a client goes."""
        if row[TO] == DISSOLVED:
            return "out of the market"
        return "to no other supplier" if row[TO] == NOBODY else f"to {self.supplier(row[TO])}"

    def _names(self, happening: Happening) -> str:
        """All who are concerned, and how often if more than once."""
        times = Counter(row[ORGANISATION] for row in happening.rows)
        return listed([self.name(who) + ("" if n == 1 else f" ({_times(n).strip()})")
                       for who, n in times.items()])

    def _group(self, organisations: Sequence[int]) -> str:
        """Clients of status that are no key accounts: one by name, several by number and the names of the largest."""
        if len(organisations) == 1:
            return self.name(organisations[0])
        return f"{len(organisations)} {self._others} ({self._largest(organisations)})"

    def _largest(self, organisations: Sequence[int]) -> str:
        """The names of the largest of them."""
        names = [self.name(who) for who in sorted(organisations, key=lambda who: -self._price[who])]
        more = len(names) - NAMED
        return listed(names) if more <= 0 else f"{', '.join(names[:NAMED])} and {more} more"


def _bound(phase: Phase) -> str:
    if phase.above is not None and phase.number > phase.above:
        return f"more than {phase.above:g}"
    return f"fewer than {phase.below:g}"


def _times(number: int) -> str:
    return {1: "", 2: " twice"}.get(number, f" {number} times")
