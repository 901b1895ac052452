"""Counting and refusing."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.limits import services
from desmigratif.limits.models import Usage

MINUTE = ((3, 60),)


@pytest.fixture
def at(monkeypatch):
    """The clock of the limits."""

    def set_to(seconds):
        monkeypatch.setattr(services.time, "time", lambda: seconds)

    set_to(600_005.0)
    return set_to


@pytest.mark.django_db
def test_what_is_left_goes_down_to_nought_and_then_it_is_over(at):
    quotas = [services.spend(subject="klien:1", limits=MINUTE) for _ in range(5)]
    assert [quota.left for quota in quotas] == [2, 1, 0, 0, 0]
    assert [quota.is_over for quota in quotas] == [False, False, False, True, True]
    assert quotas[0].headers() == {
        "RateLimit-Limit": "3",
        "RateLimit-Remaining": "2",
        "RateLimit-Reset": "55",
        "RateLimit-Policy": "3;w=60",
    }
    assert quotas[3].headers()["Retry-After"] == "55"


@pytest.mark.django_db
def test_the_next_window_begins_anew(at):
    for _ in range(4):
        services.spend(subject="klien:1", limits=MINUTE)
    at(600_060.0)
    assert services.spend(subject="klien:1", limits=MINUTE).left == 2


@pytest.mark.django_db
def test_one_subject_takes_nothing_from_another(at):
    for _ in range(4):
        services.spend(subject="klien:1", limits=MINUTE)
    assert not services.spend(subject="klien:2", limits=MINUTE).is_over


@pytest.mark.django_db
def test_the_limit_that_ends_last_decides_and_the_nearest_end_is_told(at):
    limits = ((10, 60), (3, 86400))
    assert services.spend(subject="klien:1", limits=limits).limit.seconds == 86400
    for _ in range(2):
        services.spend(subject="klien:1", limits=limits)
    over = services.spend(subject="klien:1", limits=limits)
    assert over.is_over
    assert over.resets_in > 3600


@pytest.mark.django_db
def test_a_dear_page_uses_several_units(at):
    assert services.spend(subject="pengguna:x", limits=((10, 60),), units=5).left == 5


def test_an_address_is_not_kept():
    mark = services.of_address("192.0.2.7")
    assert "192" not in mark
    assert mark != services.of_address("192.0.2.8")
    assert services.of_address(None).startswith("alamat:")


@pytest.mark.django_db
def test_what_was_used_today_can_be_shown():
    services.spend(subject="klien:1", limits=((9, 86400),), units=4)
    assert services.used_in_window(subjects=["klien:1", "klien:2"], seconds=86400) == {"klien:1": 4}


@pytest.mark.django_db
def test_windows_that_are_over_are_forgotten():
    services.spend(subject="klien:1", limits=((9, 86400),))
    with acting_as(SYSTEM):
        Usage.objects.create(subject="klien:1", seconds=60, starts_at=datetime.now(UTC) - timedelta(days=3), used=1)
    assert services.forget_old() == 1
    with acting_as(SYSTEM):
        assert Usage.objects.count() == 1


@pytest.mark.django_db
def test_counting_waits_for_no_disk():
    with connection.cursor() as cursor:
        cursor.execute("select relpersistence from pg_class where relname = 'limits_usage'")
        assert cursor.fetchone() == ("u",)


def test_of_many_requests_at_once_exactly_the_allowed_number_passes(own_database):
    passed = []

    def ask():
        try:
            for _ in range(10):
                passed.append(not services.spend(subject="klien:9", limits=((25, 86400), (25, 86400 * 2))).is_over)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 40
    assert sum(passed) == 25
