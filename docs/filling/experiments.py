"""What came of the shipped experiments: their record, what the pages say of it in numbers, and its pictures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from scipy import stats

from filling import maps
from filling.cells import code, grid
from retainsim.experiment import Experiment, load_experiment
from retainsim.report.figures import sensitivity as moves
from retainsim.report.figures import style, switch
from retainsim.report.pages import Sheet
from retainsim.report.sensitivity import stands_out
from retainsim.report.words import percent
from retainsim.results.kpis.dictionary import KPIS
from retainsim.scenario import digest
from retainsim.study.sensitivity import sensitivity
from retainsim.study.sweep.table import SweepRows
from retainsim.version import VERSION

DOCS = Path(__file__).parents[1]
RECORD, PICTURES = DOCS / "experiments" / "record.json", DOCS / "_static"
NAMES = ("order-flips", "what-decides")
JUDGES = ("value_end", "cash_end")
MOST = 8  # factors that the record keeps
MILLION = 1e6
SAID = {"share": maps.said_of_share, "map": maps.said_of_map, "seconds": maps.said_of_time}
Document = dict[str, Any]


def entry(experiment: Experiment, rows: SweepRows) -> Document:
    """What is kept of an experiment that has been played."""
    kpis = [_of_kpi(rows, kpi) for kpi in JUDGES]
    return {"played_by": VERSION, "scenario": digest(experiment.scenario), "design": design_of(experiment),
            "strategies": list(experiment.strategies), "replications": experiment.definition.replications,
            "points": len(experiment.rows), "worlds": len(rows.rows), "kpis": dict(zip(JUDGES, kpis, strict=True)),
            "places": {path: values.tolist() for path, values in rows.factors.items() if len(rows.factors) == 2}}


def design_of(experiment: Experiment) -> Document:
    """The factors with their ranges, as far as a change of them would give other points."""
    return {"kind": experiment.definition.design.kind,
            "factors": [[factor.path, factor.low, factor.high] for factor in experiment.factors]}


def _of_kpi(rows: SweepRows, kpi: str) -> Document:
    """The lead of the first strategy at each point with its 95 % interval, and what moves it."""
    question = rows.question(kpi, None)
    worlds = rows.answers(question).worlds
    count = worlds.shape[1]
    widths = stats.t.ppf(0.975, count - 1) * worlds.std(axis=1, ddof=1) / np.sqrt(count)
    moved = sensitivity(rows, question).to_document()
    return {"first_point": worlds[0].tolist(), "leads": np.round(worlds.mean(axis=1)).tolist(),
            "half_widths": np.round(widths).tolist(), "factors": len(moved["influences"]),
            "sensitivity": {**moved, "influences": moved["influences"][:MOST]}}


def record() -> dict[str, Document]:
    """What is kept of each experiment, by name."""
    return dict(json.loads(RECORD.read_text("utf-8")))


def as_text(kept: Mapping[str, Document]) -> str:
    """The file of the record: a line for each value."""
    entries = [",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in one.items())
               for one in kept.values()]
    return "{" + ",\n".join(f"{json.dumps(name)}: {{\n{text}\n}}"
                            for name, text in zip(kept, entries, strict=True)) + "}\n"


def changed_since(name: str, kept: Document) -> list[str]:
    """What has changed since an experiment was played, so that its figures are of an earlier one."""
    experiment = load_experiment(name)
    changes = [] if digest(experiment.scenario) == kept["scenario"] else ["the scenario"]
    changes += [] if design_of(experiment) == kept["design"] else ["the design"]
    return changes + [f"the meaning of {kpi}" for kpi in JUDGES if KPIS[kpi].has_changed_since(kept["played_by"])]


def experiment(name: str) -> str:
    """How an experiment was played, who leads at how many points, and what moves the lead."""
    kept = record()[name]
    a, b = kept["strategies"]
    lines = [f"Played by retainsim {kept['played_by']}: {kept['points']} points, {kept['replications']} worlds at "
             f"each, two strategies under the same luck: {kept['worlds']:,} worlds."]
    if changes := changed_since(name, kept):
        lines.append(f"**Since then {' and '.join(changes)} changed: until it is played again, these figures are of "
                     "the earlier one.**")
    rows = []
    for kpi in JUDGES:
        first, open_, second = counts(kept["kpis"][kpi])
        leads = np.array(kept["kpis"][kpi]["leads"]) / MILLION
        rows.append([code(kpi), str(first), str(open_), str(second),
                     f"{leads.min():,.1f} to {leads.max():,.1f}", f"{np.median(leads):,.2f}"])
    lines.append(grid(["KPI", f"points where {a} leads", "cannot be told apart", f"points where {b} leads",
                       f"lead of {a}, lowest to highest point [million]", "median point"], rows))
    lines.append("Leads and ties are by the 95 % interval at each point by itself: where there is no difference at "
                 "all, about one point in twenty seems to have one.")
    lines += [_moves(kept["kpis"][kpi]) for kpi in JUDGES]
    lines += [say(kept) for part, say in SAID.items() if part in kept]
    return "\n\n".join(lines)


def counts(of_kpi: Document) -> tuple[int, int, int]:
    """At how many points the first strategy leads, neither, the second."""
    leads, widths = np.array(of_kpi["leads"]), np.array(of_kpi["half_widths"])
    first, second = int((leads > widths).sum()), int((leads < -widths).sum())
    return first, len(leads) - first - second, second


def _moves(of_kpi: Document) -> str:
    document = of_kpi["sensitivity"]
    label = KPIS[document["kpi"]].label
    chance = f"{document['chance'] * 100:.0f} %"
    above = [one for one in document["influences"] if one["first"] > document["chance"]]
    if not stands_out(document):
        return (f"What moves the lead in {label}: no factor stands out from chance, which alone lets the strongest of "
                f"{of_kpi['factors']} factors seem to explain up to {chance} of the variance.")
    named = ", ".join(f"{code(one['factor'])} {one['first'] * 100:.0f} % [{max(0, one['first'] - width) * 100:.0f}, "
                      f"{(one['first'] + width) * 100:.0f}]" for one in above
                      if (width := one["first_half_width"]) is not None)
    return (f"What moves the lead in {label}, by itself, more than chance alone lets one factor of "
            f"{of_kpi['factors']} ({chance} of the variance): {named}. Luck left in the means: "
            f"{percent(document['luck'])}.")


def pictures(kept: Mapping[str, Document]) -> dict[Path, str]:
    """The pictures of all experiments, by file."""
    drawn = {name: who_leads(name, kept[name]) if kept[name]["places"] else
             moves.influences(kept[name]["kpis"][JUDGES[0]]["sensitivity"]) for name in NAMES}
    drawn |= {f"{name}-map": switch.lead_map(one["map"]) for name, one in kept.items() if "map" in one}
    return {PICTURES / f"{name}.svg": Sheet(picture).svg for name, picture in drawn.items()}


def who_leads(name: str, kept: Document) -> style.Picture:
    """Each point of two factors, marked by who leads there."""
    (x_name, xs), (y_name, ys) = ((path, np.array(values)) for path, values in kept["places"].items())
    a, b = kept["strategies"]
    kinds = ((f"{a} leads", style.BLUE, "o", 1), ("cannot be told apart", style.GREY, "s", 0),
             (f"{b} leads", style.VERMILION, "^", -1))

    def draw(layout: style.Layout) -> Figure:
        figure, axes = style.panels([KPIS[kpi].label for kpi in JUDGES], layout._replace(columns=2), 3.2, 0.8)
        handles: list[Any] = []
        for one, kpi in zip(axes, JUDGES, strict=True):
            leads, widths = (np.array(kept["kpis"][kpi][key]) for key in ("leads", "half_widths"))
            signs = np.sign(leads) * (np.abs(leads) > widths)
            handles = [one.scatter(xs[signs == sign], ys[signs == sign], 34, color=colour, marker=marker, label=label)
                       for label, colour, marker, sign in kinds]
            one.set_xlabel(x_name)
        axes[0].set_ylabel(y_name)
        return style.legend(figure, handles, layout)

    said = "; ".join(f"{KPIS[kpi].label}: {a} at {first} points, neither at {neither}, {b} at {second}"
                     for kpi in JUDGES for first, neither, second in [counts(kept["kpis"][kpi])])
    return style.Picture(name, f"Who leads at each of {kept['points']} points", "By 95 % intervals.", said, draw)
