"""Fixtures of accounts."""

import pytest
import time_machine
from django.utils import timezone


@pytest.fixture
def real_rules(settings):
    """As in production: the demo's switch is off."""
    settings.DEMO_WITHOUT_SECOND_FACTOR = False


@pytest.fixture
def clock():
    """A clock that stands still, for codes change with time."""
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved
