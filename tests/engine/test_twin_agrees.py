"""The compiled model and the slow twin agree: every event exactly, every cent exactly, real state closely.

The twin rounds a field to float32 once per step, the model whenever it stores it: at most 8 roundings a week of
relative size 2**-24. A decay forgets them with a half-life of at most 80 weeks (sum of the geometric series: 116
weeks), so that a field of size up to S differs by at most 116 * 8 * 2**-24 * S = 6e-5 * S.
"""

import numpy as np
import pytest

from reference.naive import NaiveWorld
from retainsim.declared import columns, events, fields, market, mechanisms
from retainsim.declared.parameter import Parameter, parameters
from retainsim.engine.world import Key, play, season
from retainsim.model.state import view
from retainsim.scenario import load
from retainsim.study.setup.schedule import repertoire_of, schedule_of
from retainsim.study.setup.translation import parameters_of

RELATIVE = 116 * 8 * 2.0**-24
SMALL = ("clients.status.organisations=30", "clients.status.served_by_firm=14", "clients.standard.organisations=150",
         "clients.standard.served_by_firm=60", "clients.young.organisations=60", "clients.young.served_by_firm=20",
         "clients.young.founded_later=20", "market.seasoning_weeks=30", "market.buildings=12",
         "rivals.established.capacity=120", "rivals.attacker.capacity=9", "rivals.attacker.start_week=10",
         "staff.hunters.people=2", "staff.account_managers.people=2", "staff.client_department.people=2",
         "firm.overhead_per_week=3000", "firm.cash=100000", "firm.credit_line=100000")
