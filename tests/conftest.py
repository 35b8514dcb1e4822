"""What all tests share."""

import pytest
from hypothesis import settings

from alarm import Alarm

# The same examples in every run, like every other seed here; `--hypothesis-profile=fresh` looks for new ones at night.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("fresh", deadline=None, max_examples=2000)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def alarm() -> Alarm:
    """Statistical assertions with a false-alarm rate of 1e-6 each."""
    return Alarm()
