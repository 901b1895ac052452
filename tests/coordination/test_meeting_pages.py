"""Screens of meetings: planned, held, noted who came, written down; lists and files."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.models import Meeting
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import TUNGGANGRI
from tests.coordination.chain import make_chain, make_meeting
from tests.coordination.planning import make_action, stored
from villages import services as village_services

MOST_QUERIES = 45


def url(name, record):
    return reverse(name, args=[record.pk])


def typed(**changes):
    day = today() - timedelta(days=2)
    return {
        "record_id": str(uuid7()),
        "kind": "RAKOR",
        "title": "Rakor pemberdayaan purna",
        "starts_on": f"{day.day}-{day.month}-{day.year}",
        "ends_on": f"{day.day}-{day.month}-{day.year}",
        "mode": "HIBRIDA",
        "organizer": "KEMENKO_PMK",
        **changes,
    }


@pytest.fixture
def client(analis, as_user):
    return as_user(analis)


@pytest.fixture
def village(db):
    with acting_as(SYSTEM) as by:
        return village_services.create_village(village_code=TUNGGANGRI, by=by)


def text_of(page):
    return " ".join(page.content.decode().split())


def test_from_the_invitation_to_final_minutes(village, client):
    answer = client.post(reverse("meeting-add"), typed(invited=["KEMNAKER", "BPOM"], village_codes=[TUNGGANGRI]))
    with acting_as(SYSTEM):
        meeting = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, meeting.get_absolute_url())
    client.post(url("meeting-finish", meeting), {"version": "1", "summary": "Jadwal disepakati."})
    page = client.get(url("meeting-attendance", meeting))
    assert [line[0].code for line in page.context["form"].lines] == ["BPOM", "KEMNAKER"]
    noted = {
        "version": "2", "hadir-KEMNAKER": "HADIR", "nama-KEMNAKER": "Sri Utami", "jabatan-KEMNAKER": "Direktur",
        "hadir-BPOM": "TIDAK",
    }  # fmt: skip
    assert client.post(url("meeting-attendance", meeting), noted).status_code == 302
    assert client.post(url("meeting-final", meeting), {"version": "3", "is_sure": "on"}).status_code == 302
    text = text_of(client.get(meeting.get_absolute_url()))
    for words in (
        "Notulen final",
        "1 hadir, 0 hadir daring, 1 tidak hadir",
        "Sri Utami, Direktur",
        "Jadwal disepakati.",
    ):
        assert words in text, words
    assert "Kunci notulen" not in text


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(client):
    data = typed(title=" ", starts_on="6-4-2026", ends_on="5-4-2026", organizer="ZZZ", mode="LISAN", follows="zzz")
    page = client.post(reverse("meeting-add"), data | {"place": "Ruang rapat 14"})
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"title", "ends_on", "organizer", "mode", "follows"}
    text = page.content.decode()
    assert "Tanggal selesai harus sama dengan atau sesudah tanggal mulai." in text
    assert 'value="Ruang rapat 14"' in text


def test_institutions_added_on_the_page_of_attendance_come_as_rows(client):
    meeting = make_meeting(invited=("KEMNAKER",))
    answer = client.post(
        url("meeting-attendance", meeting), {"version": "1", "hadir-KEMNAKER": "HADIR", "invited": ["BPOM"]}
    )
    assert answer["Location"] == url("meeting-attendance", meeting)
    assert [line[0].code for line in client.get(answer["Location"]).context["form"].lines] == ["BPOM", "KEMNAKER"]


def test_two_at_once_on_the_page_of_attendance_lose_nothing(client):
    meeting = make_meeting(invited=("KEMNAKER",))
    first = {"version": "1", "hadir-KEMNAKER": "HADIR", "nama-KEMNAKER": "Sri Utami"}
    assert client.post(url("meeting-attendance", meeting), first).status_code == 302
    page = client.post(url("meeting-attendance", meeting), {**first, "nama-KEMNAKER": "Sri Utari"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "baru saja diubah orang lain" in text
    assert 'value="Sri Utari"' in text
    assert 'name="version" value="2"' in " ".join(text.split())


def test_an_edit_shows_a_conflict_with_everything_typed(client):
    meeting = make_meeting(villages=())
    first = typed(version="1", title="Rakor kedua")
    assert client.post(url("meeting-edit", meeting), first).status_code == 302
    page = client.post(url("meeting-edit", meeting), {**first, "title": "Rakor ketiga"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Yang tersimpan sekarang" in text
    assert "Rakor kedua" in text
    assert 'value="Rakor ketiga"' in text
    assert (
        client.post(url("meeting-edit", meeting), {**first, "version": "2", "title": "Rakor ketiga"}).status_code
        == 302
    )
    assert stored(meeting).title == "Rakor ketiga"


def test_a_meeting_that_carries_on_begins_with_what_is_open(client):
    made = make_chain(invited=("KEMNAKER",))
    action = make_action(recommendation=made["recommendation"], ends=-3)
    page = client.get(f"{reverse('meeting-add')}?lanjutan={made['meeting'].pk}")
    assert page.context["form"]["follows"].value() == str(made["meeting"].pk)
    assert page.context["form"]["invited"].value() == ["KEMNAKER"]
    after = make_meeting(follows=made["meeting"])
    page = client.get(after.get_absolute_url())
    assert [row.action for row in page.context["agenda"]] == [action]
    assert "Terlambat 3 hari" in text_of(page)


def test_a_withdrawn_meeting_says_so_and_leaves_the_list(client):
    meeting = make_meeting()
    assert client.post(url("meeting-withdraw", meeting), {"version": "1", "reason": " "}).status_code == 422
    client.post(url("meeting-withdraw", meeting), {"version": "1", "reason": "Ganda."})
    assert "sudah ditarik" in text_of(client.get(meeting.get_absolute_url()))
    assert client.get(url("meeting-edit", meeting)).status_code == 404
    assert client.get(reverse("meeting-list")).context["counted"] == 0


def test_the_list_counts_filters_and_leaves_as_a_file_without_names(client):
    make_meeting(invited=("KEMNAKER", "BPOM"), title="Rapat satu", chair="Sri Utami")
    make_meeting(kind="RTM", title="Rapat dua")
    page = client.get(reverse("meeting-list"), {"q": "satu"})
    assert [(row.title, row.invited, row.came) for row in page.context["page"].rows] == [("Rapat satu", 2, 0)]
    assert client.get(reverse("meeting-list"), {"kind": "ZZZ"}).status_code == 400
    assert client.get(reverse("meeting-list"), {"jenis": "RTM"}).status_code == 400
    content = client.get(reverse("meeting-list"), {"unduh": "csv"}).content.decode("utf-8-sig")
    assert "Rapat dua" in content
    assert "Sri Utami" not in content


def test_a_page_needs_as_many_queries_for_many_as_for_one(client, django_assert_max_num_queries):
    codes = ("KEMNAKER", "BPOM", "KEMENSOS", "KEMLU")
    first = make_meeting(invited=codes)
    for _ in range(3):
        make_action(recommendation=None, finding=make_chain()["finding"])
    after = make_meeting(follows=first, invited=codes)
    for path in (reverse("meeting-list"), after.get_absolute_url()):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(path).status_code == 200
