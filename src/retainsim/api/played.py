"""What the methods of a scenario give: the results of `study`, which show themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retainsim.api.display import Shown, dressed
from retainsim.results.folder.reader import frame
from retainsim.study import comparison, rerun, run, switch, why

if TYPE_CHECKING:
    from retainsim.api.figures import Figures

__all__ = ["Comparison", "Explanation", "Rerun", "Switch", "World", "dressed"]


class Comparison(Shown, comparison.Comparison):
    """Strategies under the same luck: KPIs of every world, summaries, and differences."""

    def frame(self) -> Any:
        """A row per strategy and replication with every KPI, as a data frame."""
        import pyarrow as pa

        from retainsim.results.folder.tables import Cast, replications_table

        cast = Cast(self.strategies, (), ())
        return frame(pa.concat_tables(
            replications_table(cast, name, range(self.replications), self.values[name]) for name in self.strategies))

    def differences(self) -> Any:
        """A row per pair of strategies and KPI with the paired difference and its interval, as a data frame."""
        import pyarrow as pa

        return frame(pa.Table.from_pylist([vars(pair) for pair in self.pairs()]))

    def __str__(self) -> str:
        from retainsim.report.comparison import comparison_page

        return comparison_page(self.to_document(), self.primary_kpis)

    def _repr_html_(self) -> str:
        from retainsim.report.certainty import certainty
        from retainsim.report.comparison import scale_of_differences
        from retainsim.report.page.summary import summary
        from retainsim.report.renderers.page import fragment
        from retainsim.report.verdict import conclusions
        from retainsim.results.kpis.dictionary import judged_by

        document, primary = self.to_document(), self.primary_kpis
        scales = {name: scale_of_differences(document, name) for name in primary}
        kpi = judged_by(primary)
        return fragment([summary(document, primary), *conclusions(document, primary, scales),
                         *certainty(document, kpi, scale_of_differences(document, kpi))])


class World(Shown, run.SingleRun):
    """One world under one strategy: its KPIs and its story, or the life of the client that was asked about."""

    def figures(self) -> Figures:
        """The figures of this world by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.page.world_pictures import world_pictures

        return Figures(world_pictures(self))

    def __str__(self) -> str:
        from retainsim.report.run import told

        return told(self)


class Rerun(Shown, rerun.Rerun):
    """A world of a results folder played again; `differences` is empty if it agrees bit for bit."""

    def __str__(self) -> str:
        from retainsim.report.run import told

        said = "It agrees bit for bit." if not self.differences else "\n".join([*self.differences, self.reason])
        return f"{told(self.lived)}\n\n{said}"


class Switch(Shown, switch.Switch):
    """Where the lead between two strategies changes."""

    def __str__(self) -> str:
        from retainsim.report.switch import switch_page

        return switch_page(self.to_document())


class Explanation(Shown, why.Explanation):
    """The chain of causes of two strategies, and what cutting each link leaves of their difference."""

    def figures(self) -> Figures:
        """The chain, and what is left when its links are cut, by name."""
        from retainsim.api.figures import Figures
        from retainsim.report.page.comparison_pictures import explaining

        return Figures(explaining(self.to_document()))

    def __str__(self) -> str:
        from retainsim.report.why import why_page

        return why_page(self.to_document())
