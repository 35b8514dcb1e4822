"""The story of one world in words: a line for each event that matters, or for several alike."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from retainsim.declared import events, reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY
from retainsim.report.words import amount, listed
from retainsim.results.facts import CENTS
from retainsim.results.movements import KIND, ORGANISATION, REASON, TO, key_accounts
from retainsim.results.prices import in_cents, opening_prices
from retainsim.results.story import Happening

if TYPE_CHECKING:
    from retainsim.study.run import Run

WHY = {"none": "for no stated reason", "background": "for reasons of its own", "courted": "courted away",
       "tender": "after a tender of its own", "insolvent": "because the firm is insolvent",
       "dissolved": "because it ceases to exist"}
OBSERVED = {"notices": "notices", "status_notices": "notices of status clients", "complaints": "complaints",
            "new_clients": "new clients", "late_clients": "weeks of late work"}
RESCUED = {events.NOT_DECIDED: ("had not decided", "had not decided"),
           events.STAYS: ("stays after all", "stay after all"),
           events.GOES: ("leaves all the same", "leave all the same")}  # of a delegation to one client, and to several
NAMED = 4  # organisations of a group whose names are given, the largest first


class Words:
    """The words for this world: the names of its organisations and suppliers, and what they pay."""

    def __init__(self, run: "Run") -> None:
        self.name, self.course, self._facts = run.names.name, run.course, run.facts
        self._currency, self._rivals = run.scenario.currency, run.scenario.rivals
        self._price = opening_prices(run.trace, run.facts) / CENTS
        self._fee = run.trace.fee
        # Key accounts have lines of their own.
        self._others = "other status clients" if len(key_accounts(run.trace)) else "status clients"

    def supplier(self, number: int) -> str:
        """A supplier in running text."""
        name, role = self._facts.suppliers[number], self._facts.roles[number]
        return f"the {name}" if name == role == "attacker" or number == FIRM else name

    def _whom_it_knows(self, rival: int) -> str:
        """How many clients of the firm a rival has known since it worked there; nothing if none."""
        clients = sum(some.clients for some in self._rivals[self._facts.suppliers[rival]].knows)
        return f"; it knows {clients:,} of the firm's clients from before" if clients else ""

    def fees(self, organisations: Collection[int]) -> str:
        """What these together pay the firm."""
        return f"{amount(self._price[list(organisations)].sum(), self._currency)} a week"

    def fee_at(self, organisation: int, price: int) -> str:
        """What an organisation pays the firm at a price in millionths of its fee, 0 for the firm's price index."""
        cents = in_cents(self._fee[organisation], price, self._facts)
        return f"{amount(float(cents) / CENTS, self._currency)} a week"

    def money(self, value: float) -> str:
        """So much money."""
        return amount(value, self._currency)

    def line(self, happening: Happening) -> tuple[str, str]:
        """One happening: its weeks, and a sentence."""
        weeks, text = dict.fromkeys((happening.week, happening.last)), self._clause(happening)
        return "-".join(map(str, weeks)), f"{text[0].upper()}{text[1:]}."

    def _clause(self, now: Happening) -> str:
        rows, who = now.rows, now.organisations
        s, have, are = ("s", "has", "is") if len(who) == 1 else ("", "have", "are")  # "s" at the end of a verb
        match now.what:
            case "enters":
                return f"{self.supplier(int(now.number))} enters the market{self._whom_it_knows(int(now.number))}"
            case "changes":
                change = self.course.changes[int(now.number)]
                return f"{self.supplier(change.supplier)}, as planned: {change.words}"
            case "course":
                phase = self.course.phases[int(now.number)]
                bound = (f"more than {phase.above:g}" if phase.above is not None and phase.number > phase.above else
                         f"fewer than {phase.below:g}")
                return (f"the firm changes its strategy to {phase.strategy} ({OBSERVED[phase.observed]} in "
                        f"{phase.within_weeks} weeks: {phase.number:,}, {bound})")
            case "courts" if rows[0][TO] == FIRM:
                return f"the firm begins to court {self._names(now)}, whom it has lost"
            case "courts":
                return (f"{self.supplier(rows[0][TO])} begins to court {self._names(now)}; the firm "
                        + ("knows" if now.is_known else "does not know"))
            case "tries":
                return (f"{self._names(now)} {'tries' if s else 'try'} a line of {self.supplier(rows[0][TO])} "
                        f"alongside the firm's; the firm {'knows' if now.is_known else 'takes no notice'}")
            case "drops":
                return f"{self._names(now)} give{s} up the trial line of {self.supplier(rows[0][TO])}"
            case "attack":
                return self._attack(now)
            case "complains" if s:
                return f"{self.name(who[0])} complains{_times(len(rows))}"
            case "complains":
                return f"{self._names(now)} complain"
            case "delegation":
                return self._delegation(now)
            case "notice" if now.is_key:
                return "notice from " + "; ".join(
                    f"{self._name_and_fee(row[ORGANISATION])}, bound {self.bound_for(row)}" for row in rows)
            case "notice":
                return f"{self._group(who)} {have} given notice, and {are} still served at the end"
            case "leaves":
                return self._exit(now)
            case "dissolves":
                return f"{self._names(now)} cease{s} to exist"
            case "moves on":
                return "; ".join(self.name(row[ORGANISATION]) + (
                    " is left without a supplier" if row[TO] < 0 else f" moves on to {self.supplier(row[TO])}")
                    for row in rows)
            case "joins":
                return f"the firm wins {self._group(who)} ({self.fees(who)})"
            case "returns":
                return f"{self._names(now)} return{s} to the firm"
            case "late":
                again = f", as in {now.number:,} weeks in all" if now.number > 1 else ""
                return f"work is late for more than a tenth of the firm's clients{again}"
            case "ruin":
                line = amount(self._facts.credit_line / CENTS, self._currency)
                clients = f"last {len(who):,} clients" if len(who) else "clients"
                return (f"the firm is insolvent: it owes more than its credit line of {line}. Service stops, and its "
                        f"{clients} move on")
            case "best year" | "worst year":
                kind = "profit" if now.number >= 0 else "loss"
                return f"the {now.what} ends, with a {kind} of {amount(abs(now.number), self._currency)}"

    def _attack(self, happening: Happening) -> str:
        attacker, clauses = self.supplier(happening.rows[0][TO]), []
        courted, trying, dropping = ({row[ORGANISATION] for row in happening.rows if row[KIND] == kind}
                                     for kind in (events.TARGETED, events.TRIES, events.DROPS))
        if courted:
            clauses.append(f"{attacker} begins to court {self._group(courted)}")
        if trying:
            take = "takes" if len(trying) == 1 else "take"
            clauses.append(f"{len(trying)} of its targets {take} a trial line" if courted else
                           f"{self._group(trying)} {take} a trial line of {attacker}")
        if dropping:
            give = "gives" if len(dropping) == 1 else "give"
            clauses.append(f"{len(dropping)} {give} one up" if trying else
                           f"{self._group(dropping)} {give} up a trial line of {attacker}")
        if not happening.is_known:
            clauses.append("the firm does not know")
        return "; ".join(clauses)

    def _delegation(self, happening: Happening) -> str:
        """How many of several clients took which course: each counts once, by the last visit to it."""
        visits = len(happening.rows)
        outcomes = {row[ORGANISATION]: row[REASON] for row in happening.rows}
        if len(outcomes) > 1:
            whom = self._names(happening) if happening.is_key else self._group(outcomes)
            results = [f"{number} {RESCUED[outcome][number > 1]}"
                       for outcome, number in sorted(Counter(outcomes.values()).items())]
            return f"delegations visit {whom}: {'in the end ' if visits > len(outcomes) else ''}{listed(results)}"
        (who, outcome), = outcomes.items()
        if visits > 1:
            return f"delegations visit {self.name(who)}{_times(visits)}; in the end it {RESCUED[outcome][0]}"
        return f"a delegation visits {self.name(who)}, which {RESCUED[outcome][0]}"

    def _exit(self, happening: Happening) -> str:
        """Each key account with where it went; of others how many went where."""
        who, rows = happening.organisations, happening.rows
        if happening.is_key:
            return "; ".join(self.name(row[ORGANISATION]) + (
                " leaves without another supplier" if row[TO] < 0 else f" leaves for {self.supplier(row[TO])}")
                for row in rows)
        if len(who) == 1:
            times = "" if len(rows) == 1 else f"{_times(len(rows))}, the last time"
            return f"the firm loses {self._name_and_fee(who[0])}{times} {self.lost_to(*rows[-1][TO:])}"
        to = Counter(self.to(row[TO]) for row in rows).most_common()
        exits = f" in {len(rows)} exits" if len(rows) > len(who) else ""
        where = f" {to[0][0]}" if len(to) == 1 else ", " + listed([f"{number} {where}" for where, number in to])
        return f"the firm loses {len(who)} {self._others} ({self.fees(who)}){exits}{where}: {self._largest(who)}"

    def _name_and_fee(self, organisation: int) -> str:
        return f"{self.name(organisation)} ({self.fees([organisation])})"

    def bound_for(self, row: Sequence[int]) -> str:
        """Which supplier a client has decided for, and why."""
        whom = self.supplier(row[TO]) if row[TO] >= 0 else "no other supplier"
        return f"for {whom}, {WHY[reasons.NAMES[row[REASON]]]}"

    def lost_to(self, supplier: int, reason: int) -> str:
        """Where a client has gone, and why."""
        why = WHY[reasons.NAMES[reason]]
        return why if supplier == DISSOLVED else f"{self.to(supplier)}, {why}"

    def to(self, supplier: int) -> str:
        """Where a client goes."""
        return {DISSOLVED: "out of the market", NOBODY: "to no other supplier"}.get(
            supplier) or f"to {self.supplier(supplier)}"

    def _names(self, happening: Happening) -> str:
        """All the names, and how often each occurs if more than once."""
        times = Counter(row[ORGANISATION] for row in happening.rows)
        return listed([self.name(who) + ("" if n == 1 else f" ({_times(n).strip()})") for who, n in times.items()])

    def _group(self, organisations: Collection[int]) -> str:
        """Status clients other than key accounts: one by name, several by number and the names of the largest."""
        if len(organisations) == 1:
            return self._largest(organisations)
        return f"{len(organisations)} {self._others} ({self._largest(organisations)})"

    def _largest(self, organisations: Collection[int]) -> str:
        names = [self.name(who) for who in sorted(organisations, key=lambda who: -self._price[who])]
        return listed(names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"])


def _times(number: int) -> str:
    return {1: "", 2: " twice"}.get(number, f" {number} times")
