"""The life of one organisation in words: what happened to it, how it felt, and what the firm knew."""

from collections.abc import Iterator, Sequence, Set

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY, UNFOUNDED
from retainsim.report.blocks import Table
from retainsim.report.story import Words
from retainsim.report.words import NOTHING, counted
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.results.movements import FROM, KIND, ORGANISATION, REASON, TO, WEEK
from retainsim.results.story import Course, Life, Moment

HEADINGS = ("week", "what happened", "attachment", "as the firm sees it", "courtship", "grievance")
WIDTHS = (None, None, 10, 11, 9, 9)
PLAIN = {kinds.COMPLAINS: "it complains to the firm", kinds.FOUNDED: "it is founded", kinds.LATE: "its work is late",
         kinds.DISSOLVES: "it ceases to exist"}  # without a word about suppliers
ENDS_OF_COURTSHIP = {kinds.DROPS, kinds.DECIDES, kinds.ENDS, kinds.STARTS, kinds.DISSOLVES, kinds.RESCUED}


def who_it_is(life: Life, words: Words, about: str, last: str = "at the end") -> str:
    """What is known about it, its fee, its supplier at week 0 and in the last week, which is called so; its debts."""
    number = life.organisation
    pays = "pays" if life.opening.supplier == FIRM else "would pay the firm"
    return (f"{words.name(number)} ({about}) {pays} {words.fees([number])}. "
            f"{_beginning(life.opening, words)}; {_ending(life, words, last)}{_price(life, words)}"
            f"{_debts(life.weeks[-1], words)}.")


def _beginning(now: Moment, words: Words) -> str:
    if now.supplier < 0:
        return "It is yet to be founded at week 0" if now.supplier == UNFOUNDED else "At week 0 it has no supplier"
    term = (f"its term runs to week {now.term_end}" if now.term_end > 0 else
            "its term has run out: only its notice binds it")
    return (f"At week 0 it has been served by {words.supplier(now.supplier)} for {-now.since / WEEKS_PER_YEAR:.1f} "
            f"years, and {term}")


def _ending(life: Life, words: Words, last: str) -> str:
    now, then = life.opening, life.weeks[-1]
    if then.supplier == DISSOLVED:
        return f"it ceases to exist in week {[week.supplier for week in life.weeks].index(DISSOLVED)}"
    if then.supplier == UNFOUNDED:
        return f"and so it is {last}"
    still, since = then.supplier == now.supplier and then.since <= 0, f", since week {then.since}"
    if then.supplier == NOBODY:
        return f"{last} it still has none" if still else f"{last} it has no supplier{since}"
    notice = "; it has given it notice" if then.has_decided else ""
    return (f"{last} it {'still ' if still else ''}is a client of {words.supplier(then.supplier)}"
            f"{'' if still else since}{notice}")


def _debts(now: Moment, words: Words) -> str:
    overdue = f", {words.money(now.overdue)} of it overdue" if now.overdue else ""
    return f"; it owes the firm {words.money(now.owes)}{overdue}" if now.owes else ""


def _price(life: Life, words: Words) -> str:
    """What it pays in the end, if that is another price than at week 0."""
    now = life.weeks[-1].pays
    is_other = now == now and now != life.opening.pays
    return f"; it pays {words.money(now)} a week by then" if is_other else ""


def what_the_firm_sees(life: Life, course: Course, when: str = "At the end") -> str:
    """Its true attachment and what the firm believes; how often a rival courted it without the firm's knowledge."""
    served = [week for week, now in enumerate(life.weeks) if now.supplier == FIRM]
    if not served:
        return "The firm never serves it."
    last = life.weeks[served[-1]]
    feelings = (f"{when} its attachment is {last.attachment:.2f} of 1; the firm believes it is {last.believed:.2f}."
                if life.weeks[-1].supplier == FIRM else
                f"When the firm last served it, in week {served[-1]}, its attachment was {last.attachment:.2f} of 1; "
                f"the firm believed it was {last.believed:.2f}.")
    courted = sum(life.weeks[week].suitor > FIRM for week in served)
    hidden = sum(is_hidden(life.weeks[week], week, course) for week in served)
    knows = ("the firm always knows" if not hidden else "the firm never knows" if hidden == courted else
             f"in {hidden} of them the firm does not know")
    return feelings + (f" While it is the firm's client, rivals court it in {counted(courted, 'week')}; {knows}."
                       if courted else "")


def is_hidden(now: Moment, week: int, course: Course) -> bool:
    """Whether a rival courts a client of the firm, and the firm knows neither of that nor of any other trouble."""
    return (now.supplier == FIRM and now.suitor > FIRM
            and not (now.is_alarmed or now.has_decided or course.knows_of_courtship(week)))


