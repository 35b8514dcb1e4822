"""From what a user wrote to what a world needs: years become weeks, money becomes cents, names become numbers.

This is the one border at which units change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from retainsim.declared import columns, reasons
from retainsim.declared import jobs as firm_jobs
from retainsim.declared.codes import ROLE_SIZE
from retainsim.model.parameters import RESCUE_ON, TARGET_RULES, TRAITS, Parameters
from retainsim.numeric import chance_within_week, exp, kept_per_week, power
from retainsim.results.facts import WEEKS_PER_YEAR
from retainsim.scenario.schema import ROLES, Firm, Rival, Scenario, Strategy

FINDING = ("hunting",)
KEEPING = ("care", "dunning", "repair", "rescue")  # order calls are left out, and so are orders
POOLED = ("hunting", "care", "orders")
CENTS = 100
LARGEST_FEE = 50_000_000  # [cents/week]


def cents(amount: float) -> int:
    """An amount of money in cents, halves up."""
    return math.floor(amount * CENTS + 0.5)


def chance_per_week(rate_per_year: float) -> float:
    """Chance within a week of an event with this rate per year."""
    return float(chance_within_week(rate_per_year / WEEKS_PER_YEAR))


def chance_from_annual_share(share: float, strength: float) -> float:
    """Chance within a week of a rate that, at strength 1, adds up to this share in 52 weeks."""
    return 1.0 - float(power(1.0 - share, strength / WEEKS_PER_YEAR))


def largest_fee(scenario: Scenario) -> int:
    """The fee [cents/week] up to which a debt of the longest standing fits into int32."""
    firm = scenario.firm
    weeks = firm.write_off_weeks + 2 * firm.invoice_every_weeks + 1
    return min(LARGEST_FEE, math.floor((2**31 - 1) / (firm.price_index * weeks)))


def enabled_rivals(scenario: Scenario) -> dict[str, Rival]:
    """The rivals that exist, in the order of their numbers 1, 2, ..."""
    return {name: rival for name, rival in scenario.rivals.items() if rival.enabled}


def supplier_names(scenario: Scenario) -> list[str]:
    """Names by supplier number; 0 is the firm."""
    return ["firm", *enabled_rivals(scenario)]


def wages_of(scenario: Scenario, strategy: Strategy, jobs: tuple[str, ...]) -> float:
    """Wages [currency/week] of the hours that the strategy sets aside for these jobs."""
    wages = 0.0
    for role, shares in strategy.hours.items():
        staff = getattr(scenario.staff, role)
        wages += staff.people * staff.wage_per_week * sum(share for job, share in shares.items() if job in jobs)
    return wages


def hours_by_position(scenario: Scenario, strategy: Strategy) -> np.ndarray:
    """Hours per week of each position for each job: positions x jobs."""
    rows = []
    for role in ROLES:
        shares = {str(job): share for job, share in strategy.hours[role].items()} if role in strategy.hours else {}
        staff = getattr(scenario.staff, role)
        rows += [[staff.hours_per_week * shares.get(job, 0.0) for job in firm_jobs.NAMES]] * staff.people
    return np.array(rows, float)


def position_identities(scenario: Scenario) -> np.ndarray:
    """What luck knows the positions by: one more person in a role renumbers nobody."""
    return np.array([ROLE_SIZE * place + ordinal for place, role in enumerate(ROLES)
                     for ordinal in range(getattr(scenario.staff, role).people)], np.int64)


def portfolio_capacities(scenario: Scenario, job_hours: np.ndarray) -> np.ndarray:
    """How much of the base each position looks after: by caring hours, else account managers, else everybody."""
    capacity = job_hours[:, firm_jobs.CARE].copy()
    if not capacity.any():
        roles = np.repeat(np.arange(len(ROLES)), [getattr(scenario.staff, role).people for role in ROLES])
        capacity = (roles == ROLES.index("account_managers")).astype(float)
    return capacity if capacity.any() else np.ones(len(job_hours))


def opening_fees(scenario: Scenario) -> float:
    """Expected recurring revenue of the firm at the opening [currency/week]."""
    return float(sum(segment.served_by_firm * segment.fee_per_week * exp(segment.fee_spread**2 / 2)
                     for segment in scenario.clients.values()))


def advertising_appeal(scenario: Scenario, strategy: Strategy) -> float:
    """What advertising adds to the firm's renown [appeal]."""
    full = 0.1 * opening_fees(scenario)
    effect = scenario.mechanisms.decision.advertising_effect
    return effect * min(1.0, strategy.advertising_per_week / full) if full else 0.0


