"""What moves a figure of a sweep: the strongest factor in a sentence, then all of them with their intervals."""

from collections.abc import Iterator, Mapping

from retainsim.report.blocks import Block, Figure, Heading, Table, Verdict, among
from retainsim.report.words import NOTHING, Document, counted, percent, scale
from retainsim.results.kpis.dictionary import KPIS

MOSTLY = 0.5  # share of luck above which nothing is said of factors
MOST = 20  # factors that a person reads
PICTURE = "sensitivity"
METHODS = {
    "sobol": "Sobol indices. By itself: the share of the variance between points that the factor explains alone. In "
             "all: the share that is left if all others are fixed, so with whatever it does together with others. "
             "Estimates from few points may pass 100 %.",
    "morris": "Elementary effects. Effect: by how much the figure changes on average, up or down, as the factor goes "
              "through its whole range. Spread: how much that depends on where the others stand.",
    "given data": "From the points as they are. By itself: the share of the variance between points that the factor "
                  "explains alone; what factors do only together is not seen. A design of kind saltelli shows it."}


def sensitivity_report(document: Document, figures: Mapping[str, Figure] | None = None) -> Iterator[Block]:
    """The report, from the document that `sensitivity --json` prints."""
    yield Heading(f"{document['experiment']}: what moves {figure_in_words(document)}", 1)
    yield Verdict(list(_verdict(document)))
    yield from among(figures or {}, PICTURE)
    yield Heading(f"{counted(document['points'], 'point')} ({document['design']}), 95 % intervals")
    rows = [[row["factor"], *cells(document, row)] for row in document["influences"][:MOST]]
    yield Table(["factor", *columns(document)], rows)
    if (more := len(document["influences"]) - MOST) > 0:
        yield f"{counted(more, 'factor')} that move it less: --json."
    yield METHODS[document["method"]]
    if stands_out(document):
        yield f"Chance alone: {_with_chance(document)}."


def stands_out(document: Document) -> bool | None:
    """Whether the strongest factor explains more than chance alone lets one seem to; None where chance does nothing."""
    chance = document["chance"]
    return None if chance is None else document["influences"][0]["first"] > chance


def _with_chance(document: Document) -> str:
    """How much a factor without influence may seem to explain."""
    count = len(document["influences"])
    strongest = "a factor that explains nothing" if count == 1 else (
        f"the strongest of {count} factors that explain nothing")
    return (f"from {counted(document['points'], 'point')} {strongest} would seem to explain up to "
            f"{percent(document['chance'])} (in 95 of 100 shufflings of the figure)")


def figure_in_words(document: Document) -> str:
    """What is asked about."""
    label = KPIS[document["kpi"]].label
    if document["b"] is None:
        return f"{label} under {document['a']}"
    return f"{label} of {document['a']} minus {document['b']}"


def columns(document: Document) -> list[str]:
    """The titles of what is told of each factor."""
    return {"sobol": ["by itself", "", "in all", ""], "morris": ["effect", "", "spread"],
            "given data": ["by itself", ""]}[document["method"]]


def cells(document: Document, row: Document) -> list[str]:
    """What is told of a factor, with intervals."""
    if document["method"] == "morris":
        on_scale = scale(KPIS[document["kpi"]].unit, [one["effect"] for one in document["influences"]])
        low, high = (row["effect"] + sign * row["effect_half_width"] for sign in (-1, 1))
        return [on_scale.quantity(row["effect"]), on_scale.interval(max(0.0, low), high),
                on_scale.number(row["spread"])]
    pairs = [("first", "first_half_width"), ("total", "total_half_width")][:1 + (document["method"] == "sobol")]
    return [text for value, width in pairs for text in _share(row[value], row[width])]


def _share(value: float | None, width: float | None) -> tuple[str, str]:
    if value is None or width is None:
        return NOTHING, ""
    low, best, high = (f"{max(0.0, value + side * width) * 100:.0f} %" for side in (-1, 0, 1))
    return best, f"[{low}, {high}]"


def _verdict(document: Document) -> Iterator[str]:
    first, *others = document["influences"]
    what = {"sobol": "total", "given data": "first", "morris": "effect"}[document["method"]]
    width = {"total": "total_half_width", "first": "first_half_width", "effect": "effect_half_width"}[what]
    level = [one["factor"] for one in others if one[what] + one[width] >= first[what] - first[width]]
    if (document["luck"] or 0.0) > MOSTLY:
        yield (f"{percent(document['luck'])} of the variance between points is luck: {_so_few(document)} say little of "
               f"what moves the figure in others. {_more_worlds(document)}")
        return
    if stands_out(document) is False:
        yield (f"No factor stands out from chance: `{first['factor']}` comes first, but "
               f"{_with_chance(document)}. Which of them matters is open; more points tell.")
    elif level:
        yield (f"`{first['factor']}` comes first, but its interval overlaps with those of "
               f"{', '.join(f'`{name}`' for name in level[:4])}{' and others' if len(level) > 4 else ''}: which of "
               "them matters most is open.")
    else:
        yield (f"`{first['factor']}` matters most{', as far as so few points tell' if document['more'] else ''}: its "
               "interval overlaps with no other factor's.")
    if document["method"] != "morris":
        more = document["more"]
        yield ("Converged: every interval is within 5 % of the variance." if more is None else
               f"Not converged: some {counted(more, 'base point' if document['method'] == 'sobol' else 'point')} more "
               "would bring every interval within 5 % of the variance.")
    if document["luck"] is not None:
        yield (f"{percent(document['luck'])} of the variance between points is luck of {_so_few(document)}, and part "
               f"of what factors seem to explain may be it. {_more_worlds(document)}".rstrip()
               if document["luck"] >= 0.005 else "No luck is left in the figure.")


def _so_few(document: Document) -> str:
    return f"these {counted(document['replications'], 'world')}"


def _more_worlds(document: Document) -> str:
    if (enough := document["enough"]) is None:
        return "" if document["luck"] < MOSTLY else "More replications lower it."
    return f"Some {counted(enough, 'replication')} would lower it to a tenth."