def life_table(life: Life, words: Words) -> Table:
    """The weeks in which something happened, and the ends of the years in which it has had a supplier."""
    weeks, last = dict(weeks_in_words(life, words)), len(life.weeks) - 1
    for week in {*range(WEEKS_PER_YEAR - 1, last, WEEKS_PER_YEAR), last}:
        year = life.weeks[week // WEEKS_PER_YEAR * WEEKS_PER_YEAR:week + 1]
        if any(now.supplier >= FIRM for now in year) and year[-1].supplier >= NOBODY:
            weeks.setdefault(week, []).append(_year_end(life, week))
    begins = [("0", "the world begins", *_state(life.opening))] if life.opening.supplier >= NOBODY else []
    rows = [*begins, *((f"{week:,}", "; ".join(weeks[week]), *_state(life.weeks[week])) for week in sorted(weeks))]
    return Table(HEADINGS, rows, (0, 1), WIDTHS)


def weeks_in_words(life: Life, words: Words) -> Iterator[tuple[int, list[str]]]:
    """The weeks in which something happened, and what it was; faults and pleasant surprises are left out."""
    for week, now in enumerate(life.weeks):
        rows, before = life.events[life.events[:, WEEK] == week].tolist(), life.before(week)
        there = {row[KIND] for row in rows}
        clauses = [clause for row in rows if (clause := _clause(row, there, words))]
        if before.suitor >= 0 and now.suitor != before.suitor and not there & ENDS_OF_COURTSHIP:
            clauses.append(f"{words.supplier(before.suitor)} gives up courting it")
        if now.is_alarmed and not before.is_alarmed and kinds.DECIDES not in there:
            clauses.append("the firm is alarmed")
        if clauses:
            yield week, clauses


def _clause(row: Sequence[int], there: Set[int], words: Words) -> str:
    """One event in words, or nothing if another event of the week says it; `there` are the kinds of these events."""
    ours, is_known = row[FROM] == FIRM, words.course.knows_of_courtship(row[WEEK])
    match row[KIND]:
        case kinds.TARGETED:
            knows = f"; the firm {'knows' if is_known else 'does not know'}" if ours else ""
            return f"{words.supplier(row[TO])} begins to court it{knows}"
        case kinds.TRIES:
            knows = "; the firm takes no notice" if ours and not is_known else ""
            return f"it tries a line of {words.supplier(row[TO])} alongside the one it has{knows}"
        case kinds.DROPS:
            return f"it gives up the trial line of {words.supplier(row[TO])}"
        case kinds.RESCUED:
            outcome = {kinds.STAYS: ": it stays after all", kinds.GOES: ": it leaves all the same"}
            return f"a delegation of the firm visits it{outcome.get(row[REASON], '')}"
        case kinds.DECIDES if row[REASON] == reasons.INSOLVENT:
            return f"the firm is insolvent; it turns {words.to(row[TO])}"
        case kinds.DECIDES if row[FROM] < 0:
            return f"it decides {words.bound_for(row)}"
        case kinds.DECIDES:
            return f"it gives notice to {words.supplier(row[FROM])}: bound {words.bound_for(row)}"
        case kinds.ENDS if kinds.STARTS in there:
            return f"it moves from {words.supplier(row[FROM])} to {words.supplier(row[TO])}"
        case kinds.ENDS:
            return f"the service of {words.supplier(row[FROM])} ends; it has no supplier now"
        case kinds.REPRICED:
            fee = words.fee_at(row[ORGANISATION], row[REASON])
            return f"its price becomes {fee}" if ours else f"it pays {fee}"
        case kinds.STARTS if kinds.ENDS not in there:
            return f"the service of {words.supplier(row[TO])} starts"
    return PLAIN.get(row[KIND], "")


def _year_end(life: Life, week: int) -> str:
    year = week // WEEKS_PER_YEAR
    happened = life.events[life.events[:, WEEK] // WEEKS_PER_YEAR == year, KIND].tolist()
    counts = [(sum(now.is_visited for now in life.weeks[year * WEEKS_PER_YEAR:week + 1]), "caring visit"),
              (happened.count(kinds.FAULT), "fault"), (happened.count(kinds.DELIGHT), "pleasant surprise")]
    if late := happened.count(kinds.LATE):
        counts.append((late, "delay"))
    length = week + 1 - year * WEEKS_PER_YEAR
    end = (f"end of year {year + 1}" if length == WEEKS_PER_YEAR else
           f"the run ends after {counted(length, 'week')} of year {year + 1}")
    return f"{end}: " + ", ".join(
        counted(number, what) if number else f"no {what}s" for number, what in counts)


def _state(now: Moment) -> Sequence[str]:
    feelings = (f"{now.attachment:.2f}", f"{now.believed:.2f}", f"{now.courtship:.2f}", f"{now.grievance:.1f}")
    return [NOTHING if feeling == "nan" else feeling for feeling in feelings]
