"""The `mechanisms` tables of a scenario file: the numbers of the science, each part with its strength."""

from __future__ import annotations

from retainsim.scenario.fields import Strength, Table, assumed, sourced


class Faults(Table):
    """Service fails: own faults, faults shared by a building, and rarely service better than promised."""

    strength: Strength = 1.0


class Grievance(Table):
    """Bad experience weighs more than good, and fades."""

    strength: Strength = 1.0
    loss_weight: float = sourced(2.25, "1", "weight of a bad experience against an equal good one",
                                 "Tversky & Kahneman 1992: 2.25; Mittal, Ross & Baldasare 1998 for service",
                                 ge=0, le=20)
    half_life_weeks: float = sourced(
        16.0, "weeks", "time in which a grievance fades by half; 0: never fades",
        "Bolton, Lemon & Bramlett 2006: firms weigh the past year (90 % of weight within 52 weeks gives 15.7)",
        ge=0, le=10_000)
    reminder: float = assumed(0.1, "experience", "what a reminder to pay takes away; twice as much during an outage",
                              (0.0, 0.5), "no published number; below a fault", ge=0, le=20)


class Attachment(Table):
    """Attachment to a person and to the firm grows by caring visits, is dented by bad news, worn by silence."""

    strength: Strength = 1.0
    visit_hours: float = assumed(3.0, "hours", "work of one caring visit", (1, 8), "the way, the talk, the notes",
                                 gt=0, le=80)
    visit_gain_person: float = assumed(0.25, "1", "share of the way to full attachment gained by one visit",
                                       (0.1, 0.5), "a handful of visits make an acquaintance", ge=0, le=1)
    visit_gain_firm: float = assumed(0.10, "1", "the same for the attachment to the firm", (0.02, 0.3),
                                     "the person comes first: Palmatier et al. 2007", ge=0, le=1)
    half_life_person_weeks: float = assumed(40.0, "weeks", "silence halves the attachment to a person; 0: never",
                                            (13, 104), "most of a year", ge=0, le=10_000)
    half_life_firm_weeks: float = assumed(80.0, "weeks", "silence halves the attachment to the firm; 0: never",
                                          (26, 208), "slower than to a person", ge=0, le=10_000)
    bad_news_dent: float = assumed(0.05, "1", "share of attachment lost by one bad-news contact", (0.0, 0.2),
                                   "no published number", ge=0, le=1)
    person_share: float = assumed(0.6, "1", "part of attachment that belongs to the person", (0.3, 0.9),
                                  "Palmatier et al. 2007: loyalty to the salesperson dominates", ge=0, le=1)
    kept_at_hand_over: float = assumed(0.4, "1", "part of a personal attachment that survives a change of person",
                                       (0.1, 0.8), "Shi et al. 2017 and Schmitz et al. 2020: losses vary widely",
                                       ge=0, le=1)
    signing_firm_share: float = assumed(0.5, "1", "attachment to the firm at signing as a share of the courtship",
                                        (0.2, 0.8), "the seller stands for the firm", ge=0, le=1)
    contact_leaves_per_year: float = sourced(
        0.25, "1/year", "rate at which the client's contact person changes",
        "practitioners: tenure of senior contacts 3 to 5 years", ge=0, le=10)


class Dunning(Table):
    """Overdue invoices and the calls they cause."""

    strength: Strength = 1.0
    reminder_hours: float = assumed(0.5, "hours", "work of one reminder", (0.1, 2), "a call and a note", gt=0, le=40)
    first_reminder_weeks: int = assumed(2, "weeks", "weeks overdue before the first reminder", (0, 4),
                                        "accounts departments let a week or two pass", ge=0, le=52)
    paid_within_week: float = sourced(
        0.5, "1", "chance that an overdue invoice is paid in a week without a reminder",
        "IBM accounts receivable sample: 9.7 days late on average when late", ge=0, le=1)
    reminder_effect: float = assumed(0.3, "1", "chance that a reminder brings the payment within the week",
                                     (0.1, 0.6), "no published number", ge=0, le=1)


