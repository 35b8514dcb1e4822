"""What the methods of a scenario return: the results of `study`, with data frames and a display for notebooks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import fields, replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa

from retainsim.api.frames import frame
from retainsim.report.comparison import comparison_report, short_report
from retainsim.report.renderers import page, terminal
from retainsim.report.robustness import robustness_report
from retainsim.report.run import run_report
from retainsim.report.sensitivity import sensitivity_report
from retainsim.report.switch_map import search_report
from retainsim.report.why import why_report
from retainsim.results.folder import tables
from retainsim.results.folder.layout import EVENTS, KEY_ACCOUNTS, WEEKS
from retainsim.study import compare, read_back, run, sensitivity, switch, switch_map, why
from retainsim.study.robustness import answer

if TYPE_CHECKING:
    from pandas import DataFrame

    from retainsim.api.figures import Figures


class Display(ABC):
    """A result that is shown as the text that the command line prints."""

    @classmethod
    def of(cls, plain: Any) -> Self:
        """The same data, as a class that can be shown."""
        return cls(**{field.name: getattr(plain, field.name) for field in fields(plain)})

    @abstractmethod
    def __str__(self) -> str: ...

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {str(self).partition(chr(10))[0]}>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


class Comparison(Display, compare.Comparison):
    """Strategies under the same luck: the KPIs of all worlds, their summaries, and differences world by world.

    Attributes   `values[strategy][kpi]` is an array of float64 with one number per replication, NaN if the KPI is not
                 defined; the same index is the same world under every strategy. `strategies` and `primary_kpis` are
                 names, `replications` and `weeks` numbers. `seed`, and the number `first` of the first replication,
                 say which worlds were played. `scenario` is the name of the scenario, `digest` 16 hex digits that
                 identify all of it; if several were played, these belong to the first. `scenarios[strategy]` is the
                 scenario of each strategy, `digests[scenario]` its digest; `title` is the title of the first,
                 `currency` its currency. `precision` says what was reached, None if none was requested. Strategies that
                 differ by less than the share `worth_telling` of the largest mean are level.
    """

    def frame(self) -> DataFrame:
        """A row per strategy and replication with every KPI: the table `replications.parquet`."""
        numbers = range(self.first, self.first + self.replications)
        return frame(pa.concat_tables(tables.replications_table(self.scenarios, strategy, numbers, kpis)
                                      for strategy, kpis in self.values.items()))

    def differences(self) -> DataFrame:
        """A row per pair of strategies and KPI with the paired difference and its interval, as `pairs` gives them."""
        return frame(vars(pair) for pair in self.pairs())

    def __str__(self) -> str:
        return terminal.text(comparison_report(self.to_document(), self.primary_kpis))

    def _repr_html_(self) -> str:
        return page.fragment(short_report(self.to_document(), self.primary_kpis))


class Run(Display, run.Run):
    """One world under one strategy: its KPIs, weeks and events, and its story, or the life of a client in it.

    Attributes   `kpis` is a float per KPI, NaN if it is not defined. `scenario` is what was played, with seed and
                 weeks; `strategy` and `replication` say in which world. Five more are internal and may change with any
                 version: `trace` is the record from which everything else is made, `facts` what is needed to read it,
                 `course` when which strategy was followed and when rivals entered, `names` the names of
                 organisations, `life` that of the client asked about, else None.
    """

    @cached_property
    def weekly(self) -> DataFrame:
        """A row per week: the weekly record with the columns of `weeks.parquet` (money in cents, hours, counts)."""
        return frame(self._tables[WEEKS])

    @cached_property
    def events(self) -> DataFrame:
        """A row per event: week, kind, organisation, segment, from, to, reason, as in `events.parquet`."""
        return frame(self._tables[EVENTS])

    @cached_property
    def key_accounts(self) -> DataFrame:
        """A row per rank: what happened to the five largest clients of week 0, as in `key_accounts.parquet`."""
        return frame(self._tables[KEY_ACCOUNTS])

    @cached_property
    def _tables(self) -> dict[str, Any]:
        return tables.tables_of({self.strategy: self.scenario.name}, self.strategy, self.replication, self.trace,
                                self.facts)

    def figures(self) -> Figures:
        """The figures of this world by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.pages import run_pictures

        return Figures(run_pictures(self))

    def __str__(self) -> str:
        return terminal.text(run_report(self))


class Rerun(Display, read_back.Rerun):
    """A world of a results folder played again, and whether it came out the same.

    Attributes   `differences` says in words what differs; it is empty if everything agrees bit for bit. `run` is the
                 world as it is now, `row` its row in the folder, `written_by` the version that wrote the folder.
    """

    run: Run

    @classmethod
    def of(cls, plain: Any) -> Rerun:
        return super().of(replace(plain, run=Run.of(plain.run)))

    def __str__(self) -> str:
        verdict = "\n".join([*self.differences, self.reason]) if self.differences else "It agrees bit for bit."
        return f"{terminal.text(run_report(self.run))}\n\n{verdict}"


