"""The numbers of the science: a table a mechanism, each with its strength."""

from retainsim.declared import pricing
from retainsim.declared.parameter import Kind, Mechanism, assumed, sourced, strength


class Faults(Mechanism):
    """Service fails: own faults, faults shared by a building, and rarely service better than promised."""


class Grievance(Mechanism):
    """Bad experience weighs more than good, and fades."""

    loss_weight = sourced(2.25, "1", "weight of a bad experience against an equal good one",
                          "Tversky & Kahneman 1992: 2.25; Mittal, Ross & Baldasare 1998 for service",
                          ge=0, le=20, scaled_by="")
    half_life_weeks = sourced(
        16.0, "weeks", "time in which a grievance fades by half; 0: never fades",
        "Bolton, Lemon & Bramlett 2006: firms weigh the past year (90 % of weight within 52 weeks gives 15.7)",
        ge=0, le=10_000, kind=Kind.HALF_LIFE)
    reminder = assumed(0.2, "experience", "what a reminder to pay takes away; twice as much during an outage",
                       (0.0, 0.5), "no published number; below a fault", ge=0, le=20, scaled_by="dunning")


class Attachment(Mechanism):
    """Attachment to a person and to the firm grows with caring visits, is dented by bad news and fades in silence."""

    visit_hours = assumed(3.0, "hours", "work of one caring visit", (1, 8),
                          "travel, the conversation, the notes", gt=0, le=80)
    visit_gain_person = assumed(0.25, "1", "share of the way to full attachment gained by one visit",
                                (0.1, 0.5), "it takes a handful of visits to get acquainted", ge=0, le=1, scaled_by="")
    visit_gain_firm = assumed(0.10, "1", "the same for the attachment to the firm", (0.02, 0.3),
                              "the person comes first: Palmatier et al. 2007", ge=0, le=1, scaled_by="")
    half_life_person_weeks = assumed(40.0, "weeks", "silence halves the attachment to a person; 0: never",
                                     (13, 104), "most of a year", ge=0, le=10_000, kind=Kind.HALF_LIFE)
    half_life_firm_weeks = assumed(80.0, "weeks", "silence halves the attachment to the firm; 0: never",
                                   (26, 208), "slower than to a person", ge=0, le=10_000, kind=Kind.HALF_LIFE)
    bad_news_dent = assumed(0.05, "1", "share of attachment lost by one bad-news contact", (0.0, 0.2),
                            "no published number", ge=0, le=1, scaled_by="")
    person_share = assumed(0.6, "1", "part of attachment that belongs to the person", (0.3, 0.9),
                           "Palmatier et al. 2007: loyalty to the salesperson dominates", ge=0, le=1)
    kept_at_hand_over = assumed(0.4, "1", "part of a personal attachment that survives a change of person",
                                (0.1, 0.8), "Shi et al. 2017 and Schmitz et al. 2020: losses vary widely", ge=0, le=1)
    signing_firm_share = assumed(0.5, "1", "attachment to the firm at signing as a share of the courtship",
                                 (0.2, 0.8), "the seller stands for the firm", ge=0, le=1)
    contact_leaves_per_year = sourced(
        0.25, "1/year", "rate at which the client's contact person changes",
        "practitioners: tenure of senior contacts 3 to 5 years", ge=0, le=10, kind=Kind.CHANCE, scaled_by="turnover")


class Alertness(Mechanism):
    """A contact that sells wakes a client that had not been looking around."""

    selling = assumed(0.2, "1", "share of the way to full alertness covered by a sales call without an order",
                      (0.0, 0.5), "Ascarza, Iyengar & Schleicher 2016: outreach raised churn from 6 to 10 %; "
                      "0.35 would give their ratio, corporate clients are used to calls", ge=0, le=1, scaled_by="")
    bad_news = assumed(0.15, "1", "the same for a contact about money or a failure", (0.0, 0.5),
                       "less than a sales call", ge=0, le=1, scaled_by="")
    half_life_weeks = assumed(8.0, "weeks", "time in which alertness falls by half; 0: never", (3, 26),
                              "their effect was seen over three months", ge=0, le=10_000, kind=Kind.HALF_LIFE)
    effect = assumed(3.0, "1", "relative increase in the rate of looking around at full alertness",
                     (0, 6), "see `selling`", ge=0, le=50)