WORLDS = {
    "as shipped": (),
    "firm fails": ("firm.overhead_per_week=15000", "firm.cash=20000", "firm.credit_line=50000"),
    "many faults, few hands": ("firm.fault_rate_per_year=12", "staff.client_department.people=1",
                               "staff.client_department.hours_per_week=10"),
    "crowded market": ("rivals.established.capacity=95", "rivals.established.targets=neglected",
                       "rivals.attacker.courts=anyone", "mechanisms.courting.give_up_weeks=6",
                       "mechanisms.courting.rest_weeks=2"),
    "mechanisms off": ("mechanisms.attachment.strength=0", "mechanisms.demography.strength=0",
                       "mechanisms.orders.strength=0", "mechanisms.turnover.strength=0",
                       "mechanisms.dunning.strength=0"),
    "other strengths": ("mechanisms.attachment.strength=0.6", "mechanisms.demography.strength=8",
                        "mechanisms.faults.strength=3", "mechanisms.grievance.strength=0.5",
                        "mechanisms.turnover.strength=2", "mechanisms.decision.strength=3",
                        "mechanisms.courting.strength=2", "mechanisms.orders.strength=2",
                        "mechanisms.dunning.strength=2"),
    "other terms": ("firm.price_index=1.3", "firm.invoice_every_weeks=13", "rivals.established.enabled=true",
                    "strategies.nurture.care_focus=2", "strategies.balanced.care_focus=0",
                    "strategies.all-in-acquisition.hands_over=false", "strategies.balanced.hunt_for=largest",
                    "strategies.balanced.advertising_per_week=300", "mechanisms.grievance.half_life_weeks=0",
                    "clients.standard.price_sensitivity_cv=1", "clients.standard.renewal_weeks=5",
                    "clients.young.term_weeks=0", "clients.young.fault_exposure_cv=0"),
    "dates": (
        "strategies.nurture.changes=[{from_week=20, hours={hunters={hunting=0.2, care=0.5}}, duns_by='letter'}, "
        "{from_week=30, until_week=45, care_focus=2.0, firm={fault_rate_per_year=9.0, overhead_per_week=9000.0}}]",
        "strategies.adaptive.changes=[{from_week=0, hours={account_managers={care=0.1}}}, "
        "{from_week=26, hunt_for='largest', firm={quality=-1.0, repair_hours=9.0}}]",
        "strategies.all-in-acquisition.changes=[{from_week=40, advertising_per_week=2000.0, hands_over=false}]",
        "rivals.attacker.changes=[{from_week=15, capacity=40, price_index=0.7}, {from_week=50, until_week=60, "
        "courting_hours_per_week=400.0, targets='random', fault_rate_per_year=0.1}]",
        "rivals.third.changes=[{from_week=33, offers_trial=true, oversells=1.0, reputation=1.0}]"),
    "people come and go": (
        "staff.account_managers.weeks_to_find=4", "staff.account_managers.weeks_to_learn=6.0",
        "staff.account_managers.quits_per_year=3", "staff.hunters.weeks_to_find=3", "staff.hunters.hiring_cost=777",
        "staff.client_department.notice_weeks=5", "staff.client_department.dismissal_cost=1234",
        "staff.hunters.quits_per_year=1", "strategies.nurture.changes=[{from_week=10, people={account_managers=4}}, "
        "{from_week=20, people={client_department=1, hunters=3}}, {from_week=50, people={account_managers=1}}]",
        "strategies.balanced.changes=[{from_week=0, people={client_department=1}, care_focus=1.0}, "
        "{from_week=30, until_week=33, people={account_managers=5}}, {from_week=22, people={hunters=0}}]"),
    "one rival less": ("rivals.attacker.enabled=false",),
    "trials everywhere": ("rivals.established.offers_trial=true", "rivals.established.oversells=1",
                          "rivals.third.offers_trial=true", "mechanisms.trial.rate_per_year=40",
                          "mechanisms.trial.weeks=4", "mechanisms.trial.share=0.4", "mechanisms.trial.contrast=3",
                          "mechanisms.decision.courted_rate_per_year=1", "mechanisms.promises.strength=2"),
    "loud clients, busy delegations": (
        "firm.fault_rate_per_year=8", "clients.status.voice_share=0.9", "mechanisms.voice.strength=1.5",
        "strategies.late-rescue.rescue_on=complaint", "strategies.late-rescue.rescue_delay_weeks=0",
        "strategies.late-rescue.hours.account_managers.care=0",
        "strategies.late-rescue.hours.account_managers.orders=0",
        "strategies.late-rescue.hours.account_managers.rescue=0.7", "mechanisms.rescue.after_notice=1",
        "mechanisms.decision.tender_rate_per_year=2", "strategies.keep-seller.rescue_on=courtship",
        "strategies.keep-seller.hours.hunters.rescue=0.2", "strategies.milking.duns_by=letter"),
    "offers to stay": (
        "firm.fault_rate_per_year=4", "strategies.late-rescue.hours.account_managers.rescue=0.7",
        "strategies.late-rescue.hours.account_managers.care=0",
        "strategies.late-rescue.hours.account_managers.orders=0", "strategies.late-rescue.rescue_on=notice",
        "strategies.late-rescue.rescue_delay_weeks=0",
        "strategies.late-rescue.keep_discount=0.3", "mechanisms.rescue.after_notice=0.6",
        "mechanisms.decision.tender_rate_per_year=3", "clients.standard.term_weeks=20", "clients.young.term_weeks=30",
        "clients.standard.renewal_weeks=9", "clients.standard.notice_weeks=20", "clients.young.notice_weeks=20",
        "strategies.late-rescue.changes=[{from_week=50, prices={young=1.1}, applies='at-once'}]"),
    "inertia, pride, quotas, win-back": (
        "mechanisms.inertia.strength=1", "mechanisms.pride.strength=1.2", "clients.standard.resistant_share=0.4",
        "strategies.milking.new_business_quota=0.4", "strategies.milking.hours.hunters.care=0.1",
        "strategies.keep-seller.hunt_for=former", "mechanisms.decision.tender_rate_per_year=2",
        "mechanisms.orders.round_weeks=2"),
    "care goes on under another strategy": (
        'strategies.adaptive.triggers=[{observe="notices", within_weeks=50, above=0, become="late-rescue"}]',),
    "rivals who know clients": (
        'rivals.attacker.knows=[{segment="status", clients=8, attachment=0.9}, '
        '{segment="standard", clients=20, attachment=0.6}]', "rivals.attacker.targets=known",
        "rivals.attacker.capacity=40", "rivals.attacker.hands_over=false", "mechanisms.courting.give_up_weeks=6",
        "mechanisms.courting.rest_weeks=2", 'rivals.established.knows=[{segment="young", clients=20, attachment=0.3}]',
        "rivals.established.courts=anyone", "rivals.established.targets=random",
        "mechanisms.attachment.half_life_person_weeks=6"),
    "work that waits": (
        "clients.status.delivery_hours_per_week=2", "clients.standard.delivery_hours_per_week=0.5",
        "clients.standard.delivery_parcel_weeks=6", "mechanisms.delivery.lapse_weeks=5",
        "mechanisms.decision.tender_rate_per_year=2", "clients.young.dissolution_per_year=0.5",
        *(f"strategies.{name}.hours.{role}.delivery=0.3" for name in (
            "status-quo", "all-in-acquisition", "nurture", "late-rescue") for role in ("hunters", "account_managers")),
        "strategies.nurture.hours.hunters.delivery=0.1", "strategies.late-rescue.hours.hunters.delivery=0",
        "strategies.nurture.triggers=[{observe='late_clients', within_weeks=9, above=200, become='late-rescue'}]"),
    "lists of prices": (
        "strategies.status-quo.prices={young=0.8}", "strategies.nurture.prices={status=1.25, standard=1.1}",
        "strategies.balanced.prices={standard=1.15, young=0.8}", "strategies.balanced.applies=at-once",
        "strategies.nurture.reason=costs", "strategies.balanced.reason=market", "mechanisms.pricing.strength=2",
        "strategies.milking.prices={status=1.3333333, young=0.95}", "clients.standard.renewal_weeks=26",
        "clients.status.term_weeks=20", "clients.status.renewal_weeks=9", "firm.price_index=1.05",
        "mechanisms.decision.tender_rate_per_year=2", "rivals.third.offers_trial=true",
        "mechanisms.trial.rate_per_year=10", "firm.invoice_every_weeks=5",
        'strategies.adaptive.triggers=[{observe="notices", within_weeks=13, above=0, become="milking"}]',
        'strategies.milking.changes=[{from_week=30, prices={standard=1.2}}, {from_week=50, until_week=60, '
        'prices={young=0.7}, applies="at-once"}]', "rivals.third.changes=[{from_week=20, price_index=0.9}]"),
    "rivals who answer": (
        "strategies.all-in-acquisition.prices={status=0.8, standard=0.7}", "strategies.nurture.prices={young=1.2}",
        "strategies.late-rescue.prices={standard=0.75, young=1.1}", "rivals.established.answers=matches",
        "rivals.established.undercuts=0.05", "rivals.attacker.answers=follows", "rivals.third.answers=matches",
        "mechanisms.answers.weeks=3", "mechanisms.decision.tender_rate_per_year=4", "firm.price_index=1.1"),
    "rivals who answer in part": (
        "mechanisms.answers.strength=0.5", "strategies.nurture.prices={standard=0.8}",
        "rivals.established.answers=follows", "rivals.attacker.answers=matches",
        "strategies.nurture.triggers=[{observe='notices', within_weeks=20, above=0, become='balanced'}]",
        "strategies.balanced.prices={standard=0.6}", "mechanisms.decision.tender_rate_per_year=4"),
    "long weeks": (
        "clients.status.delivery_hours_per_week=2", "clients.standard.delivery_hours_per_week=0.5",
        *(f"strategies.{name}.hours.{role}.delivery=0.3" for name in (
            "status-quo", "all-in-acquisition", "nurture", "late-rescue") for role in ("hunters", "account_managers")),
        "strategies.all-in-acquisition.overtime=0.3", "strategies.all-in-acquisition.helps=true",
        "strategies.late-rescue.overtime=0.1", "strategies.nurture.helps=true", "strategies.status-quo.overtime=0.2",
        'staff.client_department.jobs=["repair", "dunning", "rescue", "delivery"]', "mechanisms.overtime.quits=15",
        "staff.account_managers.weeks_to_learn=6", "staff.hunters.weeks_to_find=3", "staff.hunters.weeks_to_learn=2",
        "staff.account_managers.hours_per_week=45", 'staff.hunters.jobs=["hunting", "care", "rescue", "delivery"]'),
    "new mechanisms off": tuple(f"mechanisms.{name}.strength=0" for name in (
        "alertness", "promises", "voice", "trial", "pride", "rescue")),
}


