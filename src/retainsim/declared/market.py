"""The numbers of a market: organisations, the firm and its people, rivals, and what a strategy can do about them."""

from retainsim.declared.choices import ALARMS, ANSWERS, COURTS, DUNNING, EXPLANATIONS, PRICING, TARGETS
from retainsim.declared.parameter import BY_SCHEMA, Declared, Kind, assumed, choice, required, sourced, stated, switch


class Market(Declared):
    """The closed market around the firm."""

    buildings = assumed(150, "buildings", "buildings that organisations share, along with their faults", (50, 600),
                        "some 17 organisations to an office building", ge=1, le=1_000_000)
    seasoning_weeks = assumed(
        156, "weeks", "weeks simulated before week 0, so that nobody starts as a stranger", (104, 520),
        "three years are two half-lives of the slowest attachment, ten of grievance", ge=0, le=1040)
    seasoned_by = BY_SCHEMA
    mean_tenure_weeks = assumed(156.0, "weeks", "mean age of a relation when the seasoning starts", (52, 520),
                                "a young market: the provider of 2001 was a few years old", ge=0, le=5_200)
    seasoned_courtship = assumed(0.7, "1", "courtship behind a relation that was signed before week 0", (0.4, 0.95),
                                 "nobody signs uncourted, nobody courts for ever", ge=0, le=1)
    early_attachment = assumed(0.3, "1", "attachment when the seasoning starts, to person and firm", (0.0, 0.7),
                               "of a neglected base; the seasoning replaces most of it", ge=0, le=1)
    founded_over_weeks = assumed(
        260, "weeks", "weeks over which the foundings of `founded_later` organisations are spread evenly", (52, 520),
        "the usual horizon", ge=1, le=5_200)
    discount_per_year = assumed(0.10, "1/year", "discount rate of future money", (0.05, 0.16),
                                "usual range of customer lifetime value studies", ge=0, le=1)


class Segment(Declared):
    """One kind of organisation: how many there are, what they pay, what they are like."""

    status = switch(False, "whether these are the large, prestigious clients")
    organisations = required(int, "organisations", "how many exist in the whole market, including those founded later",
                             ge=0, le=5_000_000)
    served_by_firm = required(int, "organisations", "how many the firm serves at week 0", ge=0, le=5_000_000)
    founded_later = stated(0, "organisations", "how many are founded only after week 0", ge=0, le=5_000_000)
    fee_per_week = required(float, "currency/week", "median fee", gt=0, le=1e12)
    fee_spread = assumed(
        0.6, "1", "how much fees differ: the standard deviation of their logarithm; at 0.6 the largest sixth pay 1.8 "
        "times the median or more, at 0 all pay the same", (0.2, 1.2), "contract sizes are heavy-tailed", ge=0, le=2)
    term_weeks = assumed(52, "weeks", "first term of a contract", (0, 156), "yearly contracts are usual", ge=0, le=520)
    renewal_weeks = assumed(0, "weeks", "further term when a contract is renewed; 0: open-ended", (0, 52),
                            "after the first term contracts run on until notice", ge=0, le=520)
    notice_weeks = assumed(8, "weeks", "notice", (4, 26), "two months are usual", ge=0, le=104)
    background_churn_per_year = assumed(
        0.03, "1/year", "share that leaves in a year for reasons of its own", (0.0, 0.08),
        "moves, mergers and closures are a small part of all exits", ge=0, le=0.99)
    background_churn_concentration = assumed(
        10.0, "1", "sum of the two Beta parameters of that share between clients; 0: all alike", (2, 50),
        "published cohorts give 1.9 to 4.5 where all causes are pooled", ge=0, le=10_000)
    fault_exposure_cv = assumed(
        0.7, "1", "coefficient of variation of the exposure to faults (Gamma, mean 1); 0: all alike", (0, 1.5),
        "lines and premises differ", ge=0, le=5)
    late_payment_share = sourced(0.36, "1", "mean share of invoices paid late",
                                 "IBM accounts receivable sample: 35.6 % of 2,466 invoices", ge=0, le=1)
    late_payment_concentration = sourced(
        1.08, "1", "sum of the two Beta parameters of that share between clients; 0: all alike",
        "IBM accounts receivable sample: variance of client shares .111 against mean .356 gives .36*.64/.111-1",
        ge=0, le=10_000)
    recognition_cv = assumed(0.3, "1", "coefficient of variation of the weight that clients put on personal attention",
                             (0, 1), "people differ", ge=0, le=5)
    price_sensitivity_cv = assumed(0.3, "1", "coefficient of variation of sensitivity to price (Gamma, mean 1)", (0, 1),
                                   "buyers differ", ge=0, le=5)
    voice_share = assumed(
        0.3, "1", "mean chance of a complaint about a bad experience, without attachment or grievance", (0.1, 0.5),
        "business clients complain more than the 1 in 26 of consumers (TARP)", ge=0, le=1)
    voice_concentration = assumed(
        2.0, "1", "sum of the two Beta parameters of that chance between clients; 0: all alike", (0.5, 20),
        "some always complain, many never do", ge=0, le=10_000)
    reciprocity = assumed(0.6, "1", "mean share of attachment that is returned in orders and punctual payment",
                          (0.2, 1.0), "love is often mutual, but not always", ge=0, le=1)
    reciprocity_concentration = assumed(
        3.0, "1", "sum of the two Beta parameters of that part between clients; 0: all alike", (1, 20),
        "clients differ", ge=0, le=10_000)
    resistant_share = assumed(
        0.0, "1", "share of the organisations not served by the firm at week 0 that would never buy from it",
        (0.0, 0.5), "to be set by a scenario in which the firm has long tried", ge=0, le=1)
    dissolution_per_year = assumed(
        0.01, "1/year", "share of organisations that cease to exist in a year", (0, 0.1),
        "established organisations rarely close", ge=0, le=0.99, kind=Kind.SHARE, scaled_by="demography")
    names = BY_SCHEMA
    delivery_hours_per_week = stated(0.0, "hours/week", "work that a client of median fee asks for", ge=0, le=10_000,
                                     since="0.4.0")
    delivery_parcel_weeks = stated(
        1.0, "weeks", "how many weeks' work comes at once, at random; at 1 the same work comes every week", ge=1,
        le=520, since="0.4.0")


