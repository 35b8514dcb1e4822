"""What the number of worlds has to do with how sure a comparison is."""

from collections.abc import Iterator, Mapping
from typing import Any

from retainsim.report.quantities import Scale

Document = Mapping[str, Any]
MOST_PERCENT = 100  # a smaller number may be a share without its sign
MANY_TIMES = 100


def certainty(document: Document, kpi: str, on_scale: Scale) -> Iterator[str]:
    """Whether the precision that was asked for is reached, and how many worlds the shared luck has saved.

    `kpi` is the one that strategies are judged by; its differences are told on the scale.
    """
    if document.get("precision"):
        yield precision(document, on_scale)
    factors = [pair["luck_factor"] for pair in document["pairs"]
               if pair["kpi"] == kpi and pair["luck_factor"] is not None]
    if factors:
        yield luck(factors, kpi)


def precision(document: Document, on_scale: Scale) -> str:
    """How many worlds the precision has taken, or that so many were not enough."""
    wish = document["precision"]
    kpi, worlds = wish["kpi"], f"{document['replications']:,} worlds"
    if wish["half_width"] is None:
        return f"{worlds} give no interval of a difference in {kpi}: more of them would not either."
    if not wish["largest"]:
        return f"The strategies do not differ in {kpi} in any of {worlds}: there is nothing to be known more precisely."
    within = on_scale.quantity(wish["wanted"])
    if wish["asked"].endswith("%"):
        within = f"{wish['asked'].replace('%', ' %')} of the largest, {on_scale.quantity(wish['largest'])}"
    widest = f"the widest interval is ±{on_scale.quantity(wish['half_width'])}"
    if wish["undefined"]:
        widest += f"; {wish['undefined']} of the differences have none, because a strategy has no {kpi}"
    if wish["is_reached"]:
        return f"It took {worlds} to know every difference in {kpi} within {within}: {widest}."
    failure = f"{worlds} were not enough to know every difference in {kpi} within {within}: {widest}."
    if not wish["needed"]:
        return failure
    sign = "" if wish["asked"].endswith("%") or wish["wanted"] > MOST_PERCENT else " Was a share meant, such as 5%?"
    return f"{failure} It would take some {wish['needed']:,}; --replications allows more.{sign}"


def luck(factors: list[float], kpi: str) -> str:
    """How many times as many worlds independent luck would take."""
    least, most = (round(bound(factors), 1) for bound in (min, max))
    bounds = [f"over {MANY_TIMES}" if factor > MANY_TIMES else f"{factor:.1f}" for factor in (least, most)]
    times = " to ".join(dict.fromkeys(bounds))
    return (f"If each strategy had luck of its own, and not the same, it would take {times} times as many worlds to "
            f"know the differences in {kpi} as well{': here the shared luck costs worlds' if most < 1 else ''}.")
