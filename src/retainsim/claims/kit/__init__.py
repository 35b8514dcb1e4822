"""What every claim is made with: its form, the laboratory, the space of assumed parameters, and the judge."""

from retainsim.claims.kit.claim import Claim, Pattern, Readings, readings_of
from retainsim.claims.kit.lab import Arms, Lab, Values
from retainsim.claims.kit.statistics import percent, pseudovalues
from retainsim.model.record import Trace
from retainsim.results.facts import CENTS, WEEKS_PER_YEAR, Facts, ratio

__all__ = ["CENTS", "WEEKS_PER_YEAR", "Arms", "Claim", "Facts", "Lab", "Pattern", "Readings", "Trace", "Values",
           "percent", "pseudovalues", "ratio", "readings_of"]
