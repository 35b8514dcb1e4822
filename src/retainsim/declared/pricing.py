"""What prices do: to rivals who watch them, to clients who have to pay them; mechanisms as in `mechanisms`."""

from retainsim.declared.parameter import Mechanism, assumed, strength


class Answers(Mechanism):
    """Rivals answer the firm's list of prices, where one does: the list is public."""

    strength = strength(since="0.4.0")
    weeks = assumed(4, "weeks", "weeks from a new list until rivals answer it", (1, 13),
                    "noticed and answered within a month", ge=1, le=520, since="0.4.0")


class Pricing(Mechanism):
    """A rise of the price offends and wakes, less so if it is explained; what the price itself weighs stays apart."""

    strength = strength(since="0.4.0")
    unfairness = assumed(
        3.0, "experience", "what a rise takes away at once, for each unit of its logarithm: by 10 %, a tenth of it",
        (0.0, 12.0), "no number for firms; 10 % then weighs a seventh of a fault", ge=0, le=100, scaled_by="",
        since="0.4.0")
    wakes = assumed(
        1.5, "1", "share of the way to full alertness, for each unit of the logarithm of a rise", (0.0, 3.0),
        "a rise of 10 % is heard like other bad news", ge=0, le=10, scaled_by="", since="0.4.0")
    softened = assumed(0.5, "1", "part of this that full attachment takes away", (0.0, 1.0),
                       "Homburg, Hoyer & Koschate 2005: satisfaction weakens the effect of the size of a rise", ge=0,
                       le=1, since="0.4.0")
    costs = assumed(0.8, "1", "part of this that is left if the firm explains a rise by its costs", (0.5, 1.0),
                    "motives that are found fair count: Homburg, Hoyer & Koschate 2005", ge=0, le=1, since="0.4.0")
    market = assumed(0.6, "1", "the same, if it explains it by the prices of others", (0.3, 1.0),
                     "of all reasons the market lost fewest of 1,655 customers (thesis, Western University 2024)",
                     ge=0, le=1, since="0.4.0")
