"""What a scenario file may say: every table, field, unit, bound, default and source.

The classes below are the only definition of the file format: the reader validates with them, `retainsim schema` prints
them as JSON Schema. `sourced` and `assumed` make it impossible to add a default without saying where it comes from.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

JOBS = ("hunting", "care", "orders", "dunning", "repair")
ROLES = ("hunters", "account_managers", "client_department")

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Share = Annotated[float, Field(ge=0, le=1)]
Strength = Annotated[float, Field(ge=0, le=10, description="how strongly the mechanism acts; 0 switches it off")]


class Table(BaseModel):
    """A TOML table: unknown keys are errors, numbers are finite, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def sourced(default: Any, unit: str, meaning: str, source: str, **bounds: Any) -> Any:
    """A field whose default stands in a publication."""
    extra: dict[str, Any] = {"unit": unit, "source": source}
    return Field(default, description=meaning, json_schema_extra=extra, validate_default=True, **bounds)


def assumed(default: Any, unit: str, meaning: str, plausible: tuple[float, float], why: str, **bounds: Any) -> Any:
    """A field whose default is a judgement; `plausible` is the range over which robustness is measured."""
    extra: dict[str, Any] = {"unit": unit, "source": f"assumed: {why}", "plausible": list(plausible)}
    return Field(default, description=meaning, json_schema_extra=extra, validate_default=True, **bounds)


def given(unit: str, meaning: str, **bounds: Any) -> Any:
    """A field without a default: the scenario must say it."""
    extra: dict[str, Any] = {"unit": unit, "source": "the scenario"}
    return Field(description=meaning, json_schema_extra=extra, **bounds)


class Market(Table):
    """The closed market around the firm."""

    buildings: int = assumed(
        150, "buildings", "buildings that organisations share, and with them faults", (50, 600),
        "some 17 organisations to an office building", ge=1, le=1_000_000)
    seasoning_weeks: int = assumed(
        156, "weeks", "weeks lived before week 0, so that nobody starts as a stranger", (104, 520),
        "three years are many half-lives of grievance and attachment", ge=0, le=1040)
    seasoned_by: Name = Field("status-quo", description="the strategy that the firm has followed until week 0")
    mean_tenure_weeks: float = assumed(
        156.0, "weeks", "mean age of a relation when the seasoning starts", (52, 520),
        "a young market: the provider of 2001 was a few years old", ge=0, le=5_200)
    seasoned_courtship: float = assumed(
        0.7, "1", "courtship behind a relation that was signed before week 0", (0.4, 0.95),
        "nobody signs uncourted, nobody courts for ever", ge=0, le=1)
    founded_over_weeks: int = assumed(
        260, "weeks", "foundings of `founded_later` organisations are spread evenly over so many weeks", (52, 520),
        "the usual horizon", ge=1, le=5_200)
    discount_per_year: float = assumed(
        0.10, "1/year", "discount rate of future money", (0.05, 0.16),
        "usual range of customer lifetime value studies", ge=0, le=1)


