"""E5. Save rates fall with delay: more are saved after a first complaint than after notice, when at most one in five
stays."""

from retainsim.claims.isp import SAVED, SOLVENT, IspClaim, clients_saved, delegation
from retainsim.claims.kit import Facts, Lab, Pattern, Readings, Trace, Values
from retainsim.claims.kit.worth import CHANCE, ORDER
from retainsim.results.kpis.attack import save_rate
from retainsim.results.kpis.kpi import Account

MOST = 20.0  # [%] of those who have given notice: the assumption of the published evidence
ARMS = {"a complaint": delegation(0, "complaint"), "notice": delegation(0, "notice")}


def _save_rate(trace: Trace, facts: Facts) -> float:
    """Of the delegations to clients that have given notice, those after which the client stays [%]."""
    return 100 * save_rate(Account(trace, facts))


def readings(lab: Lab) -> Readings:
    """The rates themselves, and delay after notice."""
    late = lab.play({str(delay): delegation(delay, "notice") for delay in (0, 13, 26)}, _save_rate)
    yield SAVED, {
        f"saved by a delegation after {alarm}": saved for alarm, saved in clients_saved(lab, ARMS).items()}
    yield "% of those visited", {
        f"stay after all, visited {delay} weeks after notice": values for delay, values in late.items()}


def beyond_notice(lab: Lab) -> Values:
    """Clients saved after a complaint, beyond those saved after notice [`SAVED`]."""
    saved = clients_saved(lab, ARMS)
    return saved["a complaint"] - saved["notice"]


IDLE = ("mechanisms.rescue.gain=0", "mechanisms.rescue.forgiven=0")
# Order has no margin within which it counts as none. That nothing is left without the cause is a part of its own.
PARTS = (
    Pattern(figure="the same, where delegations neither warm nor mend before notice", unit=SAVED, effect=beyond_notice,
            margin=CHANCE, is_absence=True, is_one_sided=True, world=(*SOLVENT, *IDLE), replications=100,
            controls={"they warm and mend twice as much": ("mechanisms.rescue.gain=0.8", "mechanisms.rescue.forgiven=1"
                                                           )}),
    Pattern(figure="room of the save rate after notice below 20 %", unit="percentage points", margin=ORDER,
            effect=lambda lab: MOST - lab.play_one(ARMS["notice"], _save_rate), world=SOLVENT, replications=100))

CLAIM = IspClaim(
    label="calibration",
    experiment="The attack on a firm that sends a delegation after every complaint, after every notice, or never.",
    figure="saved after a complaint beyond those saved after notice", unit=SAVED, effect=beyond_notice, margin=ORDER,
    world=SOLVENT, replications=100, readings=readings, parts=PARTS, kpis=("save_rate",),
    note="The published assumption is a ratio of two at least: compare the first two of the further readings. A firm "
         "that visits everybody who gives notice also visits those who go for reasons of their own and cannot stay. "
         "The claim is one of order; designed anew after a look on another seed, on which the difference had been held "
         "against a tenth of all that are lost; judged on a fresh seed.",
)