def elsewhere(end: int) -> tuple[str, ...]:
    """Every number with a default at one end of its plausible range, every strength and lever other than it is.

    Made from what is declared, so that a new number is tried away from its default, too.
    """
    tables = {f"mechanisms.{name}": table for name, table in mechanisms.TABLES.items()} | {
        "market": market.Market, "firm": market.Firm, "rivals.attacker": market.Rival,
        **{f"clients.{segment}": market.Segment for segment in ("status", "standard", "young")},
        **{f"strategies.{strategy}": market.Strategy for strategy in ("nurture", "late-rescue")}}
    return tuple(f"{table}.{name}={moved(one, end)!r}".replace("True", "true").replace("False", "false")
                 for table, declared in tables.items() for name, one in parameters(declared).items()
                 if one.default is not None and f"{table}.{name}" not in AS_THEY_ARE)


def moved(one: Parameter, end: int) -> object:
    """Another value than the default."""
    if one.choices:
        return one.choices[end - 1] if one.choices[end - 1] != one.default else one.choices[end - 2]
    if one.type is bool:
        return not one.default
    if one.plausible:
        return one.type(one.plausible[end] if one.plausible[end] != one.default else one.plausible[1 - end])
    most = one.bounds.get("le", np.inf)
    value = one.type(min(most, (one.default or 0.5) * (0.6, 1.5)[end] + (one.type is int)))
    return value if value >= one.bounds.get("ge", value) else moved(one, 1 - end)