class Promises(Mechanism):
    """A promise that the service does not keep is felt as a loss until the client has got used to it."""

    half_life_weeks = assumed(13.0, "weeks", "time in which expectations come down by half; 0: never", (6, 30),
                              "0.1 to 0.3 a month: Oliver 1980, from memory", ge=0, le=10_000, kind=Kind.HALF_LIFE)


class Voice(Mechanism):
    """Few unhappy clients complain; the firm knows only what it hears, and takes silence for love."""

    loyalty = assumed(0.5, "1", "relative increase in the chance of complaining at full attachment", (0, 2),
                      "Hirschman 1970: the loyal speak before they go", ge=0, le=20)
    hopelessness = assumed(0.15, "1/experience", "rate at which accumulated grievance silences a client", (0.0, 0.5),
                           "trained hopelessness lowers voice; no number", ge=0, le=20)
    told_by_complaint = assumed(0.5, "1", "share of the firm's error about a client that a complaint corrects",
                                (0.2, 1.0), "a complaint is about one thing, the relation shows through", ge=0, le=1)
    told_by_visit = assumed(0.5, "1", "the same for a caring visit", (0.2, 1.0),
                            "an attentive account manager sees half", ge=0, le=1)
    optimism_half_life_weeks = assumed(
        52.0, "weeks", "silence halves the distance of the firm's picture from full attachment; 0: never", (26, 260),
        "80 % of firms believe themselves superior, 8 % of clients agree: Allen et al. 2005", ge=0, le=10_000,
                                       kind=Kind.HALF_LIFE)


class Dunning(Mechanism):
    """Overdue invoices and the calls they cause."""

    reminder_hours = assumed(0.5, "hours", "work of one reminder", (0.1, 2), "a call and a note", gt=0, le=40)
    first_reminder_weeks = assumed(2, "weeks", "weeks overdue before the first reminder", (0, 4),
                                   "accounts departments let a week or two pass", ge=0, le=52)
    paid_within_week = sourced(0.5, "1", "chance that an overdue invoice is paid in a week without a reminder",
                               "IBM accounts receivable sample: 9.7 days late on average when late", ge=0, le=1)
    reminder_effect = assumed(0.3, "1", "chance that a reminder brings the payment within the week",
                              (0.1, 0.6), "no published number", ge=0, le=1)
    mutual_effect = assumed(0.4, "1", "how much less often fully attached clients who reciprocate pay late",
                            (0.0, 0.8), "lateness is mostly a trait; essay: love is mutual", ge=0, le=1)


class Courting(Mechanism):
    """Courtship by a supplier: it grows with the hours spent and fades without them."""

    hours_per_week = assumed(4.0, "hours/week", "hours spent on each organisation that is courted", (1, 10),
                             "a meeting and its preparation", gt=0, le=80)
    gain_per_hour = assumed(0.03, "1/hour", "share of the way to full courtship gained by one hour",
                            (0.01, 0.06), "some 35 hours to get to know a client well", ge=0, le=1, scaled_by="")
    half_life_weeks = assumed(13.0, "weeks", "courtship halves when it stops; 0: never", (4, 26),
                              "a quarter", ge=0, le=10_000, kind=Kind.HALF_LIFE)
    give_up_weeks = assumed(39, "weeks", "time after which a suitor gives up", (13, 104), "three quarters",
                            ge=1, le=1040)
    rest_weeks = assumed(26, "weeks", "time before any supplier tries again", (4, 104), "half a year", ge=0, le=1040)


