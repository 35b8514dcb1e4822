"""The life of one organisation in words: what happened to it, what the firm knew, and how it felt."""

from collections.abc import Iterator, Sequence, Set

from retainsim.declared import events as kinds
from retainsim.declared import reasons
from retainsim.declared.codes import FIRM, NOBODY, UNFOUNDED
from retainsim.report.blocks import Table
from retainsim.report.story import Words
from retainsim.report.words import NOTHING, counted
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.results.movements import FROM, KIND, REASON, TO, WEEK
from retainsim.results.story import Life, Moment

HEADINGS = ("week", "what happened", "attachment", "as the firm sees it", "courtship", "grievance")
WIDTHS = (None, None, 10, 11, 9, 9)
PLAIN = {kinds.COMPLAINS: "it complains to the firm", kinds.FOUNDED: "it is founded",
         kinds.DISSOLVES: "it ceases to exist"}  # what is said without regard to suppliers
ENDS_OF_COURTSHIP = {kinds.DROPS, kinds.DECIDES, kinds.ENDS, kinds.STARTS, kinds.DISSOLVES, kinds.RESCUED}


def who_it_is(life: Life, words: Words, about: str) -> str:
    """Segment, fee and supplier, at week 0 and at the end."""
    now, then, number = life.opening, life.weeks[-1], life.organisation
    start = ("It is yet to be founded at week 0" if now.supplier == UNFOUNDED else
             "At week 0 it has no supplier" if now.supplier == NOBODY else
             f"At week 0 it has been served by {words.supplier(now.supplier)} for "
             f"{-now.since / WEEKS_PER_YEAR:.1f} years, and its term runs to week {now.term_end}")
    end = ("does not exist" if then.supplier < NOBODY else
           f"has no supplier, since week {then.since}" if then.supplier == NOBODY else
           f"still is a client of {words.supplier(then.supplier)}"
           if then.since <= 0 and then.supplier == now.supplier else
           f"is a client of {words.supplier(then.supplier)}, since week {then.since}")
    return (f"{words.name(number)} ({about}, number {number} in events) pays {words.fees([number])}. {start}; at the "
            f"end it {end}.")


def life_table(life: Life, words: Words) -> Table:
    """The weeks in which something happened, and the ends of the years."""
    weeks = dict(weeks_in_words(life, words))
    for week in {*range(WEEKS_PER_YEAR - 1, len(life.weeks), WEEKS_PER_YEAR), len(life.weeks) - 1}:
        weeks.setdefault(week, []).append(_year_end(life, week))
    rows = [("0", "as the world begins", *_state(life.opening)),
            *((f"{week:,}", "; ".join(weeks[week]), *_state(life.weeks[week])) for week in sorted(weeks))]
    return Table(HEADINGS, rows, (0, 1), WIDTHS)


def weeks_in_words(life: Life, words: Words) -> Iterator[tuple[int, list[str]]]:
    """The weeks in which something happened, with what it was; faults and pleasant surprises are left out."""
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
    """One event in words, or nothing if another event of the week says it; `there` are the kinds of them."""
    ours, is_known = row[FROM] == FIRM, words.course.knows_of_courtship(row[WEEK])
    match row[KIND]:
        case kinds.TARGETED:
            knows = f"; the firm {'knows of it' if is_known else 'does not know'}" if ours else ""
            return f"{words.supplier(row[TO])} begins to court it{knows}"
        case kinds.TRIES:
            knows = "; the firm takes no notice" if ours and not is_known else ""
            return f"it tries a line of {words.supplier(row[TO])} beside the one it has{knows}"
        case kinds.DROPS:
            return f"it gives up the trial line of {words.supplier(row[TO])}"
        case kinds.RESCUED:
            outcome = {kinds.STAYS: ": it stays after all", kinds.GOES: ": it goes all the same"}
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
        case kinds.STARTS if kinds.ENDS not in there:
            return f"the service of {words.supplier(row[TO])} starts"
    return PLAIN.get(row[KIND], "")


def _year_end(life: Life, week: int) -> str:
    year = week // WEEKS_PER_YEAR
    happened = life.events[life.events[:, WEEK] // WEEKS_PER_YEAR == year, KIND].tolist()
    counts = ((sum(now.is_visited for now in life.weeks[year * WEEKS_PER_YEAR:week + 1]), "caring visit"),
              (happened.count(kinds.FAULT), "fault"), (happened.count(kinds.DELIGHT), "pleasant surprise"))
    return f"end of year {year + 1}: " + ", ".join(
        counted(number, what) if number else f"no {what}s" for number, what in counts)


def _state(now: Moment) -> Sequence[str]:
    feelings = (f"{now.attachment:.2f}", f"{now.believed:.2f}", f"{now.courtship:.2f}", f"{now.grievance:.1f}")
    return [NOTHING if feeling == "nan" else feeling for feeling in feelings]