class Courting(Table):
    """Courtship by a supplier: progress by hours, fading without."""

    strength: Strength = 1.0
    hours_per_week: float = assumed(4.0, "hours/week", "hours that one courted organisation is given", (1, 10),
                                    "a meeting and its preparation", gt=0, le=80)
    gain_per_hour: float = assumed(0.02, "1/hour", "share of the way to full courtship gained by one hour",
                                   (0.01, 0.06), "about 50 hours to be well known", ge=0, le=1)
    half_life_weeks: float = assumed(13.0, "weeks", "courtship halves when it stops; 0: never", (4, 26),
                                     "a quarter", ge=0, le=10_000)
    give_up_weeks: int = assumed(39, "weeks", "a suitor gives up after so long", (13, 104), "three quarters",
                                 ge=1, le=1040)
    rest_weeks: int = assumed(26, "weeks", "how long nobody tries again after that", (4, 104), "half a year",
                              ge=0, le=1040)


class Decision(Table):
    """When an organisation decides to change its supplier, and to whom."""

    strength: Strength = 1.0
    attention_weight: float = assumed(3.0, "appeal", "appeal of full personal attention", (1, 5),
                                      "comparable with the costs of switching", ge=0, le=50)
    grievance_weight: float = assumed(0.5, "appeal/experience", "appeal lost by one unit of grievance", (0.2, 1),
                                      "some five bad experiences outweigh the costs of switching", ge=0, le=50)
    price_weight: float = assumed(2.0, "appeal", "appeal lost by a price twice as high", (0.5, 6),
                                  "corporate buyers of 2001 rank price below service", ge=0, le=50)
    switching_cost: float = assumed(2.0, "appeal", "what change itself costs", (0.5, 4),
                                    "Burnham, Frels & Mahajan 2003: comparable with satisfaction", ge=-50, le=50)
    without_service: float = assumed(1.0, "appeal", "appeal of having no supplier, to those who have none", (-1, 2),
                                     "who has none yet is not in a hurry", ge=-50, le=50)
    noise: float = assumed(0.4, "appeal", "scale of what the model does not see in a decision", (0.2, 1),
                           "decisions of committees are not sharp", ge=0.001, le=50)
    courted_rate_per_year: float = assumed(2.0, "1/year", "rate of deciding when the suitor's offer is far better",
                                           (1, 6), "half a year on average", ge=0, le=10_000)
    tender_rate_per_year: float = assumed(0.3, "1/year", "rate of deciding for an uncourted alternative far better",
                                          (0.1, 2), "calibrated: some 5 % a year leave an unchallenged leader",
                                          ge=0, le=10_000)
    connection_weeks: int = assumed(3, "weeks", "from the decision of a new client to service", (1, 13),
                                    "time to build a line", ge=1, le=104)
    advertising_effect: float = assumed(
        0.3, "appeal", "appeal in the market that advertising adds per full tenth of fees spent", (0, 1),
        "weak next to personal attention", ge=0, le=10)


class Orders(Table):
    """Extra orders, taken by calls from the firm."""

    strength: Strength = 1.0
    call_hours: float = assumed(1.0, "hours", "work of one order call", (0.3, 4), "a call and the paper", gt=0, le=40)
    chance: float = assumed(0.10, "1", "chance that a call brings an order, without attachment", (0.02, 0.3),
                            "no published number", ge=0, le=1)
    attachment_effect: float = assumed(1.0, "1", "how much full attachment adds to that chance, relatively", (0, 3),
                                       "the more mutual, the better orders go", ge=0, le=20)
    value_weeks: float = assumed(2.0, "weeks of fee", "value of an order", (0.5, 8), "small extras", ge=0, le=104)


class Turnover(Table):
    """People come and go, at the firm and at its clients."""

    strength: Strength = 1.0


class Demography(Table):
    """Organisations are founded and dissolve."""

    strength: Strength = 1.0


class Mechanisms(Table):
    """The science, each part with its strength."""

    faults: Faults = Faults()
    grievance: Grievance = Grievance()
    attachment: Attachment = Attachment()
    dunning: Dunning = Dunning()
    courting: Courting = Courting()
    decision: Decision = Decision()
    orders: Orders = Orders()
    turnover: Turnover = Turnover()
    demography: Demography = Demography()