class Trial(Mechanism):
    """A second, trial connection with the suitor, which shows what the suitor is really like."""

    rate_per_year = assumed(4.0, "1/year", "rate of agreeing to a trial that is very welcome", (1, 12),
                            "a quarter on average", ge=0, le=10_000, kind=Kind.RATE, scaled_by="")
    aversion = assumed(1.0, "appeal", "what beginning a trial costs", (0, 3),
                       "half the cost of a switch: one more line, one more bill", ge=-50, le=50)
    weeks = assumed(13, "weeks", "length of a trial before its verdict", (4, 26), "a quarter", ge=1, le=520)
    share = assumed(0.2, "1", "part of the fee that goes to the second supplier", (0.05, 0.5),
                    "a small line", ge=0, le=1)
    noise = assumed(0.5, "appeal", "spread of what one week of a trial seems to show", (0.1, 2),
                    "good and bad weeks", ge=0, le=50)
    prior_weeks = assumed(6.0, "weeks", "weeks of experience that count as much as what was promised before the trial",
                          (1, 26), "promises are half forgotten after six weeks of use", gt=0, le=1_000)
    relief = assumed(0.5, "1", "part of the cost of switching that a running trial spares", (0.0, 1.0),
                     "the line is in place, the contract and the habits are not", ge=0, le=1)
    memory_half_life_weeks = assumed(
        104.0, "weeks", "time in which half of what a trial taught gives way to what is said; 0: never", (26, 520),
        "firms weigh the past year most (Bolton, Lemon & Bramlett 2006); a bad trial is a rare event", ge=0, le=10_000,
        kind=Kind.HALF_LIFE)
    contrast = assumed(0.3, "1/appeal", "attachment won back per unit of disappointment with the suitor",
                       (0.0, 0.8), "essay: the fling that strengthens the marriage", ge=0, le=10, scaled_by="")


class Decision(Mechanism):
    """When an organisation decides to change its supplier, and to whom."""

    attention_weight = assumed(3.0, "appeal", "appeal of full personal attention", (1, 5),
                               "comparable with the costs of switching", ge=0, le=50)
    courtship_weight = assumed(1.0, "1", "weight of a suitor's attention against as much of one's own supplier",
                               (0.5, 1.5), "an hour is an hour, whoever gives it", ge=0, le=10)
    grievance_weight = assumed(0.5, "appeal/experience", "appeal lost by one unit of grievance", (0.2, 1),
                               "some five bad experiences outweigh the costs of switching", ge=0, le=50)
    price_weight = assumed(2.0, "appeal", "appeal lost by a price twice as high", (0.5, 6),
                           "corporate buyers of 2001 rank price below service", ge=0, le=50)
    switching_cost = assumed(2.0, "appeal", "what the change itself costs", (0.5, 4),
                             "Burnham, Frels & Mahajan 2003: comparable with satisfaction", ge=-50, le=50)
    without_service = assumed(1.0, "appeal", "appeal of having no supplier, for organisations without one", (-1, 2),
                              "organisations without a supplier are in no hurry", ge=-50, le=50)
    noise = assumed(0.4, "appeal", "scale of what the model does not see in a decision", (0.2, 1),
                    "committees do not decide sharply", ge=0.001, le=50)
    courted_rate_per_year = assumed(2.0, "1/year", "rate of deciding when the suitor's offer is far better",
                                    (1, 6), "half a year on average", ge=0, le=10_000, kind=Kind.RATE, scaled_by="")
    tender_rate_per_year = assumed(0.2, "1/year", "rate of deciding for a far better alternative that did not court",
                                   (0.1, 1), "calibrated: some 7 % a year leave a leader nobody attacks",
                                   ge=0, le=10_000, kind=Kind.RATE, scaled_by="")
    connection_weeks = assumed(3, "weeks", "from the decision of a new client to service", (1, 13),
                               "time to build a line", ge=1, le=104)
    advertising_effect = assumed(
        0.3, "appeal", "appeal in the market that advertising adds per full tenth of fees spent", (0, 1),
        "weak next to personal attention", ge=0, le=10)


