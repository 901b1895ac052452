"""Every table keeps history or says why not, and each guard is given a violation that it must name."""

import pytest
from django.db import models
from django.test.utils import isolate_apps

from desmigratif.core.access import PERSON_TABLE
from desmigratif.core.history import Tracked, Untracked, history_of, tracked
from desmigratif.core.models import RegionalModel
from desmigratif.core.security import tables
from tests.architecture.guards.database import rows_of
from tests.architecture.guards.history import told_secrets, without_history, wrong_triggers


def test_every_table_has_history_or_a_reason():
    assert without_history(tables()) == set()
    reasons = [found.reason for model in tables() if isinstance(found := history_of(model), Untracked)]
    assert min(len(reason) for reason in reasons) > 8
    kept = {model._meta.label for model in tracked()}
    assert len(kept) > 40
    assert kept >= {"workers.Person", "workers.Child", "accounts.Assignment", "exchange.Agreement", "reporting.Figure"}


def test_no_secret_is_kept():
    assert told_secrets(tables()) == set()


def test_every_table_with_history_has_its_triggers(owner):
    assert wrong_triggers(owner) == set()


@isolate_apps("workers")
def test_the_guards_see_a_planted_model():
    class Forgotten(models.Model):
        class Meta:
            app_label = "workers"

    class Telling(RegionalModel):
        access = PERSON_TABLE
        nik_hash = models.BinaryField()
        api_token = models.CharField(max_length=10)

        class Meta:
            app_label = "workers"

    class Silent(RegionalModel):
        access = PERSON_TABLE
        history = Tracked(untold={"nik_hash": "NIK"}, left_out=("api_token",))
        nik_hash = models.BinaryField()
        api_token = models.CharField(max_length=10)

        class Meta:
            app_label = "workers"

    assert without_history([Forgotten, Telling, Silent]) == {"workers.Forgotten"}
    assert told_secrets([Forgotten, Telling, Silent]) == {"workers.Telling.nik_hash", "workers.Telling.api_token"}
    with pytest.raises(ValueError, match="reason"):
        Untracked("")


@pytest.mark.parametrize(
    "violation",
    [
        "drop trigger history_update on workers_person",
        "alter table workers_person disable trigger history_delete",
        'alter function "history_of_workers_person"() security invoker',
    ],
)
def test_the_guard_of_the_database_sees(owner, violation):
    owner.execute(violation)
    assert wrong_triggers(owner) == {"workers_person"}


def test_a_planted_table_writes_no_event_unless_it_is_declared(owner):
    owner.execute("create table planted (id int)")
    assert rows_of(owner, "select 1 from pg_trigger where tgrelid = 'planted'::regclass") == []
