"""Texts of consent are data with versions: each consent names the one that was read out (P-34)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.households import CONSENT, child_of, members_of, record
from workers import services
from workers.models import ConsentText
from workers.services import GivenConsent

BODY = "Bapak atau Ibu, data anak ini dicatat supaya desa bisa mendampingi. " * 3


@pytest.fixture
def young(petugas, actor_of):
    return members_of(record(actor_of(petugas)))["Dewi"].person


def add(version: str, *, days: int = 0, language: str = "id") -> ConsentText:
    with acting_as(SYSTEM):
        return ConsentText.objects.create(
            version=version, language=language, body=BODY, valid_from=today() + timedelta(days=days)
        )


def read(version: str) -> GivenConsent:
    return GivenConsent(
        CONSENT.guardian_name, CONSENT.guardian_relation, CONSENT.method, CONSENT.given_on, text_version=version
    )


def test_there_is_a_first_text_that_says_who_sees_what_and_how_to_take_it_back(db):
    text = ConsentText.objects.get(pk="1")
    assert (text.language, text.get_language_display()) == ("id", "Indonesia")
    for words in ("boleh menolak", "boleh dicabut kapan saja", "3 x 24 jam"):
        assert words in text.body


def test_the_form_reads_the_newest_text_out_and_the_consent_names_it(petugas, as_user, actor_of, young):
    add("2")
    add("3", days=5)
    page = as_user(petugas).get(f"/orang/{young.pk}/anak/")
    assert BODY.strip()[:60] in page.content.decode()
    assert page.context["form"]["text_version"].value() == "2"
    assert child_of(actor_of(petugas), young).consent.text_id == "2"


def test_the_text_that_was_read_out_counts_even_when_a_newer_one_came_since(petugas, actor_of, young):
    add("2")
    assert child_of(actor_of(petugas), young, consent=read("1")).consent.text_id == "1"


def test_a_text_of_tomorrow_or_none_was_not_read_out(petugas, actor_of, young):
    add("3", days=1)
    for version in ("3", "zzz"):
        with pytest.raises(DomainError, match="Pilih teks persetujuan"):
            child_of(actor_of(petugas), young, consent=read(version))


def test_another_language_is_offered_beside_indonesian_which_stays_first(petugas, as_user, young):
    add("2-jv", language="jv")
    page = as_user(petugas).get(f"/orang/{young.pk}/anak/")
    assert [text.pk for text in page.context["texts"]] == ["1", "2-jv"]
    assert '<option value="2-jv">Versi 2-jv, jawa</option>' in page.content.decode()


def test_the_steward_adds_a_version_in_the_admin_and_nobody_changes_one(penata, as_user):
    client = as_user(penata)
    given = {
        "version": "2", "language": "id", "body": BODY, "valid_from": f"{today():%d-%m-%Y}", "reason": "Lebih jelas",
    }  # fmt: skip
    made = client.post("/kelola/workers/consenttext/add/", given)
    assert made.status_code == 302, made.context["adminform"].form.errors
    assert ConsentText.objects.filter(pk="2").exists()
    page = "/kelola/workers/consenttext/1/change/"
    assert client.get(page).status_code == 200
    assert client.post(page, {**given, "body": "lain"}).status_code == 403
    assert ConsentText.objects.get(pk="1").body != "lain"


def test_a_text_too_short_to_explain_anything_is_refused(penata, actor_of):
    with acting_as(actor_of(penata)) as by, pytest.raises((DomainError, ValidationError), match="terlalu pendek"):
        services.add_consent_text(version="2", language="id", body="Setuju?", valid_from=today(), by=by)


def test_the_application_itself_writes_no_text(petugas, actor_of):
    with (
        acting_as(actor_of(petugas)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("update workers_consenttext set body = 'x'")
