"""I3. After the contract the client hears from the supplier only about unpaid invoices, and calls only about outages:
such contact alone ruins the relation."""

from retainsim.claims.isp import PEACE, IspClaim, hours
from retainsim.claims.kit import Arms, Lab, Values
from retainsim.claims.kit.worth import EXITS, percent_of
from retainsim.claims.readings import decisions_per_100

CALLS, LETTERS = "status-quo", ("status-quo", {"duns_by": "letter"})
CARING = ("status-quo", hours(hunters={"hunting": 0.6, "care": 0.1}, account_managers={"care": 0.3, "orders": 0.4}))


# The same firm with caring contact beside the bad news.
ARMS: Arms = {"decisions to leave, bad news only": CALLS, "decisions to leave, bad news and caring contact": CARING}
UNIT = "decisions per 100 client-years"


def effect(lab: Lab) -> Values:
    """Decisions to leave that calls bring, in % of those with letters."""
    arms = lab.play({"calls": CALLS, "letters": LETTERS}, decisions_per_100)
    return percent_of(arms["calls"] - arms["letters"], arms["letters"])


CLAIM = IspClaim(
    experiment="The same faults and the same late invoices, claimed by calls or by letters, with nobody attacking.",
    figure="decisions to leave that calls bring, beyond letters",
    unit="% of those with letters", effect=effect, margin=EXITS,
    knockouts={"contact about money or failures does nothing to the relation": (
        "mechanisms.grievance.reminder=0", "mechanisms.attachment.bad_news_dent=0",
        "mechanisms.alertness.bad_news=0")},
    world=(*PEACE, "weeks=260"), readings=lambda lab: [(UNIT, lab.play(ARMS, decisions_per_100))],
    note="Margins by kind since the first judging.",
)