AS_THEY_ARE = {  # what says how large the world is, who is in it, or what only a pooled strategy may have
    "market.seasoning_weeks", "market.buildings", "market.discount_per_year", "rivals.attacker.enabled",
    "rivals.attacker.role", "rivals.attacker.market_share", "rivals.attacker.start_week",
    *(f"clients.{segment}.{name}" for segment in ("status", "standard", "young")
      for name in ("status", "founded_later")),
    *(f"strategies.{name}.new_business_quota" for name in ("nurture", "late-rescue"))}
A_RISE = ("strategies.nurture.changes=[{from_week=20, prices={standard=1.1, young=1.2}}]",
          "strategies.late-rescue.prices={status=1.1, young=0.9}")
WORLDS |= {"every number low": (*elsewhere(0), *A_RISE), "every number high": (*elsewhere(1), *A_RISE)}
STRATEGIES = ("status-quo", "all-in-acquisition", "nurture", "balanced", "milking", "adaptive", "late-rescue",
              "keep-seller")
PLAYED = {  # elsewhere three that differ most from each other
    "as shipped": STRATEGIES,
    "firm fails": ("all-in-acquisition", "balanced", "milking", "adaptive", "late-rescue"),
    "other terms": ("all-in-acquisition", "nurture", "balanced", "milking"),
    "loud clients, busy delegations": ("status-quo", "milking", "late-rescue", "keep-seller"),
    "care goes on under another strategy": ("adaptive",),
    "people come and go": ("nurture", "balanced", "all-in-acquisition"),
    "dates": ("nurture", "adaptive", "all-in-acquisition"),
    "offers to stay": ("late-rescue",),
    "lists of prices": ("status-quo", "nurture", "balanced", "milking", "adaptive"),
    "inertia, pride, quotas, win-back": ("adaptive", "milking", "keep-seller"),
}
PLAYED |= {name: ("all-in-acquisition", "nurture", "late-rescue", "adaptive") for name in WORLDS if "every" in name}
MUST_HAPPEN = {  # so that agreement is not that of two worlds in which nothing happens
    ("trials everywhere", "all-in-acquisition"): {"tries", "drops", "targeted"},
    ("loud clients, busy delegations", "late-rescue"): {"fault", "delight", "complains", "rescued"},
    ("offers to stay", "late-rescue"): {"repriced", "rescued"},
    ("lists of prices", "nurture"): {"repriced", "starts", "tries"}, ("lists of prices", "adaptive"): {"repriced"},
    ("other strengths", "nurture"): {"decides", "ends", "starts", "dissolves", "founded"},
}
CASES = [(name, strategy) for name in WORLDS
         for strategy in PLAYED.get(name, ("all-in-acquisition", "nurture", "late-rescue"))]


