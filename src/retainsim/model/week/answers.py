"""Step 0, continued. Rivals answer the firm's list of prices once they have come to know it."""

from retainsim.declared import choices
from retainsim.declared.codes import FIRM
from retainsim.kernel import kernel
from retainsim.model.mechanisms.answers import following_price, matching_price, partly
from retainsim.model.parameters import Parameters
from retainsim.model.state import World


@kernel
def answer(supplier: int, own: float, listed: float, p: Parameters) -> float:
    """The price index that a supplier with a list of its own asks where the firm's list says so much."""
    rule, price = p.supplier.answers[supplier], own
    if rule == choices.MATCHES:
        price = matching_price(own, listed, p.supplier.undercuts[supplier])
    elif rule == choices.FOLLOWS:
        price = following_price(own, listed, p.supplier.price_index[FIRM])
    return partly(own, price, p.answers.strength)


@kernel
def answer_lists(week: int, p: Parameters, w: World) -> None:
    """0b. What rivals ask of new clients, and of their own."""
    for segment in range(w.listed.size):
        if week - w.listed[segment] >= p.answers.weeks:
            w.echo[segment] = w.offer[FIRM, segment]
        for supplier in range(1, p.suppliers):
            w.offer[supplier, segment] = answer(supplier, w.offer[supplier, segment], w.echo[segment], p)