class Role(Declared):
    """People of the firm with the same kind of work."""

    people = required(int, "people", "positions", ge=0, le=10_000)
    hours_per_week = assumed(40.0, "hours/week", "working week of one person", (30, 45), "full-time work", ge=0, le=80)
    wage_per_week = required(float, "currency/week", "full cost of one person", ge=0, le=1e12, kind=Kind.MONEY)
    quits_per_year = sourced(0.20, "1/year", "rate at which a position changes hands",
                             "Schmitz et al. 2020, J. Marketing: sales turnover of 20 % a year and more", ge=0, le=10,
                             kind=Kind.CHANCE, scaled_by="turnover")
    weeks_to_find = stated(0, "weeks", "weeks until somebody new is at work, when a person has left or one more is "
                           "wanted; who is not there is not paid", ge=0, le=520, since="0.4.0")
    weeks_to_learn = stated(0.0, "weeks", "weeks in which a newcomer closes 63 % of the gap to full ability; 0: able "
                            "at once", ge=0, le=520, since="0.4.0")
    notice_weeks = stated(0, "weeks", "weeks that a person who is dismissed still works and is paid", ge=0, le=520,
                          since="0.4.0")
    hiring_cost = stated(0.0, "currency", "cost of finding one person, paid once", Kind.MONEY, ge=0, le=1e12,
                         since="0.4.0")
    dismissal_cost = stated(0.0, "currency", "paid once to each person who is dismissed", Kind.MONEY, ge=0, le=1e12,
                            since="0.4.0")
    jobs = BY_SCHEMA


class Firm(Declared):
    """The supplier whose strategy is chosen: its money and its service."""

    cash = required(float, "currency", "cash at week 0", ge=0, le=1e13, kind=Kind.MONEY)
    credit_line = required(float, "currency", "insolvent when cash falls below minus this", ge=0, le=1e13,
                           kind=Kind.MONEY)
    overhead_per_week = required(float, "currency/week", "costs that do not depend on clients", ge=0, le=1e12,
                                 kind=Kind.MONEY)
    direct_cost_share = assumed(0.45, "1", "direct costs of service as a share of the fee", (0.3, 0.6),
                                "upstream capacity of an access provider", ge=0, le=1)
    price_index = stated(1.0, "1", "price against the fee stated for the segment", gt=0, le=10)
    reputation = assumed(0.0, "appeal", "what is said of the firm in the market", (-1, 1),
                         "the zero of the appeal scale", ge=-10, le=10)
    quality = assumed(0.0, "appeal", "what its service is really worth, faults aside", (-1, 1),
                      "the zero of the appeal scale", ge=-10, le=10)
    fault_rate_per_year = assumed(1.5, "1/year", "faults of a client's own line", (0.5, 6),
                                  "one or two noticeable faults a year on a leased line of 2001", ge=0, le=52,
                                  kind=Kind.RATE, scaled_by="faults")
    shared_fault_rate_per_year = assumed(0.3, "1/year", "faults of a building's line", (0.1, 1),
                                         "a fraction of single faults", Kind.CHANCE, "faults", ge=0, le=52)
    delights_per_year = assumed(0.2, "1/year", "times that service is better than promised", (0.05, 0.8),
                                "exceptional by definition", ge=0, le=52, kind=Kind.CHANCE, scaled_by="faults")
    repair_hours = assumed(4.0, "hours", "hours of work that an open fault takes in a week", (1, 12),
                           "a call, a visit on site", gt=0, le=200)
    invoice_every_weeks = assumed(4, "weeks", "interval of invoices, each due when the next is written",
                                  (4, 13), "monthly billing, about 30 days to pay", ge=1, le=52)
    write_off_weeks = assumed(26, "weeks", "weeks overdue after which a debt is written off", (13, 52),
                              "half a year", ge=1, le=520)


