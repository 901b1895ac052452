"""The outbox in the admin: the administrator sees whether work is waiting."""

import pytest
from django.urls import reverse

from desmigratif.core.scope import SYSTEM, acting_as, current_actor
from desmigratif.notifications import outbox
from tests.core.admin_forms import change_url


@pytest.fixture
def entry(db):
    with acting_as(SYSTEM) as by:
        return outbox.add(task="reporting.make_export", by=by, export="0199")


def test_waiting_work_is_shown_to_the_administrator(entry, admin_user, as_user):
    client = as_user(admin_user)
    answer = client.get(reverse("admin:notifications_outboxentry_changelist"), {"state__exact": "ANTRE"})
    assert answer.context["cl"].result_count == 1
    assert "reporting.make_export" in client.get(change_url(entry)).content.decode()


def test_the_administrator_is_not_the_system_afterwards(entry, admin_user, as_user, raw):
    as_user(admin_user).get(change_url(entry))
    assert current_actor() is not SYSTEM
    assert raw("select current_setting('role')") != [("desm_system",)]


def test_the_data_steward_does_not_see_it(entry, penata, as_user):
    assert as_user(penata).get(change_url(entry)).status_code == 403
