"""Strategies side by side: what each leads to, how they differ under the same luck, and what may be concluded."""

from collections.abc import Iterable, Iterator, Sequence

from retainsim.report.blocks import Block, Heading, Table
from retainsim.report.lead import against, differences, ranks, scale_of_differences
from retainsim.report.verdict import charges, conclusions
from retainsim.report.words import Document, Scale, digests_of, label, labelled, numbers_of, scale_in, setting_of
from retainsim.results.kpis.dictionary import KPIS, SUMS, judged_by

ALSO_SHOWN = ("cash_end", "equity_multiple", "insolvent", "clients_end", "status_clients_end", "new_clients",
              "attachment_mean", "exits_total", "exits_to_attacker")
CELL = 16  # characters of the longest interval
ALL_PAIRS = 4  # strategies up to which all pairs are shown; of more, only the pairs with the best
RUIN = "insolvent"
MOST_PERCENT = 100  # a smaller number may be a share without its sign
MANY_TIMES = 100
OUT_OF_REACH = 1_000_000  # worlds


def comparison_report(document: Document, primary: Sequence[str]) -> Iterator[Block]:
    """The report on a comparison, from the document that `compare --json` prints."""
    strategies = document["strategies"]
    yield Heading(setting_of(document), below=judge_of(document))
    yield Heading("Mean over the worlds, with a 95 % interval of the mean (what the figures mean: retainsim kpis)")
    yield Table(["", *(label(document, name) for name in strategies)], [
        [f"{KPIS[kpi].label}\n  {on_scale.unit}",
         *("\n".join(on_scale.estimate(means[kpi])) for means in strategies.values())]
        for kpi, on_scale in _scales(document, dict.fromkeys([*primary, *_also_shown(strategies)])).items()],
        cell=CELL)
    if len(strategies) > 1:
        best = next(iter(ranks(document, primary)), None) if len(strategies) > ALL_PAIRS else None
        which = "of them together" if best is None else f"pairs together\n(those of {best}; all pairs: --json)"
        yield Heading(f"Differences under the same luck, with 95 % intervals that hold for all {which}")
        tables = [_differences(document, kpi, best) for kpi in primary]
        widths = [max(map(len, column)) for column in zip(*(row for rows in tables for row in rows), strict=True)]
        for heading, *rows in tables:
            yield Table(heading, rows, widths=widths)
        if document["replications"] > 1:
            yield "* the interval excludes 0: more than chance. \"Ahead\" is the first of the two."
    yield from map(labelled, conclusions(document, primary))
    if len(strategies) > 1:
        yield from charges(primary)
    yield from map(labelled, how_sure(document, primary))


def _differences(document: Document, kpi: str, best: str | None) -> list[list[str]]:
    """Pairs of strategies under a heading: all, or those with the best."""
    pairs = differences(document, kpi) if best is None else against(document, best, kpi)
    on_scale = scale_of_differences(document, kpi)
    shares = ["ahead", "equal"] if document["replications"] > 1 else ["", ""]
    return [[on_scale.title(KPIS[kpi].label), "", "", "", *shares], *(
        [f"{pair.a} - {pair.b}", on_scale.number(pair.difference, sign=True), on_scale.interval(pair.low, pair.high),
         "*" if pair.is_clear else "", *pair.shares()] for pair in pairs)]


def judge_of(document: Document) -> str:
    """Which of several scenarios says by what strategies are judged."""
    return "" if len(digests_of(document)) == 1 else (
        f"Strategies of all are judged by the primary KPIs of {document['scenario']}, the first.")


def _also_shown(strategies: Document) -> Iterator[str]:
    """The KPIs shown beside the primary ones: those of a rival by name, if anything happened."""
    measured = next(iter(strategies.values()))
    of_rivals = [name for name in measured if "." in name]
    happened = {name for name in (*of_rivals, *SUMS & measured.keys())
                if any(means[name]["mean"] for means in strategies.values())}
    yield from (name for name in ALSO_SHOWN if name in measured and (
        name not in SUMS or (name in happened and not of_rivals)))
    yield from (name for name in of_rivals if name in happened)


