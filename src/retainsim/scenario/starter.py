"""The text of a new scenario file that says the same as another scenario, with a comment on each value.

Words follow "# "; a setting that is switched off follows "#" at once, and is switched on by taking it away.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from retainsim.scenario.description import Parameter, by_table, in_toml, parameters
from retainsim.scenario.errors import Keys, Places, dotted
from retainsim.scenario.schema import Scenario, Strategy, toml_value
from retainsim.scenario.shape import at, in_brackets, in_words, number_in_words

OF_A_STRATEGY = ("care_focus", "hunt_for", "hands_over", "pooled", "duns_by", "rescue_on", "rescue_delay_weeks",
                 "advertising_per_week")  # its levers beside hours that need no others
WIDTH = 100  # columns of a comment
EXAMPLE = "my-strategy"
LEVERS = {  # what a strategist changes first, by table; * stands for any name
    "": ("title", "currency", "weeks", "seed"),
    "clients.*": ("organisations", "served_by_firm", "fee_per_week", "background_churn_per_year",
                  "delivery_hours_per_week"),
    "staff.*": ("people", "wage_per_week", "quits_per_year", "jobs", "weeks_to_find", "weeks_to_learn", "notice_weeks"),
    "firm": ("cash", "credit_line", "overhead_per_week", "fault_rate_per_year"),
    "rivals.*": ("enabled", "start_week", "capacity", "courting_hours_per_week", "visits_per_client_year",
                 "price_index", "quality"),
    "mechanisms.attachment": ("visit_hours", "visit_gain_person", "half_life_person_weeks"),
    "mechanisms.decision": ("attention_weight", "switching_cost", "tender_rate_per_year"),
}

WHERE_SAID = ("delivery_hours_per_week", "jobs", "weeks_to_find", "weeks_to_learn", "notice_weeks")
"""Of these, those that are shown only if the scenario says them."""


def starter(name: str, scenario: Scenario, extends: str) -> str:
    """A file that extends the scenario and shows what to change first, all of it switched off."""
    lines = [*_words(f"A scenario that so far says the same as {extends}. Settings follow a # without a blank: take "
                     "the # away, and change the value. Every other setting can be added in the same way; "
                     f"`retainsim describe {name}.toml` prints them all."),
             "", f"extends = {toml_value(extends)}", f"name = {toml_value(name)}"]
    levers = [p for p in parameters(scenario) if p.key in _levers_of(p.table)
              and (p.differs or p.key not in WHERE_SAID)]
    return "\n".join([*lines, *_settings(levers, scenario.places, "#"), *_example(scenario)]) + "\n"


def _levers_of(table: Keys) -> tuple[str, ...]:
    any_name = LEVERS.get(f"{table[0]}.*", ()) if len(table) == 2 else ()
    return LEVERS.get(dotted(table), any_name)


def blank_page(name: str) -> str:
    """A small firm that extends nothing, to be filled in."""
    return Path(__file__).with_name("blank.toml").read_text("utf-8").replace("NAME", name)


def whole(name: str, scenario: Scenario) -> str:
    """A file that says everything itself."""
    lines = _words(f"Everything that a scenario can say, as it stands in {scenario.name}.")
    everything = parameters(scenario.model_copy(update={"name": name}))
    return "\n".join([*lines, *_settings(everything, scenario.places)]) + "\n"


def _settings(everything: Iterable[Parameter], places: Places, mark: str = "") -> Iterator[str]:
    """The lines of some parameters as they were written, table by table, behind a mark that switches them off."""
    for table, rows in by_table(_as_written(parameter, places) for parameter in everything).items():
        yield ""
        if table:
            name = dotted(tuple(part for part in table if isinstance(part, str)))
            yield from _words(at(table).get("description", ""))
            yield f"[[{name}]]" if isinstance(table[-1], int) else f"[{name}]"
        above = ""
        for parameter in rows:
            if (about := _about(parameter)) != above:  # else they are parts of one value
                yield from _words(about)
            above = about
            # TOML has no word for none.
            yield (f"#{parameter.key} =" if parameter.value is None else
                   f"{mark}{parameter.key} = {in_toml(parameter.value)}")


def _as_written(parameter: Parameter, places: Places) -> Parameter:
    """A parameter a month or a year, where it was written so."""
    keys, value = places.as_written(parameter.keys, parameter.value)
    if keys == parameter.keys:
        return parameter
    node = at(keys)
    return replace(parameter, keys=keys, value=value, unit=node["unit"], default=node.get("default"),
                   plausible=node.get("plausible") and tuple(node["plausible"]))


def _about(parameter: Parameter) -> str:
    """Unit, meaning, and where the default comes from."""
    remarks = [f"default {in_toml(parameter.default)}"] if parameter.differs and parameter.default is not None else []
    if parameter.source not in (None, "the scenario"):
        remarks.append(str(parameter.source))
    if parameter.plausible is not None:
        remarks.append("plausible from {} to {}".format(*map(number_in_words, parameter.plausible)))
    return parameter.meaning + in_brackets(parameter.unit) + (f" ({'; '.join(remarks)})" if remarks else "")


def _example(scenario: Scenario) -> list[str]:
    """A strategy of one's own, as the firm has been until week 0, switched off as a whole."""
    model = scenario.market.seasoned_by
    strategy = scenario.strategies[model]
    settings = [f"#hours.{role}.{job} = {number_in_words(share)}"
                for role, jobs in strategy.hours.items() for job, share in jobs.items()]
    about = Strategy.model_fields["hours"].description or ""
    lines = ["", *_words(f"A strategy of your own; so far it says the same as {model}."), f"#[strategies.{EXAMPLE}]",
             '#description = "One sentence about it."', *_words(about), *(settings or ["#hours = {}"])]
    for key in OF_A_STRATEGY:
        node = at(("strategies", model, key))
        choice = f" ({in_words(node)})" if "enum" in node else ""
        lines += [*_words(f"{node['description']}{in_brackets(node.get('unit'))}{choice}"),
                  f"#{key} = {in_toml(getattr(strategy, key))}"]
    return [*lines, *_words("What changes on a date: from this week on it is as is said here, and all else stays as "
                            "it is."),
            f"#[[strategies.{EXAMPLE}.changes]]", "#from_week = 26", '#description = "A few words for figures."',
            *(settings[:1] or [f"#care_focus = {in_toml(strategy.care_focus)}"])]


def _words(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