class Segment(Table):
    """One kind of organisation: how many there are, what they pay, what they are like."""

    status: bool = Field(False, description="whether these are the large, prestigious clients")
    organisations: int = given("organisations", "how many exist in the whole market, founded later included",
                               ge=0, le=5_000_000)
    served_by_firm: int = given("organisations", "how many the firm serves at week 0", ge=0, le=5_000_000)
    founded_later: int = Field(0, ge=0, le=5_000_000, description="how many are founded only after week 0",
                               json_schema_extra={"unit": "organisations", "source": "the scenario"})
    fee_per_week: float = given("currency/week", "median fee", gt=0, le=200_000)
    fee_spread: float = assumed(0.6, "1", "standard deviation of the logarithm of the fee", (0.2, 1.2),
                                "contract sizes are heavy-tailed", ge=0, le=2)
    term_weeks: int = assumed(52, "weeks", "first term of a contract", (0, 156), "yearly contracts are usual",
                              ge=0, le=520)
    renewal_weeks: int = assumed(0, "weeks", "further term when a contract runs on; 0: open-ended", (0, 52),
                                 "after the first term contracts run on until notice", ge=0, le=520)
    notice_weeks: int = assumed(8, "weeks", "notice", (4, 26), "two months are usual", ge=0, le=104)
    background_churn_per_year: float = assumed(
        0.03, "1/year", "share that leaves in a year for reasons of its own", (0.0, 0.08),
        "moves, mergers and closures are a small part of all exits", ge=0, le=0.99)
    background_churn_concentration: float = assumed(
        10.0, "1", "sum of the two Beta parameters of that share between clients; 0: all alike", (2, 50),
        "published cohorts give 1.9 to 4.5 where all causes are pooled", ge=0, le=10_000)
    fault_exposure_cv: float = assumed(
        0.7, "1", "coefficient of variation of the exposure to faults (Gamma, mean 1); 0: all alike", (0, 1.5),
        "lines and premises differ", ge=0, le=5)
    late_payment_share: float = sourced(
        0.36, "1", "mean share of invoices paid late",
        "IBM accounts receivable sample: 35.6 % of 2,466 invoices", ge=0, le=1)
    late_payment_concentration: float = sourced(
        1.08, "1", "sum of the two Beta parameters of that share between clients; 0: all alike",
        "IBM accounts receivable sample: variance of client shares .111 against mean .356 gives .36*.64/.111-1",
        ge=0, le=10_000)
    recognition_cv: float = assumed(
        0.3, "1", "coefficient of variation of the weight that clients put on personal attention", (0, 1),
        "people differ", ge=0, le=5)
    price_sensitivity_cv: float = assumed(
        0.3, "1", "coefficient of variation of sensitivity to price (Gamma, mean 1)", (0, 1), "buyers differ",
        ge=0, le=5)
    dissolution_per_year: float = assumed(
        0.01, "1/year", "share of organisations that cease to exist in a year", (0, 0.1),
        "established organisations rarely close", ge=0, le=0.99)


class Role(Table):
    """People of the firm with the same kind of work."""

    people: int = given("people", "positions", ge=0, le=10_000)
    hours_per_week: float = assumed(40.0, "hours/week", "working week of one person", (30, 45), "full-time work",
                                    ge=0, le=80)
    wage_per_week: float = given("currency/week", "full cost of one person", ge=0, le=100_000)
    quits_per_year: float = sourced(
        0.20, "1/year", "rate at which a position changes hands",
        "Schmitz et al. 2020, J. Marketing: sales turnover of 20 % a year and more", ge=0, le=10)


class Staff(Table):
    """The firm's people, by role."""

    hunters: Role
    account_managers: Role
    client_department: Role


class Firm(Table):
    """The supplier whose strategy is chosen: its money and its service."""

    cash: float = given("currency", "cash at week 0", ge=0, le=1e12)
    credit_line: float = given("currency", "insolvent when cash falls below minus this", ge=0, le=1e12)
    overhead_per_week: float = given("currency/week", "costs that do not depend on clients", ge=0, le=1e9)
    direct_cost_share: float = assumed(0.45, "1", "direct costs of service as a share of the fee", (0.3, 0.6),
                                       "upstream capacity of an access provider", ge=0, le=1)
    price_index: float = Field(1.0, gt=0, le=10, description="price against the fee stated for the segment",
                               json_schema_extra={"unit": "1", "source": "the scenario"})
    reputation: float = assumed(0.0, "appeal", "what is said of the firm in the market", (-1, 1),
                                "the zero of the appeal scale", ge=-10, le=10)
    fault_rate_per_year: float = assumed(1.2, "1/year", "faults of a client's own line", (0.5, 6),
                                         "about one noticeable fault a year on a leased line of 2001", ge=0, le=52)
    shared_fault_rate_per_year: float = assumed(0.3, "1/year", "faults of a building's line", (0, 2),
                                                "a fraction of single faults", ge=0, le=52)
    delights_per_year: float = assumed(0.2, "1/year", "times that service is better than promised", (0, 1),
                                       "exceptional by definition", ge=0, le=52)
    repair_hours: float = assumed(4.0, "hours", "hours of work that an open fault asks in a week", (1, 12),
                                  "a call, a visit on site", gt=0, le=200)
    invoice_every_weeks: int = assumed(4, "weeks", "interval of invoices, each due when the next is written",
                                       (4, 13), "monthly billing, about 30 days to pay", ge=1, le=52)
    write_off_weeks: int = assumed(26, "weeks", "a debt overdue for so long is given up", (13, 52),
                                   "half a year", ge=1, le=520)