class Switch(Display, switch.Switch):
    """Where the lead between strategies `a` and `b` in a KPI changes as a number of the scenario grows.

    Attributes   `crossings` are the places where the lead changes, `points` all values tried, both in ascending order.
                 `factor` is the dotted path of that number, `unit` its unit, `low` and `high` its range; `kpi` is the
                 KPI. `worth_telling` is the share of the larger mean below which a difference is not worth telling.
                 `replications` and `weeks` are numbers, `seed` says which worlds; `scenario` is the name of the
                 scenario, `title` its title, `currency` its currency, `digest` 16 hex digits that identify all of it,
                 before the factor was varied. `whole` says whether the factor takes whole numbers only.
    """

    def figures(self) -> Figures:
        """The difference along the factor, by name."""
        return _figures_of(self)

    def __str__(self) -> str:
        return terminal.text(search_report(self.to_document()))


class SwitchMap(Display, switch_map.SwitchMap):
    """Which of strategies `a` and `b` is ahead in a KPI over two numbers of the scenario, and the frontier.

    Attributes   `shares` is the share of the map's area [0..1] in which "a" or "b" is ahead by more than chance, which
                 is "open", "level" or "ruined" (see `Place`). `frontier` has lines of (x, y), along which the mean
                 difference is 0. `places` are all that were played, `cells` the rectangles (left, right, bottom, top)
                 between them; `complete` is False if their number ran out before the map was as fine as it can be.
                 `factors`, `units`, `whole` (whether it takes whole numbers only), `low`, `high` and `own` (the
                 scenario's value, None if tables differ) have two entries, for x and y. `scenario`, `title`,
                 `currency`, `digest`, `seed`, `weeks`, `replications`, `kpi` and `worth_telling` are as in a `Switch`.
    """

    def figures(self) -> Figures:
        """The map, by name."""
        return _figures_of(self)

    def __str__(self) -> str:
        return terminal.text(search_report(self.to_document()))


def _figures_of(search: Switch | SwitchMap) -> Figures:
    from retainsim.api.figures import Figures
    from retainsim.report.pages import search_picture

    return Figures([search_picture(search.to_document())])


class Explanation(Display, why.Explanation):
    """Why strategies `a` and `b` end where they do: their chains of causes, and what is left if a link is cut.

    Attributes   `whole` is their difference in `kpi`, `links` what is left of it when each link is cut under both.
                 `chain` has the figures that are compared, each with `link`, `name` and `unit`, and
                 `chains[strategy]` is an array of float64, one mean over the worlds per figure. The others,
                 `scenario`, `title`, `currency`, `digest`, `seed`, `weeks` and `replications`, are as in a
                 `Comparison`.
    """

    def figures(self) -> Figures:
        """The chain, and what is left when its links are cut, by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.pages import explanation_pictures

        return Figures(explanation_pictures(self.to_document()))

    def __str__(self) -> str:
        return terminal.text(why_report(self.to_document()))


class Sensitivity(Display, sensitivity.Sensitivity):
    """Which factors of a sweep move a figure: a KPI of strategy `a` or, if there is a `b`, how much they differ in it.

    Attributes   `kpi` is the KPI; `influences` are the factors, the strongest first. `method` is "sobol", "morris" or
                 "given data", as the `design` of the `experiment` allows; `points` and `replications` are numbers.
                 `luck` is the share of the variance that is luck of so few replications, and would be otherwise in
                 other worlds; `enough` is how many would leave a tenth of it, or None. `chance` is what the strongest
                 of factors that explain nothing seems to explain of given data, `more` the points that it would take
                 beside these to be sure, or None.
    """

    def frame(self) -> DataFrame:
        """A row per factor with its indices and the half-widths of their 95 % intervals."""
        return frame(vars(influence) for influence in self.influences).dropna(axis="columns", how="all")

    def figures(self) -> Figures:
        """What moves the figure, by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.figures.sensitivity import influences

        return Figures([influences(self.to_document())])

    def __str__(self) -> str:
        return terminal.text(sensitivity_report(self.to_document()))


class Robustness(Display, answer.Robustness):
    """In which share of the space of an experiment strategy `a` is better than `b` by more than a margin.

    Attributes   `share` [0..1] is that share, with its 95 % interval from `low` to `high`, for points and worlds
                 together. `statement` has `kpi`, `a`, `b` and `margin`; all differences are in the better direction of
                 the KPI. `points` are the points as they were judged: their number in the folder, the `worlds` that
                 count, the `mean` difference from `low` to `high`, the `decision` ("shown", "not shown", "undecided")
                 and the `chance` that the statement holds. `looks` are the replications at which a point is judged.
                 `further` says what would decide the undecided points: how many `points` that some more `worlds`
                 would, up to `replications` at one, and how many are `at_margin`, so near that no number in reach
                 would. `correlations` are the rank correlations of factors with the difference, the strongest first.
                 `division` is a rule that divides the space, with how well it foretells points that it has not seen, or
                 None, and then `obstacle` says why. `factors[path]` has the value at each point. `experiment` is its
                 name, `worlds` those in the folder, `new` those of them played now, `failures` those that failed;
                 `undefined` are differences that are missing, `unknown` points about which nothing is known.
                 `is_finished` is False if an undecided point may have more worlds.
    """

    def frame(self) -> DataFrame:
        """A row per point with the value of each factor and how it was judged."""
        rows = frame(vars(point) for point in self.points)
        return rows.join(frame(dict(zip(self.factors, values, strict=True))
                               for values in zip(*self.factors.values(), strict=True)))

    def figures(self) -> Figures:
        """The points as they were judged, and where in the space they lie, by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.figures.robustness import pictures

        return Figures(pictures(self.to_document()))

    def __str__(self) -> str:
        return terminal.text(robustness_report(self.to_document()))
