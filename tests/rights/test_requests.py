"""The register of data subjects' requests: 3 x 24 hours, a decision with a reason, and what stops (P-34)."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.notifications.models import Notification
from desmigratif.rights import services
from desmigratif.rights.models import RequestLog, SubjectRequest
from desmigratif.rights.services import Asked
from desmigratif.rights.services.own_data import ELSEWHERE, HELD, TRAIL
from tests.conftest import BETAK, TUNGGANGRI
from tests.workers.households import child_of, members_of, now, record
from tests.workers.registering import WOMAN, register
from villages import services as village_services
from workers.enums import ChildRisk
from workers.models import Child, Person
from workers.services import withdraw_person


@pytest.fixture(autouse=True)
def villages(db):
    with acting_as(SYSTEM) as by:
        for code in (TUNGGANGRI, BETAK):
            village_services.create_village(village_code=code, by=by)


def receive(by, *, person=None, village=TUNGGANGRI, **changed) -> SubjectRequest:
    values = {
        "kind": "AKSES", "asker_name": "Endang Lestari", "asker_relation": "SENDIRI", "identity_proof": "KTP",
        "details": "Minta salinan data saya.", **changed,
    }  # fmt: skip
    with acting_as(by):
        return services.receive_request(
            record_id=uuid7(), village_code=village, asked=Asked(**values), person=person, by=by
        )


def decide(request, by, *, granted=True, decision="Lembar data diserahkan."):
    with acting_as(by):
        return services.decide_request(
            request=request, granted=granted, decision=decision, version=now(request).version, by=by
        )


def told(kind: str) -> list:
    """Who has news of this kind that is not read."""
    with acting_as(SYSTEM):
        return list(Notification.objects.filter(kind=kind, read_at=None).values_list("user_id", flat=True))


def steps(request) -> list[str]:
    with acting_as(SYSTEM):
        return [row.comment for row in RequestLog.objects.filter(record_id=request.pk).order_by("seq")]


def test_the_clock_runs_from_when_it_was_asked(petugas, actor_of):
    asked = timezone.now() - timedelta(hours=70)
    request = receive(actor_of(petugas), received_at=asked)
    assert request.due_at - request.received_at == timedelta(hours=72)
    assert request.clock == "Sisa 1 jam" or request.clock == "Sisa 2 jam"
    late = receive(actor_of(petugas), received_at=timezone.now() - timedelta(hours=77, minutes=5))
    assert (late.is_late, late.clock) == (True, "Terlambat 5 jam")


def test_another_time_is_refused_by_the_database(petugas, actor_of, system):
    request = receive(actor_of(petugas))
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectRequest.objects.filter(pk=request.pk).update(due_at=timezone.now() + timedelta(days=30))


def test_what_is_missing_is_said_at_once_and_nothing_is_kept(petugas, as_user):
    answer = as_user(petugas).post("/permintaan-data/catat/", {"record_id": str(uuid7()), "asker_name": "Endang"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Apa yang diminta?", "Isi permintaan", "Bukti diri", "Jam diterima"):
        assert f"Isi dulu: {words}" in page
    assert 'value="Endang"' in page


def test_the_officer_receives_and_the_coordinator_decides(petugas, disnaker, as_user, actor_of):
    person = register(actor_of(petugas))
    client = as_user(petugas)
    form = client.get("/permintaan-data/catat/", {"orang": str(person.pk)}).context["form"]
    given = {name: form[name].value() for name in form.fields} | {
        "kind": "AKSES", "details": "Minta salinan", "asker_name": "Endang Lestari", "asker_relation": "SENDIRI",
        "identity_proof": "KTP", "received_on": "24-11-2023", "received_time": "9.05", "asker_contact": "",
    }  # fmt: skip
    refused = client.post(f"/permintaan-data/catat/?orang={person.pk}", given)
    assert "paling lama 60 hari lalu" in refused.content.decode()
    local = timezone.localtime() - timedelta(hours=2)
    given |= {"received_on": f"{local:%d-%m-%Y}", "received_time": f"{local:%H.%M}"}
    made = client.post(f"/permintaan-data/catat/?orang={person.pk}", given)
    assert made.status_code == 302, made.context["form"].errors
    request = SubjectRequest.objects.none()
    with acting_as(SYSTEM):
        request = SubjectRequest.objects.get()
    assert (request.person_id, request.village_code) == (person.pk, TUNGGANGRI)
    url = request.get_absolute_url()
    assert client.get(f"{url}putuskan/").status_code == 403
    coordinator = as_user(disnaker)
    assert "Endang Lestari" in coordinator.get("/permintaan-data/").content.decode()
    assert told("PERMINTAAN") == [disnaker.pk]
    assert coordinator.post(f"{url}tangani/", {"version": request.version}).status_code == 302
    page = coordinator.get(f"{url}data-saya/").content.decode()
    assert "Endang Lestari" in page
    taken = now(request)
    assert (taken.status, taken.handler) == ("PROSES", disnaker)
    given = {"version": taken.version, "granted": "YA", "decision": "Lembar data diserahkan."}
    assert coordinator.post(f"{url}putuskan/", given).status_code == 302
    assert (told("PERMINTAAN"), told("PERMINTAAN_PUTUS")) == ([], [petugas.pk])
    closed = now(request)
    assert (closed.status, closed.is_closed) == ("PENUH", True)
    assert closed.clock.startswith("Selesai dalam 2 jam")
    assert steps(request) == [
        "Permintaan diterima.", "Mulai ditangani.", "Lembar data dibuka untuk dicetak.", "Lembar data diserahkan.",
    ]  # fmt: skip
    assert (
        "Permintaan ini sudah selesai"
        in coordinator.post(f"{url}putuskan/", {**given, "version": closed.version}).content.decode()
    )


def test_a_decision_needs_a_reason_and_a_fulfilment_needs_the_person(petugas, disnaker, actor_of):
    request = receive(actor_of(petugas))
    with pytest.raises(DomainError, match="Tulis putusan"):
        decide(request, actor_of(disnaker), decision=" ")
    with pytest.raises(DomainError, match="Hubungkan dulu"):
        decide(request, actor_of(disnaker))
    refused = decide(request, actor_of(disnaker), granted=False, decision="Bukan data pemohon.")
    assert refused.status == "TOLAK"


def test_the_officer_does_not_decide(petugas, actor_of):
    with pytest.raises(Http404):
        decide(receive(actor_of(petugas)), actor_of(petugas), granted=False)


def test_a_deletion_is_fulfilled_only_when_the_record_is_out_of_the_lists(petugas, disnaker, actor_of):
    person = register(actor_of(petugas))
    request = receive(actor_of(petugas), person=person, kind="HAPUS")
    with pytest.raises(DomainError, match="Tarik dulu catatan"):
        decide(request, actor_of(disnaker))
    with acting_as(actor_of(petugas)) as by:
        withdraw_person(person=person, reason="Diminta orangnya", version=now(person).version, by=by)
    assert decide(request, actor_of(disnaker)).status == "PENUH"


def test_a_withdrawn_consent_stops_everything_at_once_and_says_what(petugas, disnaker, as_user, actor_of):
    young = members_of(record(actor_of(petugas)))["Dewi"].person
    child = child_of(actor_of(petugas), young)
    request = receive(actor_of(petugas), person=young, kind="CABUT", asker_relation="WALI")
    page = as_user(disnaker).get(f"{request.get_absolute_url()}putuskan/").content.decode()
    assert "Kalau dipenuhi, ini langsung berhenti" in page
    decide(request, actor_of(disnaker), decision="Dicabut wali.")
    with acting_as(SYSTEM):
        assert not Child.objects.current().filter(pk=child.pk).exists()
        assert not Child.objects.shareable().filter(pk=child.pk).exists()
        assert Child.objects.get(pk=child.pk).consent.withdrawn_on is not None
    told = as_user(petugas).get(request.get_absolute_url()).content.decode()
    assert "Yang dihentikan" in told
    assert "Anak tidak lagi ikut unduhan daftar." in told
    again = receive(actor_of(petugas), person=young, kind="CABUT", asker_relation="WALI")
    with pytest.raises(DomainError, match="Tidak ada persetujuan yang berlaku"):
        decide(again, actor_of(disnaker))


def test_another_village_has_no_such_request_and_takes_no_foreign_person(petugas, petugas_betak, as_user, actor_of):
    person = register(actor_of(petugas))
    request = receive(actor_of(petugas), person=person)
    client = as_user(petugas_betak)
    for verb in ("", "data-saya/", "hubungkan/", "komentar/"):
        assert client.get(f"{request.get_absolute_url()}{verb}").status_code == 404
    assert client.get("/permintaan-data/catat/", {"orang": str(person.pk)}).status_code == 404
    with pytest.raises(DomainError, match="Pilih orangnya dari daftar desa ini"):
        receive(actor_of(petugas_betak), person=person, village=BETAK)
    with pytest.raises(Http404):
        receive(actor_of(petugas_betak), village=TUNGGANGRI)


def test_late_requests_are_found(petugas, as_user, actor_of):
    receive(actor_of(petugas), asker_name="Sudah Lewat", received_at=timezone.now() - timedelta(hours=80))
    receive(actor_of(petugas), asker_name="Masih Lama")
    page = as_user(petugas).get("/permintaan-data/", {"late": "YA"}).content.decode()
    assert "Sudah Lewat" in page
    assert "Masih Lama" not in page


def test_the_sheet_tells_every_field_with_purpose_and_basis_and_hides_what_endangers(
    petugas, disnaker, as_user, actor_of
):
    person = register(actor_of(petugas))
    request = receive(actor_of(petugas), person=person)
    page = as_user(petugas).get(f"{request.get_absolute_url()}data-saya/").content.decode()
    for words in ("Nama lengkap", "Endang Lestari", "UU 18/2017 Ps 42", "Mengenali orang yang didata", "Hong Kong"):
        assert words in page
    assert WOMAN not in page
    assert "Jalur keberangkatan hanya dicetak di kabupaten" in page
    assert "<dt>Jalur</dt>" not in page
    assert "<dt>Jalur</dt>" in as_user(disnaker).get(f"{request.get_absolute_url()}data-saya/").content.decode()


def test_the_sheet_tells_who_looked_by_role_and_day_and_nobody_by_name(petugas, disnaker, as_user, actor_of):
    person = register(actor_of(petugas))
    request = receive(actor_of(petugas), person=person)
    as_user(disnaker).get(person.get_absolute_url())
    page = as_user(petugas).get(f"{request.get_absolute_url()}data-saya/").content.decode()
    told = page.partition("Siapa melihat data ini")[2].partition("</section>")[0]
    assert f"{disnaker.assignments.get().get_role_display()}, 1 kali" in told
    assert disnaker.full_name not in told


def test_the_sheet_of_a_child_says_nothing_of_signs_of_risk(petugas, disnaker, actor_of):
    young = members_of(record(actor_of(petugas)))["Dewi"].person
    child_of(actor_of(petugas), young, risks=[ChildRisk.values[0]])
    with acting_as(actor_of(disnaker)) as by:
        data = services.data_of(young, by)
    titles = {section.title for section in data.sections}
    assert {"Orang", "Anak PMI", "Persetujuan wali", "Anggota keluarga", "Keluarga"} <= titles
    groups = [group for section in data.sections for groups in section.rows for group in groups]
    labels = {label for group in groups for label, _value in group.lines}
    assert "Tanda risiko" not in labels
    assert "Nama pengasuh" in labels
    assert any("Tanda risiko" in words for words in data.withheld)


def test_every_table_that_names_a_person_is_on_the_sheet_or_says_why_not():
    named = {
        model
        for model in apps.get_models()
        for field in model._meta.local_fields
        if field.related_model is Person and field.name in {"person", "subject"}
    }
    assert named <= HELD.keys() | TRAIL.keys() | ELSEWHERE.keys()
