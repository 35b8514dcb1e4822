"""Numbers and names as people read them: a scale for each row, always with its unit; KPIs by their labels."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from retainsim.results.kpis.dictionary import FAMILIES, KPIS
from retainsim.results.kpis.kpi import EVENT, MONEY

Document = Mapping[str, Any]  # what a command prints with --json, or a row of it

WIDEST = 10_000.0  # a larger number is shown in thousands, ten million in millions, and so on
MOST_IN_A_TABLE = 100_000.0  # likewise where all money has one multiple
LEAST, MOST = 0.001, 1_000_000.0  # what is smaller or larger on that multiple has one of its own
MULTIPLES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
DIGITS = 3  # significant digits up to which a fraction is shown
NOTHING = "-"
PERCENTAGES = {EVENT: "% of worlds", "share": "%", "share/year": "% per year"}
# A name without an underscore is an ordinary word, too.
_NAMES = re.compile(rf"\b({'|'.join(name for name in KPIS if '_' in name)}|(?:{'|'.join(FAMILIES)})\.[a-z0-9-]+)\b")
_OPTION = re.compile(r": try --replications [\d,]+| Try --replications [\d,]+\.| Allow more with --replications\.")


class Scale(NamedTuple):
    """How the numbers of one row are shown: divided by `factor`, with so many decimals, in `unit`."""

    factor: float
    decimals: int
    unit: str

    def number(self, value: float | None, sign: bool = False) -> str:
        """One number without its unit; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return NOTHING
        rounded = round(value / self.factor, self.decimals) + 0.0  # no "-0"
        return f"{rounded:{'+' if sign and rounded else ''},.{self.decimals}f}"

    def interval(self, low: float | None, high: float | None) -> str:
        """Two bounds, or nothing where they are not known."""
        are_known = low is not None and high is not None and math.isfinite(low) and math.isfinite(high)
        return f"[{self.number(low)}, {self.number(high)}]" if are_known else ""

    def estimate(self, row: Document, mean: str = "mean", sign: bool = False) -> tuple[str, str]:
        """A mean and its interval, from a row of a document."""
        return self.number(row[mean], sign), self.interval(row["low"], row["high"])

    def value(self, value: float | None) -> float | None:
        """One number as it is drawn."""
        return None if value is None else value / self.factor

    @property
    def named(self) -> str:
        """The unit; the money of a scenario has no name."""
        return self.unit or "currency"

    def title(self, what: str) -> str:
        """What is measured, with the unit in brackets."""
        return f"{what} [{self.unit}]" if self.unit else what

    def quantity(self, value: float | None) -> str:
        """One number with its unit."""
        return f"{self.number(value)} {self.unit}".rstrip()


def scale(unit: str, values: Iterable[float | None], factor: float = 0.0) -> Scale:
    """The scale on which these numbers of one unit are short and can be told apart.

    A `factor` is that of the other money beside them: they are told by it, too, unless they are far smaller or larger.
    """
    if unit in PERCENTAGES:
        return Scale(0.01, 1, PERCENTAGES[unit])
    sizes = [abs(value) for value in values if value is not None and math.isfinite(value)]
    largest = max(sizes, default=0.0)
    if not factor or (largest and not factor * LEAST <= largest < factor * MOST):
        factor = next((f for f, _ in MULTIPLES if largest >= WIDEST * f / 1000), 1.0)
    multiple = dict(MULTIPLES).get(factor, "")
    whole_digits = len(str(int(largest / factor))) if largest >= factor else 0
    decimals = 0 if all(value % factor == 0 for value in sizes) else max(0, DIGITS - whole_digits)
    # "Thousand" says enough of money that has no name.
    return Scale(factor, decimals, multiple if multiple and unit == MONEY else f"{multiple} {unit}".strip())


def scale_of(unit: str, rows: Iterable[Document], mean: str = "mean") -> Scale:
    """One scale for means and the bounds of their intervals, so that they can be compared at a glance."""
    return scale(unit, numbers_of(rows, mean))