class Rival(Declared):
    """A competing supplier."""

    enabled = switch(True, "whether the rival exists")
    role = choice(None, ("attacker", "established"), "a newcomer that attacks, or a supplier that was always there")
    start_week = stated(0, "week", "first week in which it courts and takes clients", ge=0, le=5_200)
    market_share = stated(0.0, "1", "share of organisations not served by the firm at week 0", ge=0, le=1)
    capacity = required(int, "organisations", "how many it can serve", ge=0, le=5_000_000)
    courting_hours_per_week = required(float, "hours/week", "hours that it spends on courting", ge=0, le=1e6)
    courts = choice("firm", COURTS, "only the firm's clients, or anyone but its own")
    targets = choice("largest", ("largest", "neglected", "known", "random"), "whom it courts first; known: "
                     "the largest of those whom it knows only", codes=TARGETS)
    visits_per_client_year = assumed(1.0, "1/year", "caring visits that its own clients receive", (0, 12),
                                     "ordinary account work", ge=0, le=52, kind=Kind.RATE)
    hands_over = switch(True, "whether another person takes the client over after signing")
    price_index = stated(1.0, "1", "price against the fee stated for the segment", gt=0, le=10)
    reputation = assumed(0.0, "appeal", "what is said of it in the market", (-1, 1), "as good as the firm",
                         ge=-10, le=10)
    quality = assumed(0.0, "appeal", "what its service is really worth, faults aside: speed, support, reserves",
                      (-1, 1), "as good as the firm", ge=-10, le=10)
    oversells = assumed(0.0, "appeal", "by how much its people promise more than its reputation bears out", (0, 2),
                        "to be set by a scenario", ge=0, le=10)
    offers_trial = switch(False, "whether it asks for a second, trial connection first")
    fault_rate_per_year = assumed(1.5, "1/year", "faults of a client's own line", (0.5, 6),
                                  "as good as the firm", ge=0, le=52, kind=Kind.RATE, scaled_by="faults")
    shared_fault_rate_per_year = assumed(0.3, "1/year", "faults of a building's line", (0.1, 1),
                                         "as good as the firm", ge=0, le=52, kind=Kind.CHANCE, scaled_by="faults")
    mended_within_week = assumed(0.9, "1", "chance that an open fault is mended in a week", (0.4, 1),
                                 "most faults are mended in days", ge=0, le=1)
    knows = BY_SCHEMA
    changes = BY_SCHEMA
    answers = choice("none", ANSWERS, "how it answers the firm's list of prices, segment by segment: not at all; "
                     "matches: asks no more than the firm; follows: raises and lowers its own as the firm does",
                     since="0.4.0")
    undercuts = stated(0.0, "1", "share by which it stays below the firm's price, where it matches", ge=0, le=0.9,
                       since="0.4.0")


class Strategy(Declared):
    """How the firm spends the hours of its people."""

    description = BY_SCHEMA
    hours = BY_SCHEMA
    care_focus = stated(0.5, "1", "caring hours go to clients in proportion to fee ** care_focus", ge=0, le=2)
    hunt_for = choice("random", ("largest", "random", "former"), "which prospects the hunters court first; former: the "
                      "largest of its former clients only", codes=TARGETS)
    hands_over = switch(True, "whether another person takes the client over after signing")
    pooled = switch(False, "whether hunting, care and orders are everybody's job, orders coming first")
    new_business_quota = stated(0.0, "1", "share of the pooled hours that is ring-fenced for hunting", ge=0, le=1)
    duns_by = choice("call", DUNNING, "how overdue invoices are claimed; a letter is no contact, and brings the money "
                     "as well")
    rescue_on = choice("notice", ALARMS, "what alarms the rescue delegation: a notice; also a complaint; also a rival "
                       "at the door (which no firm could know: for experiments)")
    rescue_delay_weeks = stated(0, "weeks", "weeks from the alarm until the delegation may go", ge=0, le=520)
    triggers = BY_SCHEMA
    advertising_per_week = stated(0.0, "currency/week", "money spent on advertising", Kind.MONEY, ge=0, le=1e12)
    overtime = stated(0.0, "1", "by what share the week of those who do clients' work may be longer while work waits",
                      ge=0, le=0.5, since="0.4.0")
    helps = switch(False, "whether hours that dunning, repair and rescue leave over go to clients' work, of those who "
                   "may do it", since="0.4.0")
    changes = BY_SCHEMA
    prices = BY_SCHEMA
    applies = choice("at-renewal", PRICING, "when clients come under new prices, each with its next invoice: when the "
                     "term that it is in has ended, or at once", since="0.4.0")
    keep_discount = stated(0.0, "1", "part of its price that the delegation takes off for a client that has given "
                           "notice, if it stays for another term", ge=0, le=0.5, since="0.4.0")
    reason = choice("none", EXPLANATIONS, "how it explains a rise of its prices to its clients", since="0.4.0")