class Rival(Table):
    """A competing supplier."""

    enabled: bool = Field(True, description="whether the rival exists")
    role: Literal["attacker", "established"] = Field(description="a newcomer that attacks, or a supplier always there")
    start_week: int = Field(0, ge=0, le=5_200, description="first week in which it courts and takes clients",
                            json_schema_extra={"unit": "week", "source": "the scenario"})
    market_share: Share = Field(0.0, description="share of organisations not served by the firm at week 0",
                                json_schema_extra={"unit": "1", "source": "the scenario"})
    capacity: int = given("organisations", "how many it can serve", ge=0, le=5_000_000)
    courting_hours_per_week: float = given("hours/week", "hours that it spends on courting", ge=0, le=1e6)
    courts: Literal["firm", "anyone"] = Field("firm", description="only the firm's clients, or anyone not its own")
    targets: Literal["largest", "neglected", "random"] = Field("largest", description="whom it courts first")
    visits_per_client_year: float = assumed(1.0, "1/year", "caring visits that its own clients receive", (0, 12),
                                            "ordinary account work", ge=0, le=52)
    hands_over: bool = Field(True, description="whether another person takes the client over after signing")
    price_index: float = Field(1.0, gt=0, le=10, description="price against the fee stated for the segment",
                               json_schema_extra={"unit": "1", "source": "the scenario"})
    reputation: float = assumed(0.0, "appeal", "what is said of it in the market", (-2, 1), "as good as the firm",
                                ge=-10, le=10)
    fault_rate_per_year: float = assumed(1.2, "1/year", "faults of a client's own line", (0.5, 8),
                                         "as good as the firm", ge=0, le=52)
    shared_fault_rate_per_year: float = assumed(0.3, "1/year", "faults of a building's line", (0, 2),
                                                "as good as the firm", ge=0, le=52)
    mended_within_week: Share = assumed(0.9, "1", "chance that an open fault is mended in a week", (0.4, 1),
                                        "most faults are mended in days")


class Strategy(Table):
    """How the firm spends the hours of its people."""

    description: str = Field("", max_length=500, description="one sentence for tables and reports")
    hours: dict[Literal["hunters", "account_managers", "client_department"],
                dict[Literal["hunting", "care", "orders", "dunning", "repair"], Share]] = Field(
        description="for each role the share of its week given to each job; the rest is administration")
    care_focus: float = Field(0.5, ge=0, le=2, json_schema_extra={"unit": "1", "source": "the scenario"},
                              description="caring hours go to clients in proportion to fee ** care_focus")
    hunt_for: Literal["largest", "random"] = Field("random", description="which prospects the hunters court first")
    hands_over: bool = Field(True, description="whether another person takes the client over after signing")
    advertising_per_week: float = Field(0.0, ge=0, le=1e9, description="money spent on advertising",
                                        json_schema_extra={"unit": "currency/week", "source": "the scenario"})


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
                                          (0.1, 2), "calibrated: with it some 5 % a year leave an unchallenged leader", ge=0, le=10_000)
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


class Scenario(Table):
    """A world and the strategies that may be played in it."""

    name: Name = Field(description="name of the scenario")
    description: str = Field("", max_length=2000, description="what the scenario is about")
    weeks: int = Field(260, ge=1, le=5_200, description="length of the simulation",
                       json_schema_extra={"unit": "weeks", "source": "the scenario"})
    seed: int = Field(1, ge=0, le=2**32 - 1, description="first half of the key of luck")
    primary_kpis: list[str] = Field(["value_end", "key_accounts_kept", "revenue_final_year"], min_length=1,
                                    max_length=16, description="the KPIs that intervals are familywise over")
    market: Market = Market()
    clients: dict[Name, Segment] = Field(min_length=1, max_length=16, description="segments of organisations")
    staff: Staff
    firm: Firm
    rivals: dict[Name, Rival] = Field(default_factory=dict, max_length=16, description="competing suppliers")
    strategies: dict[Name, Strategy] = Field(min_length=1, max_length=64, description="what the firm may do")
    mechanisms: Mechanisms = Mechanisms()