class Inertia(Mechanism):
    """Long service by itself makes clients likelier to stay. Off: the essays deny it; it is a positive control."""

    strength = strength(0.0)
    appeal = assumed(1.0, "appeal", "appeal of very long service", (0.2, 3), "Bolton 1998: experience weighs",
                     ge=0, le=50, scaled_by="")
    half_way_years = assumed(3.0, "years", "tenure at which half of that appeal is reached", (1, 10),
                             "no number", gt=0, le=100, kind=Kind.YEARS)


class Pride(Mechanism):
    """A client that has left does not come back, whatever it finds elsewhere."""

    after_courted = assumed(0.8, "1", "chance that a client that was courted away never returns", (0.4, 1.0),
                            "B2B: lost for good (Jackson 1985, from memory); win-back succeeds with 5-40 %",
                            ge=0, le=1, scaled_by="")
    after_tender = assumed(0.5, "1", "the same for a client that looked for something better", (0.2, 0.9),
                           "Kumar et al. 2015: by reason of leaving", ge=0, le=1, scaled_by="")
    after_background = assumed(0.1, "1", "the same for a client that left for reasons of its own", (0.0, 0.3),
                               "no quarrel, no pride", ge=0, le=1, scaled_by="")


class Rescue(Mechanism):
    """A delegation that comes when something is wrong: early it mends, late it meets with scorn; it works once."""

    hours = assumed(8.0, "hours", "work of one delegation", (4, 24), "two people for half a day", gt=0, le=80)
    gain = assumed(0.4, "1", "share of the way to full attachment gained where it is well received",
                   (0.1, 0.7), "more than one visit", ge=0, le=1, scaled_by="")
    forgiven = assumed(0.8, "1", "part of the grievance forgiven, the first time", (0.4, 1.0),
                       "Maxham & Netemeyer 2002: a satisfactory recovery works once, not twice", ge=0, le=1,
                       scaled_by="")
    scorn = assumed(0.3, "1/experience", "rate at which grievance spoils the reception", (0.1, 1),
                    "no number; falls as bad experiences add up", ge=0, le=20)
    after_notice = assumed(0.4, "1", "best chance that a client that has decided to leave stays after all", (0.1, 0.6),
                           "at most 0.2 after notice, 0.3-0.6 at a first complaint: assumption of the evidence",
                           ge=0, le=1, scaled_by="")


class Orders(Mechanism):
    """Extra orders, taken by calls from the firm."""

    call_hours = assumed(2.0, "hours", "work of one order call", (0.5, 5), "the call, the offer, the paperwork",
                         gt=0, le=40)
    round_weeks = assumed(6.0, "weeks", "interval at which pooled staff would call every client", (3, 26),
                          "easy orders first: DeCarlo & Lam 2016, the success trap of farming", gt=0, le=520)
    chance = assumed(0.15, "1", "chance that a call brings an order, without attachment", (0.02, 0.3),
                     "no published number", ge=0, le=1, scaled_by="")
    attachment_effect = assumed(1.0, "1", "relative increase in that chance at full mutual attachment",
                                (0, 3), "the more mutual the attachment, the more orders", ge=0, le=20)
    value_weeks = assumed(2.0, "weeks of fee", "value of an order", (0.5, 8), "small extras", ge=0, le=104)


class Turnover(Mechanism):
    """People come and go, at the firm and at its clients."""


class Demography(Mechanism):
    """Organisations are founded and dissolve."""


class Learning(Mechanism):
    """Newcomers do less than others at first, where roles say how long people learn."""

    strength = strength(since="0.4.0")
    at_first = assumed(0.3, "1", "part of a full week's work that a newcomer does in the first week", (0.1, 0.6),
                       "with 0.3 and 13 weeks full output is reached after seven months, as surveys of sales have it",
                       ge=0, le=1, since="0.4.0")


