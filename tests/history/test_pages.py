"""The page "Riwayat perubahan": readable, as the reader may see it; what it can and can't show of tampering."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from desmigratif.core.owner import as_owner
from desmigratif.core.scope import SYSTEM, acting_as, because
from tests.conftest import TUNGGANGRI, make_user
from tests.workers.households import child_of, members_of, record
from tests.workers.registering import OTHER_WOMAN, do, episode_of, now, register
from villages.models import Village
from workers import services

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def person(officer):
    return register(officer)


def page(client, record, name="person", **extra):
    return client.get(reverse(f"{name}-history", args=[record.pk]), **extra)


def change(record, reason="", by=SYSTEM, **values):
    with acting_as(by), because(reason):
        type(record).objects.filter(pk=record.pk).update(**values)


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_tells_when_who_in_which_role_what_before_and_after_and_why(person, petugas, as_user):
    client = as_user(petugas)
    edit = reverse("person-edit", args=[person.pk])
    given = {name: value for name, value in client.get(edit).context["form"].initial.items() if value is not None}
    given |= {"nickname": "Endang", "hamlet": "Krajan", "sex": "2", "reason": "Nama di KTP lain"}
    assert client.post(edit, given, headers={"User-Agent": CHROME}).status_code == 302
    shown = text(page(client, person))
    assert "Orang diubah" in shown
    assert f"{petugas.full_name}, Petugas Desmigratif" in shown
    assert "lewat Chrome di HP Android" in shown
    assert "Alasan: “Nama di KTP lain”" in shown
    assert 'Nama panggilan: <span class="dm-muted">kosong</span>' in shown
    assert "<strong>Endang</strong>" in shown
    assert "Orang dicatat" in shown
    assert "Riwayat terputus" not in shown


def test_codes_countries_and_dates_stand_in_words(person, petugas, as_user):
    change(person, status="AKTIF", birth_date="1991-02-03")
    change(episode_of(person), cancelled_at=datetime(2026, 11, 25, 3, 5, tzinfo=UTC))
    change(episode_of(person), country="TW")
    shown = text(page(as_user(petugas), person))
    assert "<strong>3 Februari 1991</strong>" in shown
    assert "<strong>25 November 2026, 10.05 WIB</strong>" in shown
    assert "<strong>Taiwan</strong>" in shown
    assert "AKTIF" not in shown


def test_the_route_is_told_to_the_district_and_not_to_the_village(person, petugas, disnaker, as_user):
    change(episode_of(person), route="NONPROS")
    for user, sees in ((petugas, False), (disnaker, True)):
        shown = text(page(as_user(user), person))
        line = shown.partition("Jalur")[2][:200]
        assert ("diubah" in line.partition("</li>")[0]) is not sees


def test_a_new_nik_is_told_as_changed_only(person, disnaker, actor_of, as_user):
    do(services.set_nik, person=person, nik=OTHER_WOMAN, by=actor_of(disnaker), reason="Salah ketik di KTP lama")
    shown = text(page(as_user(disnaker), person))
    assert "NIK: diubah" in shown
    assert now(person).nik_masked not in shown


def test_of_a_child_only_the_names_of_fields_are_told(petugas, actor_of, as_user, officer):
    child = child_of(officer, members_of(record(officer))["Dewi"].person, school="SD Mutiara")
    change(child, school="SD Melati")
    do_withdraw = services.withdraw_consent
    shown = text(page(as_user(petugas), child, "child"))
    assert "Nama sekolah: diubah" in shown or "ekolah: diubah" in shown
    assert "Melati" not in shown
    assert "Mutiara" not in shown
    with acting_as(officer):
        do_withdraw(child=child, reason="Wali mencabut", version=now(child).version, by=officer)
    shown = text(page(as_user(petugas), child, "child"))
    assert "Melati" not in shown
    assert "Mbah Sarmi" not in shown


def test_the_part_of_the_record_s_page_is_short_and_has_no_frame(person, petugas, as_user):
    for number in range(12):
        change(person, nickname=f"Nama {number}")
    client = as_user(petugas)
    assert page(client, person).content.count(b"Orang diubah") == 12
    part = page(client, person, headers={"HX-Request": "true"})
    assert b"<html" not in part.content
    assert part.content.count(b"Orang diubah") == 10
    assert "Lihat semua perubahan" in part.content.decode()
    assert reverse("person-history", args=[person.pk]) in client.get(person.get_absolute_url()).content.decode()


def test_older_changes_are_on_the_next_page(person, petugas, as_user):
    for number in range(35):
        change(person, nickname=f"Nama {number}")
    client = as_user(petugas)
    first = page(client, person)
    older = client.get(f"{first.wsgi_request.path}?sebelum={first.context['older']}")
    assert len(first.context["acts"][0].parts) + len(older.context["acts"][0].parts) > 35
    assert "Ke yang terbaru" in older.content.decode()
    for wrong in ("x", "-1", "9" * 30):
        assert client.get(f"{first.wsgi_request.path}?sebelum={wrong}").status_code == 404


def test_another_village_and_roles_without_persons_get_nothing(person, petugas_betak, kades, camat, as_user):
    assert page(as_user(petugas_betak), person).status_code == 404
    for user in (kades, camat):
        assert page(as_user(user), person).status_code == 403


def test_a_ministry_reads_the_history_of_a_village_without_its_officers(analis, petugas, as_user, officer):
    from tests.architecture.world import make_world

    place = make_world().places[TUNGGANGRI]
    with acting_as(SYSTEM):
        village = Village.objects.get(pk=place.village.pk)
    change(village, population=4321, population_year=2026)
    change(place.officer, full_name="Suwarti Baru")
    shown = text(page(as_user(analis), village, "village"))
    assert "4321" in shown
    assert "Suwarti" not in shown
    assert "Suwarti Baru" in text(page(as_user(petugas), village, "village"))


def test_the_admin_shows_the_same(person, penata, as_user):
    change(person, nickname="Endang")
    url = reverse("admin:workers_person_history", args=[person.pk])
    assert "<strong>Endang</strong>" in text(as_user(penata).get(url))


@pytest.fixture
def changed(own_database):
    """A person whose nickname went from A over B to C, committed; and a reader of the village."""
    with acting_as(SYSTEM):
        reader = make_user("petugas", "desa", TUNGGANGRI)
        by = reader.assignments.select_related("user", "region", "institution").first().as_actor()
    person = register(by)
    for value in "ABC":
        change(person, nickname=value)
    return person, reader


def tamper(statement, *values):
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount > 0


TO_B = "data -> 'nickname' ->> 1 = 'B'"
TO_C = "data -> 'nickname' ->> 1 = 'C'"


@pytest.mark.parametrize(
    ("statement", "shows"),
    [
        (f"update history_event set data = jsonb_set(data, '{{nickname,1}}', '\"X\"') where {TO_B}", True),
        (f"delete from history_event where {TO_B}", True),
        (f"update history_event set id = nextval('history_event_id_seq') where {TO_B}", True),
        (f"delete from history_event where {TO_C}", False),  # the newest: nothing follows it
        (f"update history_event set context = '{{}}', user_id = null where {TO_B}", False),  # who and why
    ],
)
def test_what_the_page_shows_of_an_owner_who_tampers(changed, as_user, statement, shows):
    person, reader = changed
    client = as_user(reader)
    assert "Riwayat terputus" not in text(page(client, person))
    tamper(statement)
    assert ("Riwayat terputus" in text(page(client, person))) is shows
