"""One active assignment per request: read anew each time, switched in the header, only among one's own (D7)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Role
from desmigratif.accounts.services import actor_of_assignment
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Level
from desmigratif.reference.models import Institution, Region
from tests.conftest import BETAK, TULUNGAGUNG, TUNGGANGRI
from tests.workers.registering import MAN, register

YESTERDAY, TOMORROW = -1, 1


def add(user, role=Role.PETUGAS, code=BETAK, level=Level.DESA, *, starts=-300, ends=None) -> Assignment:
    """One more assignment, from and to a number of days from now."""
    return Assignment.objects.create(
        user=user,
        role=role,
        level=level,
        region=Region.objects.get(pk=code) if code else None,
        institution=Institution.objects.get(code="KEMLU") if role == Role.KL else None,
        starts_on=today() + timedelta(days=starts),
        ends_on=None if ends is None else today() + timedelta(days=ends),
    )


@pytest.fixture
def people(petugas, petugas_betak, actor_of):
    """Endang in Tunggangri, Wahyu in Betak."""
    return [
        register(actor_of(petugas)),
        register(actor_of(petugas_betak), full_name="Wahyu Santoso", nik=MAN),
    ]


def seen(client: Client) -> set[str]:
    page = client.get("/orang/").content.decode()
    return {name for name in ("Endang Lestari", "Wahyu Santoso") if name in page}


def switch_to(client: Client, assignment) -> int:
    return client.post("/akun/penugasan/", {"assignment": str(getattr(assignment, "pk", assignment))}).status_code


@pytest.mark.parametrize(("starts", "ends"), [(-300, YESTERDAY), (TOMORROW, None)])
def test_an_assignment_that_ended_yesterday_or_begins_tomorrow_gives_nothing(petugas, as_user, starts, ends):
    petugas.assignments.all().delete()
    add(petugas, code=TUNGGANGRI, starts=starts, ends=ends)
    client = as_user(petugas)
    home = client.get("/")
    assert home.status_code == 403
    assert "Belum ada penugasan" in home.content.decode()
    for path in ("/orang/", "/desa/", "/ikhtisar/", "/akun/", "/wilayah/cari/", "/orang/daftar-purna/"):
        assert client.get(path).status_code == 403, path
    assert client.post("/keluar/").status_code == 302


def test_on_its_last_day_it_still_counts(petugas, as_user):
    petugas.assignments.update(ends_on=today())
    assert as_user(petugas).get("/orang/").status_code == 200


def test_an_assignment_that_ends_while_somebody_is_logged_in_is_gone_the_next_day(petugas, as_user):
    petugas.assignments.update(ends_on=today())
    evening = timezone.localtime().replace(hour=23, minute=50)
    with time_machine.travel(evening, tick=False) as clock:
        client = as_user(petugas)
        assert client.get("/orang/").status_code == 200
        clock.shift(timedelta(minutes=20))
        assert client.get("/orang/").status_code == 403


def test_the_rows_of_the_active_assignment_only(people, petugas, as_user):
    second = add(petugas)
    client = as_user(petugas)
    assert seen(client) == {"Endang Lestari"}
    assert switch_to(client, second) == 302
    assert seen(client) == {"Wahyu Santoso"}
    assert client.get(people[0].get_absolute_url()).status_code == 404
    assert switch_to(client, petugas.assignments.get(region=TUNGGANGRI)) == 302
    assert seen(client) == {"Endang Lestari"}


def test_the_rights_of_the_active_assignment_only(people, petugas, as_user):
    district = add(petugas, Role.DISNAKER, TULUNGAGUNG, Level.KAB)
    client = as_user(petugas)
    assert (client.get("/periksa/").status_code, client.get("/orang/daftar-purna/").status_code) == (403, 200)
    switch_to(client, district)
    assert (client.get("/periksa/").status_code, client.get("/orang/daftar-purna/").status_code) == (200, 403)
    assert seen(client) == {"Endang Lestari", "Wahyu Santoso"}


def test_the_header_offers_the_others_and_says_which_is_active(petugas, as_user):
    second = add(petugas)
    ended = add(petugas, code="35.04.14.2017", ends=YESTERDAY)
    client = as_user(petugas)
    page = client.get("/").content.decode()
    assert f'value="{second.pk}"' in page
    assert f'value="{ended.pk}"' not in page
    switch_to(client, second)
    told = client.get("/").content.decode()
    assert "Anda sekarang bekerja sebagai Petugas Desmigratif, Desa Betak, Kec. Kalidawir" in told
    assert f'value="{second.pk}"' not in told


def test_only_ones_own_valid_assignments_can_be_chosen(people, petugas, petugas_betak, as_user):
    ended = add(petugas, ends=YESTERDAY)
    client = as_user(petugas)
    for wanted in (petugas_betak.assignments.get(), ended, uuid4(), "", "x", "' or 1=1"):
        assert switch_to(client, wanted) == 404, wanted
    assert client.post("/akun/penugasan/").status_code == 404
    assert seen(client) == {"Endang Lestari"}


def test_a_session_can_not_name_somebody_elses_assignment(people, petugas, petugas_betak, as_user):
    client = as_user(petugas)
    session = client.session
    session["assignment"] = str(petugas_betak.assignments.get().pk)
    session.save()
    assert seen(client) == {"Endang Lestari"}


def test_when_the_active_one_ends_another_takes_its_place(people, petugas, as_user):
    second = add(petugas)
    client = as_user(petugas)
    switch_to(client, second)
    Assignment.objects.filter(pk=second.pk).update(ends_on=today() - timedelta(days=1))
    assert seen(client) == {"Endang Lestari"}


def test_logging_in_again_starts_with_the_first_assignment(petugas, as_user):
    second = add(petugas)
    client = as_user(petugas)
    switch_to(client, second)
    client.post("/keluar/")
    client.force_login(petugas, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
    assert client.session.get("assignment") is None


def test_a_job_of_an_ended_assignment_or_of_a_user_shut_out_does_not_run(petugas, petugas_betak):
    assert actor_of_assignment(petugas.assignments.get().pk).code == TUNGGANGRI
    petugas.assignments.update(ends_on=today() - timedelta(days=1))
    petugas_betak.is_active = False
    petugas_betak.save(update_fields=["is_active"])
    for assignment in (petugas.assignments.get(), petugas_betak.assignments.get()):
        with pytest.raises(DomainError, match="sudah berakhir"):
            actor_of_assignment(assignment.pk)


def test_rights_come_from_the_assignment_alone(petugas, as_user):
    client = as_user(petugas)
    answer = client.get("/akun/")
    user = answer.wsgi_request.user
    assert not user.is_superuser
    assert user.has_perm("workers.add_person")
    assert not user.has_perm("workers.verify_person")
    assert user.has_perms(["workers.add_person", "workers.view_person"])
    assert user.has_module_perms("workers")
    assert not user.has_module_perms("notifications")
    petugas.refresh_from_db()
    assert not petugas.has_perm("workers.add_person"), "outside a request nobody may anything"


def test_a_browser_learns_of_its_own_session_only(as_user, petugas, client):
    stranger = client.get("/sesi/")
    assert stranger.json()["assignment"] == ""
    own = as_user(petugas).get("/sesi/")
    assert own.json()["assignment"] == str(petugas.assignments.get().pk)
    assert own.json()["token"]
    assert own["Cache-Control"] == "no-store"