def short_report(document: Document, primary: Sequence[str]) -> Iterator[Block]:
    """The short report that a notebook shows."""
    yield summary(document, primary)
    yield from map(labelled, conclusions(document, primary))
    yield from map(labelled, how_sure(document, primary))


def _scales(document: Document, kpis: Iterable[str]) -> dict[str, Scale]:
    return {kpi: scale_in(document, kpi, numbers_of(means[kpi] for means in document["strategies"].values()))
            for kpi in kpis}


def summary(document: Document, primary: Sequence[str]) -> Table:
    """What each strategy leads to: a column per KPI of `summarised`."""
    scales = _scales(document, summarised(primary))
    rows = [[label(document, name),
             *("\n".join(filter(None, on_scale.estimate(kpis[kpi]))) for kpi, on_scale in scales.items())]
            for name, kpis in document["strategies"].items()]
    return Table(["", *(f"{KPIS[kpi].label}\n{on_scale.unit}".rstrip() for kpi, on_scale in scales.items())], rows)


def summarised(primary: Sequence[str]) -> list[str]:
    """The KPIs of a summary: the primary ones, and ruin."""
    return list(dict.fromkeys([*primary, RUIN]))


def how_sure(document: Document, primary: Sequence[str]) -> Iterator[str]:
    """Whether the precision that the user wanted is reached, and how many worlds the shared luck saves."""
    kpi = judged_by(primary)
    if document.get("precision"):
        yield _precision(document, scale_of_differences(document, kpi))
    factors = [pair["luck_factor"] for pair in document["pairs"]
               if pair["kpi"] == kpi and pair["luck_factor"] is not None]
    if factors:
        least, most = round(min(factors), 1), round(max(factors), 1)
        bounds = (f"over {MANY_TIMES}" if factor > MANY_TIMES else f"{factor:.1f}" for factor in (least, most))
        yield (f"If each strategy had its own luck instead of the same, it would take "
               f"{' to '.join(dict.fromkeys(bounds))} times as many worlds to know the differences in {kpi} as "
               f"precisely{': here the shared luck costs worlds' if most < 1 else ''}.")


def _precision(document: Document, on_scale: Scale) -> str:
    wish = document["precision"]
    kpi, worlds, is_share = wish["kpi"], f"{document['replications']:,} worlds", wish["asked"].endswith("%")
    if wish["half_width"] is None:
        return f"{worlds} give no interval of a difference in {kpi}, nor would more of them."
    if not wish["largest"]:
        return f"The strategies do not differ in {kpi} in any of {worlds}: there is nothing to measure more precisely."
    within = (f"{wish['asked'].replace('%', ' %')} of the largest, {on_scale.quantity(wish['largest'])}" if is_share
              else scale_in(document, kpi, [wish["wanted"]]).quantity(wish["wanted"]))
    result = (f"to know every difference in {kpi} within {within}: the widest interval is "
              f"±{on_scale.quantity(wish['half_width'])}")
    if wish["undefined"]:
        result += f"; {wish['undefined']} of the differences have none, because a strategy has no {kpi}"
    if wish["is_reached"]:
        return f"It took {worlds} {result}."
    needed, more = wish["needed"] or 0, ""
    if needed > OUT_OF_REACH:
        more = " That is out of reach: it would take over a million worlds."
    elif needed:
        hopeless = ", over twice as many as are allowed, so no more were played"
        more = (f" It would take some {needed:,} worlds{hopeless if needed > 2 * document['replications'] else ''}. "
                "Allow more with --replications.")
    if more and not is_share and wish["wanted"] <= MOST_PERCENT:
        more += " Was a share meant, such as 5%?"
    return f"{worlds} were not enough {result}.{more}"
