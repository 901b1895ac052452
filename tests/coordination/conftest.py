"""Officers of ministries and agencies for the tests of the coordination."""

import pytest

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from tests.conftest import TULUNGAGUNG, make_user
from tests.exchange.conftest import ask_token, caller, make_agreement, make_api_client

__all__ = ["ask_token", "caller", "make_agreement", "make_api_client"]


@pytest.fixture
def kemnaker(db) -> User:
    """An officer of Kemnaker."""
    return make_user(Role.KL, Level.NATION, institution="KEMNAKER", username="kl-kemnaker")


@pytest.fixture
def kemensos(db) -> User:
    """An officer of Kemensos."""
    return make_user(Role.KL, Level.NATION, institution="KEMENSOS", username="kl-kemensos")


@pytest.fixture
def kp2mi(db) -> User:
    """An officer of KP2MI, which followed BP2MI."""
    return make_user(Role.KL, Level.NATION, institution="KP2MI", username="kl-kp2mi")


@pytest.fixture
def distan(db) -> User:
    """An officer of the agricultural agency of Tulungagung."""
    return make_user(Role.OPD, Level.KAB, TULUNGAGUNG, institution="DISTAN_TULUNGAGUNG", username="opd-distan")
