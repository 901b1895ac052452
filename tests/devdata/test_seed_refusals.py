"""When the example data must not be made, or not be left half made."""

import pytest
from django.core.management import CommandError

from desmigratif.accounts.models import User
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.models import PersonCountDelta
from tests.devdata.test_seed import seed
from villages.models import Village
from workers.models import NikReview, Person, PersonLog


def test_verbosity_0_says_nothing(db):
    assert seed(verbosity=0) == ""


def test_one_demo_account_is_enough_to_leave_a_database_alone(db):
    User.objects.create_user("disnaker", "Endang", None)
    assert "nothing done" in seed()
    assert User.objects.count() == 1


def test_a_seed_that_fails_half_way_leaves_nothing(db, monkeypatch):
    def fail() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desmigratif.devdata.seeding.make_client", fail)
    with pytest.raises(KeyboardInterrupt):
        seed()
    with acting_as(SYSTEM):
        left = [model.objects.count() for model in (User, Village, Person, PersonLog, NikReview, PersonCountDelta)]
    assert left == [0] * 6


def test_where_demo_accounts_are_not_allowed_it_refuses(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="production settings refuse"):
        seed()
    assert not User.objects.exists()