def numbers_of(rows: Iterable[Document], mean: str = "mean") -> list[float | None]:
    """Means and the bounds of their intervals."""
    return [row[key] for row in rows for key in (mean, "low", "high")]


def one_factor(amounts: Iterable[float | None]) -> float:
    """The multiple by which all money of a table or a page is told: of the largest amount, with five digits at most."""
    largest = max((abs(amount) for amount in amounts if amount is not None and math.isfinite(amount)), default=0.0)
    return next((factor for factor, _ in MULTIPLES if largest >= MOST_IN_A_TABLE * factor / 1000), 1.0)


def factor_of(document: Document) -> float:
    """The multiple by which all money of a comparison is told, with its page: of its means and differences."""
    means = [kpis[name]["mean"] for kpis in document["strategies"].values()
             for name in kpis if KPIS[name].unit == MONEY]
    gaps = numbers_of((pair for pair in document["pairs"] if KPIS[pair["kpi"]].unit == MONEY), "difference")
    return one_factor([*means, *gaps])


def scale_in(document: Document, kpi: str, values: Iterable[float | None]) -> Scale:
    """The scale of a KPI in a comparison: all its money has one multiple."""
    unit = KPIS[kpi].unit
    return scale(unit_in(unit, document), values, factor_of(document) if unit == MONEY else 0.0)


def amount(value: float, currency: str) -> str:
    """Money in a sentence, to the unit, with its name if it has one."""
    return f"{value:,.0f} {currency}".rstrip()


def unit_of(unit: str | None) -> str:
    """A unit as it is shown: a plain number has none."""
    return "" if unit in (None, "1") else str(unit)


def counted(number: int, noun: str) -> str:
    """So many of a thing, in the singular or the plural."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def percent(share: float) -> str:
    """A share of worlds; 0 and 100 % only if it is exactly that."""
    share = round(share, 9)  # a hundredth that comes from a subtraction is still a hundredth
    if 0 < share < 0.01:
        return "under 1 %"
    if 0.99 < share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def in_words(text: str) -> str:
    """The text with the labels of KPIs in place of their names, and without options of a command."""
    return labelled(_OPTION.sub("", text))


def labelled(text: str) -> str:
    """The text with the labels of KPIs in place of their names."""
    return _NAMES.sub(lambda name: KPIS[name[0]].label, text)


def listed(items: Sequence[str]) -> str:
    """Several things in a sentence."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def each(strategies: Sequence[str], clauses: Iterable[str]) -> str:
    """A clause for each strategy, in a sentence."""
    return "; ".join(f"{name}: {clause}" for name, clause in zip(strategies, clauses, strict=True)) + "."


def called(document: Document) -> str:
    """What a scenario is called: by its title, with the name by which it is known to commands."""
    title, name = document.get("title"), document["scenario"]
    return f"{title} ({name})" if title else str(name)


def unit_in(unit: str, document: Document) -> str:
    """A unit with the name of the scenario's money, if it has one."""
    return unit.replace(MONEY, document.get("currency") or MONEY)


def setting_of(document: Document) -> str:
    """What was played, as the title of a report on it."""
    digests = digests_of(document)
    who = called(document) if len(digests) == 1 else listed(list(digests))
    return (f"{who}: {counted(document['weeks'], 'week')}, "
            f"{counted(document['replications'], 'replication')}, seed {document['seed']}, "
            f"{'digest' if len(digests) == 1 else 'digests'} {listed(list(digests.values()))}")


def digests_of(document: Document) -> Document:
    """The digest of each scenario that was played, by name: only a comparison may have several."""
    return document.get("digests") or {document["scenario"]: document["digest"]}


def label(document: Document, strategy: str) -> str:
    """What tables call a strategy: where there are several scenarios they name its own."""
    if "digests" not in document or len(document["digests"]) == 1:
        return strategy
    return f"{document['scenarios'][strategy]}: {strategy.rpartition(':')[2]}"