def triggers_of(scenario: Scenario, strategy: Strategy) -> dict[str, np.ndarray]:
    """When the strategy gives way to another, as parameters."""
    triggers = strategy.triggers
    places = list(scenario.strategies)
    return {
        "trigger_column": np.array([columns.NAMES.index(t.observe) for t in triggers], np.int64),
        "trigger_weeks": np.array([t.within_weeks for t in triggers], np.int64),
        "trigger_above": np.array([math.inf if t.above is None else t.above for t in triggers], float),
        "trigger_below": np.array([-math.inf if t.below is None else t.below for t in triggers], float),
        "trigger_becomes": np.array([places.index(t.become) for t in triggers], np.int64),
    }


def repertoire_of(scenario: Scenario, names: Iterable[str]) -> dict[int, Parameters]:
    """Parameters of all strategies to which the triggers of these may lead, by their place in the scenario."""
    places = list(scenario.strategies)
    return {places.index(name): parameters_of(scenario, name) for name in scenario.reachable(names)}


def chances_of_pride(scenario: Scenario) -> np.ndarray:
    """Chance of refusing the old supplier for good, one per reason of leaving."""
    pride = scenario.mechanisms.pride
    chances = np.zeros(len(reasons.NAMES))
    chances[[reasons.BACKGROUND, reasons.COURTED,
             reasons.TENDER]] = pride.after_background, pride.after_courted, pride.after_tender
    return pride.strength * chances


def pair_identities(scenario: Scenario) -> np.ndarray:
    """Identity of each supplier in pairs: a rival keeps its own whether or not another is enabled."""
    return np.array([1, *(place for place, rival in enumerate(scenario.rivals.values(), start=2) if rival.enabled)])


