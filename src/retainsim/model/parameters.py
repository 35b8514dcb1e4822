"""The numbers of one world under one strategy, in weeks, hours and cents: what the scenario says, ready for the week.

Built by `study.setup.translation`; one table, because that is what compiled functions take without cost.
"""

from retainsim.kernel import Float64s, Float64Table, Int64s, Table, UInt8s


class Parameters(Table):
    """Every constant of a world. `S` suppliers (row 0 the firm), `H` handlers, `P` positions, `G` segments."""

    # shape of the world
    organisations: int
    buildings: int
    suppliers: int  # S
    positions: int  # P
    seasoning_weeks: int
    pair_identity: Int64s  # one per supplier: 1 the firm, 1 + its place among all rivals, enabled or not
    # faults
    fault_rate: Float64s  # one per supplier [1/week], strength included
    shared_fault_chance: Float64s  # one per supplier [0..1] within a week
    delight_threshold: float  # a fault draw above it is a delight instead
    mended_chance: Float64s  # one per supplier [0..1] within a week; the firm's comes from its hours
    repair_hours: float  # [hours] an open fault asks in a week
    # grievance [experience]
    grievance_kept: float  # [1/week]
    outage_weight: float  # of one week of outage
    delight_weight: float
    reminder_weight: float
    disillusion_weight: float  # [experience/appeal] of a promise that is got used to
    expected_kept: float  # [1/week]
    promises_on: int
    # attachment [0..1]
    attachment_strength: float
    person_kept: float  # [1/week]
    firm_kept: float  # [1/week]
    gain_person: float  # per visit
    gain_firm: float
    dent: float  # per contact with bad news
    person_share: float
    kept_at_hand_over: float
    signing_firm_share: float
    visit_hours: float
    visits_per_week: Float64s  # one per supplier [1/week]; the firm's come from its hours
    contact_leaves_chance: float  # within a week
    hands_over: UInt8s  # one per supplier
    # alertness [0..1]
    wake_by_selling: float
    wake_by_bad_news: float
    alertness_kept: float  # [1/week]
    alertness_effect: float
    # voice, and the firm's picture
    voice_strength: float
    voice_loyalty: float
    voice_hopelessness: float  # [1/experience]
    told_by_complaint: float
    told_by_visit: float
    optimism_kept: float  # [1/week]
    # rescue
    rescue_strength: float
    rescue_hours: float  # per delegation
    rescue_gain: float
    rescue_forgiven: float
    rescue_scorn: float  # [1/experience]
    rescue_after_notice: float
    rescue_on: int  # see RESCUE_ON
    rescue_delay: int  # [weeks]
    # dunning
    duns_by_call: int
    mutual_effect: float
    dunning_strength: float
    reminder_hours: float
    first_reminder_weeks: int
    paid_chance: float
    reminder_effect: float
    invoice_every: int  # [weeks]
    write_off_weeks: int
    # courting
    courting_strength: float
    courting_hours: float  # [hours/week] one courted organisation is given at most
    gain_per_hour: float
    courtship_kept: float  # [1/week]
    give_up_weeks: int
    rest_weeks: int
    suitor_hours: Float64s  # one per supplier [hours/week]
    start_week: Int64s  # one per supplier
    capacity: Int64s  # one per supplier [organisations]
    courts_firm_only: UInt8s  # one per supplier
    target_rule: Int64s  # one per supplier: see TARGET_RULES
    # trials
    offers_trial: UInt8s  # one per supplier
    trial_rate: float  # [1/week]
    trial_aversion: float  # [appeal]
    trial_weeks: int
    trial_share: float  # of the fee
    trial_noise: float  # [appeal]
    trial_prior_weeks: float
    trial_relief: float
    trial_contrast: float  # [1/appeal]
    # pride
    pride_by_reason: Float64s  # one per reason
    # decision [appeal]
    decision_strength: float
    attention_weight: float
    grievance_weight: float
    price_weight: float
    switching_cost: float
    inertia_appeal: float
    inertia_half_way: float  # [weeks]
    without_service: float
    noise: float
    courted_rate: float  # [1/week]
    tender_rate: float  # [1/week]
    connection_weeks: int
    price_index: Float64s  # one per supplier
    reputation: Float64s  # one per supplier
    claimed: Float64s  # one per supplier: reputation and what its people promise beyond it
    quality: Float64s  # one per supplier: what there is
    renown: Float64s  # one per supplier: reputation and advertising [appeal]
    # orders
    orders_strength: float
    call_hours: float
    order_chance: float
    order_attachment_effect: float
    order_value_weeks: float
    order_round_weeks: float
    is_pooled: int
    new_business_quota: float
    # contracts, one per segment
    term_weeks: Int64s
    renewal_weeks: Int64s
    notice_weeks: Int64s
    dissolution_chance: Float64s  # within a week
    status: Int64s  # 0 or 1
    demography_on: int
    # staff, one per position
    position_identity: Int64s
    staff_quits_chance: Float64s  # within a week
    job_hours: Float64Table  # positions x jobs [hours/week], jobs in the order of `jobs`
    portfolio_capacity: Float64s  # one per position: how clients are dealt out
    seller_capacity: Float64s  # one per position: who keeps the clients that were won, if they are kept
    care_focus: float
    # money
    opening_cash: int  # [cents]
    credit_line: int  # [cents]
    direct_cost_share: float
    largest_fee: int  # [cents/week] whose debts fit into int32
    fixed_costs: int  # [cents/week]: wages, overhead, advertising
    finding_costs: float  # [cents/week]: the part of it for hunting and advertising; not what a pool spends on them
    keeping_costs: float  # [cents/week]: the part of it for care, dunning, repair and rescue; not what a pool spends
    pool_costs: float  # [cents/week]: wages of pooled hours; 0 where nothing is pooled
    # triggers, one per trigger
    trigger_column: Int64s  # column of the record
    trigger_weeks: Int64s
    trigger_above: Float64s
    trigger_below: Float64s
    trigger_becomes: Int64s  # place of the strategy among those of the scenario
    # market at the start of the seasoning
    seasoned_courtship: float
    mean_tenure_weeks: float
    founded_over_weeks: float
    first_of_segment: Int64s  # one per segment and the number of all: where its identities begin
    served_by_firm: Int64s  # one per segment
    founded_later: Int64s  # one per segment
    share_from: Float64s  # one per supplier: cumulated market shares of the rivals before it
    share_up_to: Float64s  # one per supplier: its own included; 0 for the firm
    early_attachment: float
    resistant_share: Float64s  # one per segment
    segment_traits: Float64Table  # segments x traits, in the order of TRAITS


TARGET_RULES = ("largest", "neglected", "random", "former")
LARGEST, NEGLECTED, RANDOM, FORMER_ONLY = range(4)

RESCUE_ON = ("notice", "complaint", "courtship")  # each listens to those before it, too
ON_NOTICE, ON_COMPLAINT, ON_COURTSHIP = range(3)

TRAITS = ("fee_per_week", "fee_spread", "fault_exposure_cv", "background_churn_per_year",
          "background_churn_concentration", "late_payment_share", "late_payment_concentration", "recognition_cv",
          "price_sensitivity_cv", "voice_share", "voice_concentration", "reciprocity", "reciprocity_concentration")
(
    FEE_MEDIAN, FEE_SPREAD, EXPOSURE_CV, CHURN_MEAN, CHURN_CONC, LATE_MEAN, LATE_CONC, RECOGNITION_CV, PRICE_CV,
    VOICE_MEAN, VOICE_CONC, RECIPROCITY_MEAN, RECIPROCITY_CONC,
) = range(13)