@pytest.mark.parametrize(("name", "strategy"), CASES)
def test_twin_and_model_agree(name, strategy):
    kinds = agree(load("isp", [*SMALL, *WORLDS[name]]), strategy)
    assert kinds >= MUST_HAPPEN.get((name, strategy), set())


def agree(scenario, strategy):
    """Compare twin and model week by week; which kinds of events have happened."""
    weeks, seed, replication = 80, 20011, 3
    key = Key(seed, replication)
    (_, p), *dates = schedule_of(scenario, strategy)
    model, trace = play(season(parameters_of(scenario, scenario.market.seasoned_by), key),
                        p, weeks, repertoire=repertoire_of(scenario, [strategy]), dates=dates)
    twin = NaiveWorld(scenario, strategy, seed, replication)
    twin.season()
    twin.live(weeks)

    told = sorted((int(week), events.KINDS[kind], *map(int, rest)) for week, kind, *rest in trace.events
                  if kind != events.TARGETED)
    assert told == sorted(tuple(event) for event in twin.events)

    for week, row in enumerate(twin.weeks):
        lived = dict(zip(columns.NAMES, trace.series[week], strict=True))
        assert row["cash"] == lived["cash"], week
        assert row["collected"] == lived["collected"], week
        assert row["revenue"] == lived["fees"] + lived["order_revenue"] - lived["credits"], week
        assert row["orders"] == lived["order_revenue"], week
        assert row["premium"] == lived["premium"] + lived["order_premium"], week
        assert row["written_off"] == lived["written_off"], week
        assert row["costs"] == lived["direct_costs"] + lived["fixed_costs"], week
        assert row["overdue"] == lived["overdue"], week
        assert row["clients"] == lived["clients"], week
        assert (row["visits"], row["faults"], row["reminders"]) == (
            lived["visits"], lived["outages"], lived["reminders"]), week
        for column in ("notices", "status_notices", "complaints", "credits", "new_clients", "late_clients"):
            assert row[column] == lived[column], (week, column)
        for column in ("delivery_hours", "delivery_given", "work_asked", "work_lapsed", "undone", "work_done",
                       "help_hours", "overtime_hours", "overtime_pay"):
            assert row[column] == pytest.approx(lived[column], rel=RELATIVE, abs=RELATIVE), (week, column)
        assert row["believed"] == pytest.approx(lived["believed"], rel=RELATIVE, abs=RELATIVE), week

    n = len(twin.organisations)
    for name in ("fee", "owed", "arrears"):  # to the cent
        theirs = [getattr(organisation, name) for organisation in twin.organisations]
        np.testing.assert_array_equal(getattr(model, name)[:n], theirs, err_msg=name)
    for rows, buffer in ((fields.REAL, model.real), (fields.WHOLE, model.whole)):
        for place, field in enumerate(rows):
            ours = view(buffer, np.uint64(place * fields.LANES), n)
            theirs = np.array([getattr(organisation, field.name) for organisation in twin.organisations])
            if buffer is model.whole:
                np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
            else:
                np.testing.assert_allclose(ours, theirs, rtol=RELATIVE, atol=RELATIVE, err_msg=field.name)
    return {events.KINDS[kind] for kind in trace.events[:, 1]}
