"""The data steward corrects people in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Country
from tests.core.admin_forms import REASON, as_shown, change_url, errors_of, send
from tests.workers.registering import MAN, OTHER_WOMAN, WOMAN, do, episode_of, history, now, register
from tests.workers.web_people import verify
from workers import services
from workers.models import NikReview


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def person(officer):
    return register(officer, departed_on=PartialDate("2021-03"), phone="+6281234567890")


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


def test_a_correction_is_saved_with_its_reason_in_the_history(person, steward, penata):
    answer = send(steward, change_url(person), full_name="Endang Sri Lestari", birth_date="4-11-1990", rt="7")
    assert answer.status_code == 302
    row = now(person)
    assert (row.full_name, str(row.birth_date), row.rt) == ("Endang Sri Lestari", "1990-11-04", "007")
    assert row.updated_by == penata
    entry = history(person)[-1]
    assert (entry.kind, entry.by, entry.by_role, entry.comment) == ("KOREKSI", penata, "penata", REASON)
    assert {change["field"] for change in entry.changes} == {"full_name", "rt"}
    assert not LogEntry.objects.exists(), "no name of a person outside row security"


def test_a_correction_of_a_verified_record_goes_back_to_the_district(person, steward, disnaker, actor_of):
    verify(person, actor_of(disnaker))
    send(steward, change_url(person), full_name="Endang S. Lestari")
    assert now(person).record_status == "KIRIM"


def test_the_form_as_it_stands_changes_nothing(person, steward):
    errors = errors_of(send(steward, change_url(person)))
    assert errors == {"__all__": ["Belum ada isian yang diubah."]}
    assert now(person).version == person.version


def test_what_the_service_refuses_stands_beside_its_field_and_everything_typed_stays(person, steward):
    typed = {
        "full_name": "Endang 123",
        "nik": "3504144411900",
        "rt": "x1",
        "phone": "08",
        "birth_date": "14-5-2090",
        "hamlet": "Dusun Baru",
    }
    answer = send(steward, change_url(person), **typed)
    errors = errors_of(answer)
    assert errors.keys() == {"full_name", "nik", "rt", "phone", "birth_date"}
    assert "NIK harus 16 angka. Yang terisi 13 angka." in errors["nik"]
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
    assert form["reason"].value() == REASON
    page = answer.content.decode()
    assert "hanya boleh berisi huruf" in page
    assert 'value="Endang 123"' in page
    assert now(person).version == person.version


def test_a_date_that_is_none_is_refused_by_the_form(person, steward):
    answer = send(steward, change_url(person), birth_date="kemarin", hamlet="Dusun Baru")
    assert errors_of(answer).keys() == {"birth_date"}
    assert 'value="kemarin"' in answer.content.decode()


@pytest.mark.parametrize(
    "reason", ["", "salah", "x" * 501, f"NIK yang benar {WOMAN}", "NIK 3504 1444 1190 0011 salah"]
)
def test_a_reason_is_needed_and_holds_no_nik(reason, person, steward):
    assert errors_of(send(steward, change_url(person), reason=reason, rt="7")).keys() == {"reason"}
    assert len(history(person)) == 1


def test_two_stewards_at_once_lose_nothing(person, steward, officer):
    page = steward.get(change_url(person))
    do(services.correct_person, person=person, reason="", changes={"hamlet": "Bangunsari", "rt": "002"}, by=officer)
    answer = steward.post(change_url(person), as_shown(page) | {"full_name": "Endang Sri", "reason": REASON})
    errors = errors_of(answer)
    assert "sudah diubah orang lain" in errors["__all__"][0]
    assert errors["hamlet"] == ["Sekarang tersimpan: Bangunsari."]
    assert errors["rt"] == ["Sekarang tersimpan: 002."]
    assert errors["full_name"] == ["Sekarang tersimpan: Endang Lestari."]
    again = as_shown(answer)
    assert again["full_name"] == "Endang Sri"
    assert steward.post(change_url(person), again | {"hamlet": "Bangunsari", "rt": "002"}).status_code == 302
    row = now(person)
    assert (row.full_name, row.hamlet, row.rt) == ("Endang Sri", "Bangunsari", "002")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, None])
def test_a_broken_version_is_refused_in_words(version, person, steward):
    errors = errors_of(send(steward, change_url(person), read_version=version, rt="7"))
    assert "__all__" in errors
    assert "read_version" not in errors
    assert now(person).version == person.version


def test_the_nik_is_typed_anew_and_never_shown(person, steward):
    page = steward.get(change_url(person)).content.decode()
    assert "350414••••••••11" in page
    assert WOMAN not in page
    send(steward, change_url(person), nik="3504 1452 0787 0012")
    assert now(person).nik_masked == "350414••••••••12"
    assert OTHER_WOMAN not in str([row.changes for row in history(person)])


def test_a_nik_may_be_taken_off_with_a_reason_for_having_none(person, steward):
    send(steward, change_url(person), no_nik_reason="WNA")
    assert (now(person).nik_masked, now(person).no_nik_reason) == ("", "WNA")


def test_a_withdrawn_record_stays_as_it_is(person, steward, officer):
    do(services.withdraw_person, person=person, reason="Tercatat dua kali", by=officer)
    errors = errors_of(send(steward, change_url(person), rt="7"))
    assert "sudah ditarik" in errors["__all__"][0]


def test_a_stay_is_corrected_and_the_person_follows(person, steward):
    answer = send(steward, change_url(episode_of(person)), country="SG", returned_on="Agustus 2023", route="PROS")
    assert answer.status_code == 302
    assert (now(person).last_country, now(person).last_return_year) == (Country.objects.get(pk="SG"), 2023)
    assert history(person)[-1].comment == REASON


def test_a_return_before_departure_is_refused_beside_its_field(person, steward):
    answer = send(steward, change_url(episode_of(person)), returned_on="2019")
    assert errors_of(answer).keys() == {"returned_on"}
    assert 'value="2019"' in answer.content.decode()


def test_a_double_nik_across_kabupaten_is_decided(person, steward, petugas_betak, actor_of):
    register(actor_of(petugas_betak), full_name="Endang L.")
    with acting_as(SYSTEM):
        review = NikReview.objects.get()
    assert "Endang L" in steward.get(change_url(review)).content.decode()
    assert send(steward, change_url(review), status="SAMA").status_code == 302
    with acting_as(SYSTEM):
        review.refresh_from_db()
    assert (review.status, review.comment) == ("SAMA", REASON)
    assert len(history(person)) == 1, "the village must not learn of it"


def test_the_history_button_shows_what_changed_and_leads_to_the_log_of_the_person(person, steward):
    query = f"?person__id__exact={person.pk}"
    for record in (person, episode_of(person)):
        answer = steward.get(change_url(record).replace("/change/", "/history/"))
        assert f"{record._meta.verbose_name.capitalize()} dicatat" in answer.content.decode()
        log = reverse("admin:workers_personlog_changelist") + query
        assert log in answer.content.decode()
        assert steward.get(log).context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("endang", 1),
        ("LESTARI endang", 1),
        ("35.04.14.2011 lestari", 1),
        ("35", 1),
        ("33", 0),
        ("35.04.14.2016 endang", 0),
        ("endang budi", 0),
        (WOMAN, 0),
    ],
)
def test_people_are_found_by_name_and_region(words, found, person, steward):
    for model in ("person", "migrationepisode", "personlog"):
        answer = steward.get(reverse(f"admin:workers_{model}_changelist"), {"q": words})
        assert answer.context["cl"].result_count == found, model


def test_the_list_of_people_costs_few_queries(person, officer, steward, django_assert_max_num_queries):
    register(officer, nik=MAN, full_name="Joko")
    with django_assert_max_num_queries(16):  # with the limit of the page and the access log
        assert steward.get(reverse("admin:workers_person_changelist")).context["cl"].result_count == 2


@pytest.mark.parametrize("who", ["petugas", "disnaker", "analis", "admin_user"])
def test_nobody_else_corrects_here(who, request, person, as_user):
    client = as_user(request.getfixturevalue(who))
    assert client.post(change_url(person), {"full_name": "X", "reason": REASON}).status_code == 403
    assert now(person).full_name == "Endang Lestari"
