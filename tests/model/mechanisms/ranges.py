"""Numbers that mechanisms may meet, for property tests."""

from hypothesis import strategies as st

SHARES = st.floats(0.0, 1.0)
CHANCES = SHARES
LUCK = st.floats(2.0**-33, 1.0 - 2.0**-33)
APPEALS = st.floats(-50.0, 50.0)
EXPERIENCES = st.floats(-200.0, 200.0)
WEIGHTS = st.floats(0.0, 50.0)
HOURS = st.one_of(st.just(0.0), st.floats(1e-6, 1e5))
STRENGTHS = st.floats(0.0, 10.0)
WEEKS = st.integers(-1200, 5200)
SPANS = st.integers(1, 52)  # [weeks]
IDENTITIES = st.integers(0, 4_999_999)
CENTS = st.integers(1, 50_000_000)
HALF_ULP = 2.0**-53  # relative error of one rounding
