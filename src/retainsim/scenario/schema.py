"""What a scenario file may say: every table, field, unit, bound, default and source.

These classes are the only definition of the file format: the reader validates with them, `retainsim schema` prints
them as JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field, PrivateAttr

from retainsim.scenario.errors import Places
from retainsim.scenario.fields import Called, Name, Share, Table, assumed, given, sourced
from retainsim.scenario.mechanisms import Mechanisms

JOBS = ("hunting", "care", "orders", "dunning", "repair", "rescue")
ROLES = ("hunters", "account_managers", "client_department")


class Market(Table):
    """The closed market around the firm."""

    buildings: int = assumed(
        150, "buildings", "buildings that organisations share, and with them faults", (50, 600),
        "some 17 organisations to an office building", ge=1, le=1_000_000)
    seasoning_weeks: int = assumed(
        156, "weeks", "weeks lived before week 0, so that nobody starts as a stranger", (104, 520),
        "three years are two half-lives of the slowest attachment, ten of grievance", ge=0, le=1040)
    seasoned_by: Name = Field("status-quo", description="the strategy that the firm has followed until week 0")
    mean_tenure_weeks: float = assumed(
        156.0, "weeks", "mean age of a relation when the seasoning starts", (52, 520),
        "a young market: the provider of 2001 was a few years old", ge=0, le=5_200)
    seasoned_courtship: float = assumed(
        0.7, "1", "courtship behind a relation that was signed before week 0", (0.4, 0.95),
        "nobody signs uncourted, nobody courts for ever", ge=0, le=1)
    early_attachment: float = assumed(
        0.3, "1", "attachment when the seasoning starts, to person and firm", (0.0, 0.7),
        "of a neglected base; the seasoning replaces most of it", ge=0, le=1)
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
    voice_share: float = assumed(
        0.3, "1", "mean chance that a bad experience is complained of, without attachment or grievance", (0.1, 0.5),
        "business clients speak more than the 1 in 26 of consumers (TARP)", ge=0, le=1)
    voice_concentration: float = assumed(
        2.0, "1", "sum of the two Beta parameters of that chance between clients; 0: all alike", (0.5, 20),
        "some always speak, many never", ge=0, le=10_000)
    reciprocity: float = assumed(
        0.6, "1", "mean part of attachment that is returned in orders and punctual payment", (0.2, 1.0),
        "love is mutual, not always", ge=0, le=1)
    reciprocity_concentration: float = assumed(
        3.0, "1", "sum of the two Beta parameters of that part between clients; 0: all alike", (1, 20),
        "clients differ", ge=0, le=10_000)
    resistant_share: float = assumed(
        0.0, "1", "share of those whom the firm does not serve at week 0 that would never buy from it", (0.0, 0.5),
        "a scenario says so where the firm has long tried", ge=0, le=1)
    dissolution_per_year: float = assumed(
        0.01, "1/year", "share of organisations that cease to exist in a year", (0, 0.1),
        "established organisations rarely close", ge=0, le=0.99)
    names: list[Called] = Field(
        default_factory=list, max_length=1000, description="what the first organisations are called, the firm's "
        "clients first; the others are called by segment and number; names change no result")


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
    quality: float = assumed(0.0, "appeal", "what its service is really worth beside faults", (-1, 1),
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
    quality: float = assumed(0.0, "appeal", "what its service is really worth beside faults: speed, support, reserves",
                             (-2, 1), "as good as the firm", ge=-10, le=10)
    oversells: float = assumed(0.0, "appeal", "by how much its people promise more than its reputation", (0, 2),
                               "a scenario says so", ge=0, le=10)
    offers_trial: bool = Field(False, description="whether it asks for a second, trial connection first")
    fault_rate_per_year: float = assumed(1.2, "1/year", "faults of a client's own line", (0.5, 8),
                                         "as good as the firm", ge=0, le=52)
    shared_fault_rate_per_year: float = assumed(0.3, "1/year", "faults of a building's line", (0, 2),
                                                "as good as the firm", ge=0, le=52)
    mended_within_week: Share = assumed(0.9, "1", "chance that an open fault is mended in a week", (0.4, 1),
                                        "most faults are mended in days")


class Trigger(Table):
    """When the firm changes its strategy, by what it can observe."""

    observe: Literal["notices", "status_notices", "complaints", "new_clients"] = Field(
        description="what is counted: notices given by clients (of status segments), complaints, starts of service")
    within_weeks: int = Field(13, ge=1, le=520, description="over how many past weeks",
                              json_schema_extra={"unit": "weeks", "source": "the scenario"})
    above: float | None = Field(None, ge=0, le=1e9, description="the trigger fires when the count exceeds this; "
                                "above or below must be given",
                                json_schema_extra={"unit": "events", "source": "the scenario"})
    below: float | None = Field(None, gt=0, le=1e9, description="the trigger fires when the count is less than this; "
                                "counts are never negative. With above as well, either of the two is enough",
                                json_schema_extra={"unit": "events", "source": "the scenario"})
    become: Name = Field(description="the strategy followed from the next week on")


class Strategy(Table):
    """How the firm spends the hours of its people."""

    description: str = Field("", max_length=500, description="one sentence for tables and reports")
    hours: dict[Literal["hunters", "account_managers", "client_department"],
                dict[Literal["hunting", "care", "orders", "dunning", "repair", "rescue"], Share]] = Field(
        description="for each role the share of its week given to each job: hunting (courting new clients), care "
        "(visits unasked), orders (calls about the next order), dunning (overdue invoices), repair (faults), rescue "
        "(visits to clients at risk); the rest is administration")
    care_focus: float = Field(0.5, ge=0, le=2, json_schema_extra={"unit": "1", "source": "the scenario"},
                              description="caring hours go to clients in proportion to fee ** care_focus")
    hunt_for: Literal["largest", "random", "former"] = Field(
        "random", description="which prospects the hunters court first; former: the largest of its former clients only")
    hands_over: bool = Field(True, description="whether another person takes the client over after signing")
    pooled: bool = Field(False, description="whether hunting, care and orders are everybody's job, orders coming first")
    new_business_quota: Share = Field(0.0, description="share of the pooled hours that is ring-fenced for hunting",
                                      json_schema_extra={"unit": "1", "source": "the scenario"})
    duns_by: Literal["call", "letter"] = Field("call", description="how overdue invoices are claimed; a letter is no "
                                               "contact, and brings the money as well")
    rescue_on: Literal["notice", "complaint", "courtship"] = Field(
        "notice", description="what alarms the rescue delegation: a notice; also a complaint; also a rival at the door "
        "(which no firm could know: for experiments)")
    rescue_delay_weeks: int = Field(0, ge=0, le=520, description="weeks from the alarm until the delegation may go",
                                    json_schema_extra={"unit": "weeks", "source": "the scenario"})
    triggers: list[Trigger] = Field(default_factory=list, max_length=8,
                                    description="when to change to another strategy; the first that fires counts")
    advertising_per_week: float = Field(0.0, ge=0, le=1e9, description="money spent on advertising",
                                        json_schema_extra={"unit": "currency/week", "source": "the scenario"})


class Scenario(Table):
    """A world and the strategies that may be played in it."""

    name: Name = Field(description="name of the scenario")
    description: str = Field("", max_length=2000, description="what the scenario is about")
    weeks: int = Field(260, ge=1, le=5_200, description="length of the simulation",
                       json_schema_extra={"unit": "weeks", "source": "the scenario"})
    seed: int = Field(1, ge=0, le=2**32 - 1, description="which luck: another number plays other worlds")
    primary_kpis: list[str] = Field(["value_end", "cash_end", "key_accounts_kept", "revenue_final_year"], min_length=1,
                                    max_length=16, description="the KPIs that strategies are judged by, the first "
                                    "before all; their intervals hold together")
    market: Market = Market()
    clients: dict[Name, Segment] = Field(min_length=1, max_length=16, description="segments of organisations")
    staff: Staff
    firm: Firm
    rivals: dict[Name, Rival] = Field(default_factory=dict, max_length=16, description="competing suppliers")
    strategies: dict[Name, Strategy] = Field(min_length=1, max_length=64, description="what the firm may do")
    mechanisms: Mechanisms = Mechanisms()
    _places: Places = PrivateAttr(default_factory=Places)

    @property
    def places(self) -> Places:
        """Where each key was written; nowhere, if the scenario was not read from a file."""
        return self._places

    def reachable(self, names: Iterable[str]) -> list[str]:
        """The strategies to which triggers of these may lead, in one step or several; themselves only if so."""
        others: list[str] = []
        waiting = list(names)
        while waiting:
            for trigger in self.strategies[waiting.pop()].triggers:
                if trigger.become not in others:
                    others.append(trigger.become)
                    waiting.append(trigger.become)
        return others

    def with_places(self, places: Places) -> Scenario:
        """The same scenario, known to have been written there."""
        same = self.model_copy()
        same._places = places
        return same