def market_shares(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """Where the share of each supplier begins and ends; that of a disabled rival stays empty."""
    ends = np.cumsum([rival.market_share for rival in scenario.rivals.values()])
    is_there = [rival.enabled for rival in scenario.rivals.values()]
    begins = np.concatenate([[0.0], ends[:-1]]) if len(ends) else ends
    return (np.concatenate([[0.0], begins[is_there]]), np.concatenate([[0.0], ends[is_there]]))


def parameters_of(scenario: Scenario, strategy_name: str) -> Parameters:
    """The parameters of the scenario's world under one of its strategies."""
    strategy = scenario.strategies[strategy_name]
    firm, staff, market, m = scenario.firm, scenario.staff, scenario.market, scenario.mechanisms
    segments = list(scenario.clients.values())
    rivals = list(enabled_rivals(scenario).values())
    suppliers: list[Firm | Rival] = [firm, *rivals]
    roles = [getattr(staff, role) for role in ROLES]
    job_hours = hours_by_position(scenario, strategy)

    def per_segment(values: Iterable[float], kind: type = np.int64) -> np.ndarray:
        return np.array(list(values), kind)

    def with_firm(of_firm: float, of_rivals: Iterable[float], kind: type = np.float64) -> np.ndarray:
        return np.array([of_firm, *of_rivals], kind)

    attachment, grievance, decision, courting = m.attachment, m.grievance, m.decision, m.courting
    alertness, voice, rescue, trial = m.alertness, m.voice, m.rescue, m.trial
    pooled = POOLED if strategy.pooled else ()
    finding, keeping = (wages_of(scenario, strategy, tuple(job for job in jobs if job not in pooled))
                        for jobs in (FINDING, KEEPING))
    advertising = cents(strategy.advertising_per_week)
    return Parameters(
        organisations=sum(s.organisations for s in segments), buildings=market.buildings, suppliers=len(suppliers),
        positions=len(job_hours), seasoning_weeks=market.seasoning_weeks, pair_identity=pair_identities(scenario),
        fault_rate=np.array([m.faults.strength * s.fault_rate_per_year / WEEKS_PER_YEAR for s in suppliers]),
        shared_fault_chance=np.array([chance_per_week(m.faults.strength * s.shared_fault_rate_per_year)
                                      for s in suppliers]),
        delight_threshold=1.0 - chance_per_week(m.faults.strength * firm.delights_per_year),
        mended_chance=with_firm(0.0, (r.mended_within_week for r in rivals)), repair_hours=firm.repair_hours,
        grievance_kept=kept_per_week(grievance.half_life_weeks),
        outage_weight=grievance.strength * grievance.loss_weight, delight_weight=grievance.strength,
        disillusion_weight=m.promises.strength * grievance.strength * grievance.loss_weight,
        expected_kept=kept_per_week(m.promises.half_life_weeks), promises_on=int(m.promises.strength > 0),
        wake_by_selling=min(1.0, alertness.strength * alertness.selling),
        wake_by_bad_news=min(1.0, alertness.strength * alertness.bad_news),
        alertness_kept=kept_per_week(alertness.half_life_weeks),
        alertness_effect=alertness.effect if alertness.strength > 0 else 0.0,
        voice_strength=voice.strength, voice_loyalty=voice.loyalty, voice_hopelessness=voice.hopelessness,
        told_by_complaint=voice.told_by_complaint, told_by_visit=voice.told_by_visit,
        optimism_kept=kept_per_week(voice.optimism_half_life_weeks),
        rescue_strength=rescue.strength, rescue_hours=rescue.hours, rescue_gain=rescue.gain,
        rescue_forgiven=rescue.forgiven, rescue_scorn=rescue.scorn, rescue_after_notice=rescue.after_notice,
        rescue_on=RESCUE_ON.index(strategy.rescue_on), rescue_delay=strategy.rescue_delay_weeks,
        duns_by_call=int(strategy.duns_by == "call"), mutual_effect=m.dunning.mutual_effect,
        offers_trial=with_firm(False, (r.offers_trial for r in rivals), np.uint8),
        trial_rate=trial.strength * trial.rate_per_year / WEEKS_PER_YEAR, trial_aversion=trial.aversion,
        trial_weeks=trial.weeks, trial_share=trial.share, trial_noise=trial.noise, trial_prior_weeks=trial.prior_weeks,
        trial_relief=trial.relief, trial_contrast=trial.strength * trial.contrast,
        pride_by_reason=chances_of_pride(scenario),
        inertia_appeal=m.inertia.strength * m.inertia.appeal,
        inertia_half_way=m.inertia.half_way_years * WEEKS_PER_YEAR,
        reminder_weight=grievance.strength * m.dunning.strength * grievance.loss_weight * grievance.reminder,
        attachment_strength=attachment.strength, person_kept=kept_per_week(attachment.half_life_person_weeks),
        firm_kept=kept_per_week(attachment.half_life_firm_weeks),
        gain_person=attachment.strength * attachment.visit_gain_person,
        gain_firm=attachment.strength * attachment.visit_gain_firm,
        dent=attachment.strength * attachment.bad_news_dent, person_share=attachment.person_share,
        kept_at_hand_over=attachment.kept_at_hand_over, signing_firm_share=attachment.signing_firm_share,
        visit_hours=attachment.visit_hours,
        visits_per_week=with_firm(0.0, (r.visits_per_client_year / WEEKS_PER_YEAR for r in rivals)),
        contact_leaves_chance=chance_per_week(m.turnover.strength * attachment.contact_leaves_per_year),
        hands_over=with_firm(strategy.hands_over, (r.hands_over for r in rivals), np.uint8),
        dunning_strength=m.dunning.strength, reminder_hours=m.dunning.reminder_hours,
        first_reminder_weeks=m.dunning.first_reminder_weeks, paid_chance=m.dunning.paid_within_week,
        reminder_effect=m.dunning.reminder_effect, invoice_every=firm.invoice_every_weeks,
        write_off_weeks=firm.write_off_weeks,
        courting_strength=courting.strength, courting_hours=courting.hours_per_week,
        gain_per_hour=courting.gain_per_hour, courtship_kept=kept_per_week(courting.half_life_weeks),
        give_up_weeks=courting.give_up_weeks, rest_weeks=courting.rest_weeks,
        suitor_hours=with_firm(0.0, (r.courting_hours_per_week for r in rivals)),
        start_week=with_firm(0, (r.start_week for r in rivals), np.int64),
        capacity=with_firm(0, (r.capacity for r in rivals), np.int64),
        courts_firm_only=with_firm(False, (r.courts == "firm" for r in rivals), np.uint8),
        target_rule=with_firm(TARGET_RULES.index(strategy.hunt_for), (TARGET_RULES.index(r.targets) for r in rivals),
                              np.int64),
        decision_strength=decision.strength, attention_weight=decision.attention_weight,
        grievance_weight=decision.grievance_weight, price_weight=decision.price_weight,
        switching_cost=decision.switching_cost, without_service=decision.without_service, noise=decision.noise,
        courted_rate=decision.courted_rate_per_year / WEEKS_PER_YEAR,
        tender_rate=decision.tender_rate_per_year / WEEKS_PER_YEAR, connection_weeks=decision.connection_weeks,
        price_index=np.array([s.price_index for s in suppliers], float),
        reputation=np.array([s.reputation for s in suppliers], float),
        claimed=with_firm(firm.reputation, (r.reputation + r.oversells for r in rivals)),
        quality=np.array([s.quality for s in suppliers], float),
        renown=with_firm(firm.reputation + advertising_appeal(scenario, strategy), (r.reputation for r in rivals)),
        orders_strength=m.orders.strength, call_hours=m.orders.call_hours, order_chance=m.orders.chance,
        order_attachment_effect=m.orders.attachment_effect, order_value_weeks=m.orders.value_weeks,
        order_round_weeks=m.orders.round_weeks, is_pooled=int(strategy.pooled),
        new_business_quota=strategy.new_business_quota,
        term_weeks=per_segment(s.term_weeks for s in segments),
        renewal_weeks=per_segment(s.renewal_weeks for s in segments),
        notice_weeks=per_segment(s.notice_weeks for s in segments),
        dissolution_chance=per_segment((chance_from_annual_share(s.dissolution_per_year, m.demography.strength)
                                        for s in segments), np.float64),
        status=per_segment(s.status for s in segments), demography_on=int(m.demography.strength > 0),
        staff_quits_chance=np.repeat([chance_per_week(m.turnover.strength * role.quits_per_year) for role in roles],
                                     [role.people for role in roles]),
        position_identity=position_identities(scenario), job_hours=job_hours,
        portfolio_capacity=portfolio_capacities(scenario, job_hours),
        seller_capacity=job_hours[:, firm_jobs.HUNTING].copy() if job_hours[:, firm_jobs.HUNTING].any()
                      else np.ones(len(job_hours)),
        care_focus=strategy.care_focus,
        opening_cash=cents(firm.cash), credit_line=cents(firm.credit_line), direct_cost_share=firm.direct_cost_share,
        largest_fee=largest_fee(scenario),
        fixed_costs=(sum(role.people * cents(role.wage_per_week) for role in roles)
                     + cents(firm.overhead_per_week) + advertising),
        finding_costs=CENTS * finding + advertising, keeping_costs=CENTS * keeping,
        pool_costs=CENTS * wages_of(scenario, strategy, pooled), **triggers_of(scenario, strategy),
        seasoned_courtship=market.seasoned_courtship, mean_tenure_weeks=market.mean_tenure_weeks,
        founded_over_weeks=float(market.founded_over_weeks),
        first_of_segment=np.cumsum([0, *(s.organisations for s in segments)], dtype=np.int64),
        served_by_firm=per_segment(s.served_by_firm for s in segments),
        founded_later=per_segment(s.founded_later for s in segments),
        share_from=market_shares(scenario)[0], share_up_to=market_shares(scenario)[1],
        early_attachment=market.early_attachment,
        resistant_share=per_segment((s.resistant_share for s in segments), np.float64),
        segment_traits=np.array([[getattr(s, trait) for trait in TRAITS] for s in segments], float))
