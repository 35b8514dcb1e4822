"""A world written by hand, as reports are given it."""

from types import SimpleNamespace
from typing import Any

import numpy as np

from retainsim.declared import columns as record_columns
from retainsim.declared.codes import FIRM
from retainsim.model.record import Trace
from retainsim.report.story import Words
from retainsim.results.facts import Facts
from retainsim.results.story import Course, Life, Moment, Phase

FACTS = Facts(discount_per_year=0.1, direct_cost_share=0.4, price_index=2.0, credit_line=500_000,
              person_share=0.6, positions=3, segments=("status", "plain"),
              status=(True, False), suppliers=("firm", "attacker", "telco"),
              roles=("firm", "attacker", "established"))
PLAIN = Course((Phase(0, "nurture", "notice"),), ())
KPIS = {"cash_end": -6_000.0, "insolvent": 1.0, "clients_end": 3.0, "cac": float("nan")}
FEE = np.arange(50, 0, -1, dtype=np.int32) * 10_000  # cents: the first five are the key accounts
STATUS = 40  # organisations of status, then ten that are not


def name(organisation: int) -> str:
    return f"client {organisation}"


def words(course: Course = PLAIN, served: bool = True) -> Words:
    return Words(lived([], course=course, served=served))


def lived(events: list[tuple[int, ...]], weeks: int = 60, course: Course = PLAIN, life: Life | None = None,
          served: bool = True, **columns: Any) -> Any:
    """One world, whose organisations are all the firm's clients, or all telco's."""
    series = np.zeros((weeks, len(record_columns.NAMES)))
    for column, values in columns.items():
        series[:, record_columns.NAMES.index(column)] = values
    supplier = np.full(50, FIRM if served else 2, np.int32)
    trace = Trace(series, np.array(events, np.int32).reshape(-1, 6), FEE,
                  np.array([0] * STATUS + [1] * 10, np.int32), supplier, supplier, np.zeros((2, 50), np.float32),
                  np.zeros(50, np.float32), *np.zeros((2, 50), np.int32))
    segment = SimpleNamespace(status=True, notice_weeks=13)
    scenario = SimpleNamespace(name="isp", heading="isp", called="isp", currency="",
                               clients={"status": segment, "large": segment},
                               rivals={"attacker": SimpleNamespace(knows=[]), "telco": SimpleNamespace(knows=[
                                   SimpleNamespace(clients=26), SimpleNamespace(clients=4)])})
    names = SimpleNamespace(name=name, segment=lambda who: "status" if who < STATUS else "large")
    return SimpleNamespace(trace=trace, kpis=KPIS, facts=FACTS, course=course, life=life, scenario=scenario,
                           names=names, strategy="nurture", replication=0)


def moment(**changes: Any) -> Moment:
    """A client of the firm that nobody courts, with other values where they are given."""
    as_it_is = Moment(0, -52, 30, -1, False, False, False, 0.5, 0.6, 0.0, 1.0, False, 0.0, 0.0, 9400.0)
    return as_it_is._replace(**changes).where_defined()