class Delivery(Mechanism):
    """Work for clients, where they ask for any: it takes hours, and what is not done in its week waits."""

    strength = strength(since="0.4.0")
    proportion = assumed(
        0.7, "1", "part of the work that is in proportion to the fee; the rest is the same for all of a segment",
        (0.3, 1.0), "fees follow the work, but the smallest client takes some, too", ge=0, le=1, since="0.4.0")
    promised_weeks = assumed(
        1.0, "weeks", "how many weeks' work may wait for a client without being late; so many times its parcel, where "
        "work comes in parcels", (0.0, 4.0), "done by the end of next week", ge=0, le=104, since="0.4.0")
    lapse_weeks = assumed(
        13.0, "weeks", "weeks' work of a client that is kept when new work comes; the rest is done elsewhere, or never",
        (4, 52), "a quarter: after that somebody else has done it", ge=0, le=520, since="0.4.0")
    late_weight = assumed(
        0.1, "experience", "what a week takes away in which work is late by a week or more; less if it is late by less",
        (0.02, 0.3), "with a quarter of all work late, as in professional services (SPI Research 2024), it then weighs "
        "like one or two faults a year", ge=0, le=20, scaled_by="", since="0.4.0")
    wakes = assumed(
        0.05, "1", "share of the way to full alertness covered in a week in which work is late", (0.0, 0.15),
        "a third of a contact with bad news: nobody need call", ge=0, le=1, scaled_by="", since="0.4.0")
    tipping = assumed(
        0.9, "1", "hours of work that wait for each hour of people, above which these make mistakes", (0.85, 0.95),
        "Berry Jaeker & Tucker 2017: hospitals tip at 93 % of their beds", ge=0, le=2, since="0.4.0")
    errors = sourced(
        0.2, "1", "relative increase in faults, in the week after, for each hour of work beyond that",
        "Kc & Terwiesch 2009: 10 % more overwork, 2 % more deaths in cardiac surgery", ge=0, le=20, scaled_by="",
        since="0.4.0")


class Overtime(Mechanism):
    """Longer weeks of those who do clients' work, where a strategy allows them: they are paid, and they wear."""

    strength = strength(since="0.4.0")
    kink_hours = sourced(48.0, "hours/week", "length of a week up to which each hour gets as much done as the last",
                         "Pencavel 2015: output of munition workers is in proportion to hours below some 49 a week",
                         gt=0, le=168, since="0.4.0")
    slope = assumed(0.5, "1", "what an hour beyond that gets done, against one before", (0.0, 0.8),
                    "Pencavel 2015: 70 hours yielded about what 56 did", ge=0, le=1, since="0.4.0")
    pay = assumed(1.0, "1", "pay of an hour of overtime, against the wage of an hour", (1.0, 1.5),
                  "a premium is usual for wages, not for salaries", ge=0, le=2, since="0.4.0")
    wearing = assumed(0.25, "1", "overtime, as a share of the week, that wears people out if it goes on", (0.15, 0.5),
                      "ten hours on top of forty", gt=0, le=1, since="0.4.0")
    wear_half_life_weeks = assumed(17.0, "weeks", "time in which wear falls by half without overtime; 0: never",
                                   (13, 26), "three to six months; no figure for offices", ge=0, le=10_000,
                                   kind=Kind.HALF_LIFE, since="0.4.0")
    quits = assumed(1.0, "1", "relative increase in the rate at which people leave who are worn out", (0.3, 2.0),
                    "Hodkinson et al. 2022: odds ratio 3.1 of physicians' intentions, of which few are carried out",
                    ge=0, le=20, scaled_by="", since="0.4.0")
    errors = assumed(0.5, "1", "relative increase in faults where all who do the work are worn out", (0.0, 1.0),
                     "Panagioti et al. 2018: unsafe care by physicians twice as frequent", ge=0, le=20, scaled_by="",
                     since="0.4.0")


TABLES = {table.__name__.lower(): table for table in (
    *(own for own in Mechanism.__subclasses__() if own.__module__ == __name__), pricing.Answers, pricing.Pricing)}
