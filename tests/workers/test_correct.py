"""Corrections of persons and their stays, and what the person's row says of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Country
from tests.workers.registering import MAN, WOMAN, do, episode_of, history, now, register
from workers import services
from workers.models import MigrationEpisode
from workers.services.episode_rules import age_at


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def district(disnaker, actor_of):
    return actor_of(disnaker)


@pytest.fixture
def person(officer):
    return register(officer, departed_on=PartialDate("2021-03"))


def correct(person, by, reason="", **changes):
    return now(do(services.correct_person, person=person, reason=reason, changes=changes, by=by))


def add(person, by, **more):
    more.setdefault("country", Country.objects.get(pk="TW"))
    return do(services.add_episode, person=person, by=by, **more)


def test_the_history_says_what_changed_in_words(person, officer):
    correct(person, officer, sex="1", phone="081234567890", business_interest="", needs_help=True)
    row = history(person)[-1]
    assert row.kind == "UBAH"
    assert {change["label"]: (change["old"], change["new"]) for change in row.changes} == {
        "Jenis kelamin": ("Perempuan", "Laki-laki"),
        "Nomor HP": ("", "+62 812-3456-7890"),
        "Minat usaha": ("Dagang", ""),
        "Perlu bantuan": ("Tidak", "Ya"),
    }
    assert row.comment == "Jenis kelamin berbeda dengan yang terbaca dari NIK."


def test_several_errors_come_at_once_and_nothing_is_saved(person, officer, district):
    with pytest.raises(ValidationError) as caught:
        correct(person, district, full_name="", nik="12", rt="x", status="X")
    assert caught.value.message_dict.keys() == {"reason", "full_name", "nik", "rt", "status"}
    assert now(person).version == person.version


def test_a_field_that_is_no_field_is_refused(person, officer):
    for name in ("record_status", "nik_hash", "village_code"):
        with pytest.raises(DomainError, match=name):
            correct(person, officer, **{name: "x"})


def test_a_nik_in_a_reason_is_masked(person, officer):
    correct(person, officer, reason=f"NIK {WOMAN} dan 3504 1409 0284 0013", hamlet="Bangunsari")
    comment = history(person)[-1].comment
    assert comment == "NIK 350414••••••••11 dan 350414••••••••13"


def test_a_nik_of_another_record_of_the_village_is_refused(person, officer):
    register(officer, nik=MAN, full_name="Joko")
    with pytest.raises(services.DuplicateNikError, match="Joko"):
        correct(person, officer, nik=MAN)


def test_an_unusual_status_is_recorded_with_a_warning(person, officer):
    changed = correct(person, officer, status="PROSES")
    assert (changed.status, changed.status_on) == ("PROSES", None)
    assert "tidak biasa: Purna ke Dalam proses" in history(person)[-1].comment
    correct(person, officer, status="WAFAT", status_on=PartialDate("2025"))
    assert (now(person).status, str(now(person).status_on)) == ("WAFAT", "2025")


def test_a_corrected_return_is_followed_by_the_person(person, officer):
    episode = episode_of(person)
    changes = {"returned_on": PartialDate("2023-08"), "country": Country.objects.get(pk="SG")}
    do(services.correct_episode, episode=episode, reason="", changes=changes, by=officer)
    row = now(person)
    assert (row.last_country_id, row.last_return_year, str(row.status_on)) == ("SG", 2023, "2023-08")
    labels = {change["label"]: (change["old"], change["new"]) for change in history(person)[-1].changes}
    assert labels["Tanggal pulang"] == ("2024", "Agustus 2023")
    assert labels["Negara tujuan"] == ("Hongkong" if "Hongkong" in str(labels) else "Hong Kong", "Singapura")


def test_the_route_is_kept_from_the_village(person, district):
    do(services.correct_episode, episode=episode_of(person), reason="Dicek", changes={"route": "NONPROS"}, by=district)
    row = history(person)[-1]
    assert [change["field"] for change in row.changes_shown(sees_route=True)] == ["route"]
    assert row.changes_shown(sees_route=False) == []


def test_leaving_again_makes_the_person_abroad_and_coming_home_purna(person, officer):
    episode = add(person, officer, departed_on=PartialDate("2025-02"))
    row = now(person)
    assert (row.status, str(row.status_on), row.last_country_id, row.last_return_year) == (
        "AKTIF",
        "2025-02",
        "TW",
        2024,
    )
    changes = {"returned_on": PartialDate("2026-01"), "return_reason": "PHK"}
    do(services.correct_episode, episode=episode, reason="", changes=changes, by=officer)
    row = now(person)
    assert (row.status, str(row.status_on), row.last_return_year) == ("PURNA", "2026-01", 2026)


def test_only_one_stay_goes_on(person, officer):
    add(person, officer, departed_on=PartialDate("2025"))
    with pytest.raises(DomainError, match="bertumpuk"):
        add(person, officer, departed_on=PartialDate("2026"))
    with acting_as(SYSTEM), pytest.raises(IntegrityError, match="episode_one_open_per_person"), transaction.atomic():
        MigrationEpisode.objects.filter(person=person).update(returned_on=None)


@pytest.mark.parametrize(
    ("start", "end"), [("2022", "2022-06"), ("2020", "2022"), ("2023-01", "2025"), (None, "2022-05")]
)
def test_stays_that_overlap_are_refused(person, officer, start, end):
    with pytest.raises(DomainError, match="bertumpuk"):
        add(person, officer, departed_on=start and PartialDate(start), returned_on=PartialDate(end))


@pytest.mark.parametrize(
    ("start", "end"), [("2019", "2021"), ("2018-01", "2021-03-20"), ("2024", "2025"), (None, "2020")]
)
def test_stays_that_may_follow_each_other_are_accepted(person, officer, start, end):
    assert add(person, officer, departed_on=start and PartialDate(start), returned_on=PartialDate(end))


def test_a_stay_needs_a_date_and_a_country(person, officer):
    with pytest.raises(ValidationError) as caught:
        add(person, officer, country=None)
    assert caught.value.message_dict.keys() == {"country", "departed_on"}


def test_the_same_stay_sent_twice_is_one(person, officer):
    record_id = uuid7()
    first = add(person, officer, record_id=record_id, departed_on=PartialDate("2025"))
    assert add(person, officer, record_id=record_id, departed_on=PartialDate("2025")) == first
    assert len(history(person)) == 2


def test_a_stay_id_of_another_village_is_refused_without_a_hint(person, officer, petugas_betak, actor_of):
    other = register(actor_of(petugas_betak), nik=MAN)
    with pytest.raises(DomainError, match="Halaman ini rusak"):
        add(person, officer, record_id=episode_of(other).pk, departed_on=PartialDate("2025"))


def test_a_cancelled_stay_no_longer_counts(person, officer):
    episode = add(person, officer, departed_on=PartialDate("2025"))
    with pytest.raises(DomainError) as caught:
        do(services.cancel_episode, episode=episode, reason="", by=officer)
    assert caught.value.field == "reason"
    cancelled = do(services.cancel_episode, episode=episode, reason="Batal berangkat", by=officer)
    assert cancelled.is_cancelled
    assert now(person).last_country_id == "HK"
    with pytest.raises(DomainError, match="sudah dibatalkan"):
        do(services.correct_episode, episode=episode, reason="", changes={"city": "x"}, by=officer)
    assert add(person, officer, departed_on=PartialDate("2025"))


def test_a_plan_below_eighteen_is_refused(officer):
    young = register(officer, nik="", no_nik_reason="U17", sex="2", birth_date=PartialDate("2015"))
    with pytest.raises(DomainError, match="18 tahun"):
        add(young, officer, departed_on=PartialDate("2030"))


def test_the_database_holds_the_order_of_half_known_dates(person):
    with acting_as(SYSTEM):
        rows = MigrationEpisode.objects.filter(person=person)
        rows.update(departed_on=PartialDate("2021-03"), returned_on=PartialDate("2021"))
        with pytest.raises(IntegrityError, match="episode_returned_after_departed"), transaction.atomic():
            rows.update(departed_on=PartialDate("2021-03"), returned_on=PartialDate("2021-02-28"))


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1990", "2008", 18),
        ("1990-06", "2008", 18),
        ("1990-06", "2008-05", 17),
        ("1990-06-15", "2008-06", 18),
        ("1990-06-15", "2008-06-14", 17),
        ("1990-06-15", "2008-06-15", 18),
        ("1990", "1989", None),
        (None, "2008", None),
    ],
)
def test_age_is_the_highest_that_fits(born, day, age):
    assert age_at(born and PartialDate(born), day and PartialDate(day)) == age


def test_who_has_grown_up_meanwhile_blocks_no_other_correction(officer, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+07:00")
    young = register(officer, nik="", no_nik_reason="U17", sex="2", birth_date=PartialDate("2010"))
    time_machine.move_to("2030-01-05T10:00:00+07:00")
    changed = do(services.correct_person, person=young, reason="", changes={"nickname": "Tini"}, by=officer)
    assert changed.nickname == "Tini"
    with pytest.raises((DomainError, ValidationError), match="sudah 17 tahun"):
        do(services.correct_person, person=changed, reason="", changes={"no_nik_reason": "U17"}, by=officer)
