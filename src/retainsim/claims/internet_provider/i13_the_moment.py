"""I13. There comes a moment at which strengthening existing relations outranks acquiring: earlier, the more of the
market the firm serves and the more it is threatened."""

from typing import Any

import numpy as np

from retainsim.claims.isp import PEACE, SOLVENT, IspClaim, hours
from retainsim.claims.kit import Facts, Lab, Readings, Trace, Values, pseudovalues, weaker
from retainsim.results.kpis.clients import equity, margin_of_fees
from retainsim.results.kpis.kpi import Account
from retainsim.results.kpis.money import cash_end, value_end

SMALL = 0.1  # of the shipped firm, which serves a quarter of the market
SCALES = (0.0, 0.1, 0.3, 0.6, 1.0)
CASH, WORTH, VALUE = range(3)
NAMES = {CASH: "cash", WORTH: "cash and what the clients held will bring", VALUE: "value"}
MOVED = 0.1  # of the account managers' week
UNIT = "currency per hour moved"


def _caring(care: float) -> tuple[str, dict[str, Any]]:
    """The same people care in all arms, so that no client changes hands when hours move."""
    return "status-quo", hours(hunters={"hunting": 0.7},
                               account_managers={"hunting": 0.6 - care, "care": care, "orders": 0.1})


def _of_size(lab: Lab, scale: float) -> Lab:
    """A firm that serves so much less of the same market, with a client department to match."""
    people = max(1, round(scale * lab.scenario.staff.client_department.people))
    return lab.override(f"staff.client_department.people={people}",
                        *(f"clients.{name}.served_by_firm={round(scale * segment.served_by_firm)}"
                          for name, segment in lab.scenario.clients.items()))


def _worth(trace: Trace, facts: Facts) -> tuple[float, float, float]:
    """Cash at the end; with what the fees of the clients held will bring, no wages or overhead charged; and value."""
    account = Account(trace, facts)
    return cash_end(account), cash_end(account) + equity(account, margin_of_fees(account)), value_end(account)


def _of_an_hour(lab: Lab) -> Values:
    """What an hour brings when it moves from hunting to care [currency]: worlds x ways to count."""
    managers = lab.scenario.staff.account_managers
    number = MOVED * managers.people * managers.hours_per_week * lab.scenario.weeks
    return lab.play_two(_caring(0.1 + MOVED), _caring(0.1), _worth) / number


def _patterns(lab: Lab, way: int) -> dict[str, Values]:
    """All three must show for the lead to change once, and to move with threat."""
    peace = lab.override(*PEACE)
    small, large, threatened = (_of_an_hour(firm)[:, way] for firm in (
        _of_size(peace, SMALL), _of_size(peace, 1.0), _of_size(lab, SMALL)))
    return {"hunting's lead in the small firm": -small, "care's lead in the large firm": large,
            "what threat adds to care": threatened - small}


def _crosses_at(*curve: Values) -> float:
    """Size at which the mean first rises through 0, between neighbours of the grid."""
    means = [values.mean() for values in curve]
    return next((float(100 * np.interp(0.0, means[k:k + 2], SCALES[k:k + 2])) for k in range(len(SCALES) - 1)
                 if means[k] < 0 <= means[k + 1]), np.nan)


def readings(lab: Lab) -> Readings:
    """The curve along the size of the firm, with and without threat, and other ways to count."""
    fewer = lab.replicate(12)
    for where, changes in {"not attacked": PEACE, "attacked": ()}.items():
        curve = {scale: _of_an_hour(_of_size(fewer.override(*changes), scale)) for scale in SCALES}
        yield "% of the shipped firm", {f"size of the firm at which care takes the lead, cash, {where}":
                                        pseudovalues(_crosses_at, *(values[:, CASH] for values in curve.values()))}
        yield UNIT, {f"lead of care, {name}, {where}, firm of {scale:.0%} of its size": values[:, way]
                     for way, name in NAMES.items() for scale, values in curve.items()
                     if way == CASH or scale in (0.0, SMALL, 1.0)}
    # Twice the worlds: in those of the effect alone care's lead in cash does not stand out from luck.
    yield UNIT, {f"{what}, cash": values for what, values in _patterns(lab.replicate(80), CASH).items()}
    small = _of_size(fewer.override(*PEACE), SMALL)
    for share in (0.5, 0.9):
        won = (f"clients.{name}.resistant_share={share}" for name in lab.scenario.clients)
        yield UNIT, {
            f"lead of care, cash, not attacked, firm of {SMALL:.0%} of its size, {share:.0%} of the others "
            "never to be won": _of_an_hour(small.override(*won))[:, CASH]}


CLAIM = IspClaim(
    experiment="A tenth of the account managers' week moved from hunting to care, in a firm that serves a tenth of "
               "its clients or all of them, attacked or not. Value after five years; cash and others among the "
               "readings.",
    figure="the least of: hunting's lead in the small firm, care's lead in the large one, what the threat adds to care",
    unit=UNIT, effect=lambda lab: weaker(*_patterns(lab, VALUE).values()),
    margin=5.0,  # less than a quarter of what the hour itself costs
    knockouts={"courting has no effect": ("mechanisms.courting.strength=0",)},
    kpis=("value_end", "cash_end"),
    world=SOLVENT,  # small firms could not bear their people otherwise
    space_replications=2, readings=readings,
    note="Value was named before anything was played. In cash after five years, one of several ways to count that "
         "were looked at afterwards, the lead does change, earlier under threat; with what the clients held will "
         "bring, and wages charged to neither side, care leads already in the small firm.",
)
