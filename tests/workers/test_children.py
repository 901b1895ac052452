"""Children left behind: under 18, with consent or a named exception; what is sensitive stays where it is."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.households import CONSENT, child_of, do, members_of, now, record
from tests.workers.registering import register
from workers import services
from workers.catalogue import CHILDREN
from workers.enums import ChildRisk
from workers.models import Child, Consent, Family, FamilyLog
from workers.services import GivenConsent
from workers.web.forms.child import adults_of


@pytest.fixture
def young(petugas, actor_of):
    """Dewi, born 2014."""
    return members_of(record(actor_of(petugas)))["Dewi"].person


def test_a_child_is_recorded_with_the_consent_of_its_guardian(petugas, actor_of, young):
    child = child_of(actor_of(petugas), young)
    assert (child.carer_shown, child.has_consent) == ("Mbah Sarmi", True)
    assert (child.consent.text_id, child.consent.subject_id) == ("1", young.pk)


def test_somebody_of_age_is_no_child(petugas, actor_of):
    grown = members_of(record(actor_of(petugas)))["Sulastri"].person
    with pytest.raises(DomainError, match="di bawah 18 tahun"):
        child_of(actor_of(petugas), grown)


def test_without_consent_only_a_named_handler_records_it_with_a_reason(petugas, disnaker, actor_of, young):
    reason = "Wali diduga melakukan kekerasan; anak didampingi Dinsos."
    with pytest.raises(DomainError, match="koordinator kabupaten"):
        child_of(actor_of(petugas), young, consent=None, exception_reason=reason)
    with pytest.raises(DomainError, match="Tulis mengapa dicatat tanpa persetujuan"):
        child_of(actor_of(disnaker), young, consent=None, exception_reason=" ")
    child = child_of(actor_of(disnaker), young, consent=None, exception_reason=reason)
    assert (child.consent, child.exception_by_id, child.exception_reason) == (None, disnaker.pk, reason)


def test_the_database_itself_asks_for_one_of_both(petugas, actor_of, young):
    bare = Child(
        village_code=young.village_code, person=young, parent_abroad="IBU", carer_name="Mbah",
        carer_relation="KAKEK_NENEK", school_status="SD",
    )  # fmt: skip
    with acting_as(actor_of(petugas)) as by, pytest.raises(ValidationError, match="persetujuan wali"):
        bare.save_new(by=by)


def test_every_error_comes_at_once(petugas, actor_of, young):
    late = GivenConsent("", "ZZZ", "", today() + timedelta(days=2))
    with pytest.raises(ValidationError) as refused:
        child_of(actor_of(petugas), young, consent=late, school_status="", carer_name="")
    assert "school_status" in refused.value.error_dict
    assert "carer_name" in refused.value.error_dict


def test_a_carer_is_somebody_of_the_list_or_a_name_and_never_the_child(petugas, actor_of, young):
    by = actor_of(petugas)
    mother = register(by)
    with pytest.raises(DomainError, match="jangan keduanya"):
        child_of(by, young, carer=mother, carer_name="Mbah Sarmi")
    with pytest.raises(ValidationError):
        child_of(by, young, carer=young, carer_name="")
    assert child_of(by, young, carer=mother, carer_name="", migrant=mother).carer_shown == mother.full_name


def test_the_journal_names_what_changed_but_keeps_no_value(petugas, actor_of, young):
    by = actor_of(petugas)
    child = child_of(by, young, school="SDN 1 Tunggangri")
    do(services.correct_child, child=child, changes={"risks": ["KEKERASAN_FISIK"], "school": "SDN 2 Betak"}, by=by)
    do(services.correct_child, child=child, changes={"school": "SDN 2 Betak"}, by=by)
    with acting_as(SYSTEM):
        entry = FamilyLog.objects.get(record_id=child.pk, kind="UBAH")
    assert [(row["field"], row["old"], row["new"]) for row in entry.changes] == [
        ("school", "", "Diubah"),
        ("risks", "", "Diubah"),
    ]


def test_what_is_sensitive_of_a_child_is_in_no_dataset():
    hidden = {"risks", "exception_reason", "exception_by", "carer_name", "school"}
    assert hidden.isdisjoint({field.column for field in CHILDREN.fields} | {field.name for field in CHILDREN.fields})


def test_taking_consent_back_empties_the_record_and_hides_it(petugas, actor_of, young, as_user):
    by = actor_of(petugas)
    child = child_of(by, young, school="SDN 1 Tunggangri", has_jkn=True)
    do(services.withdraw_consent, child=child, reason="Ibu mencabut lewat telepon.", by=by)
    gone = now(child)
    assert (gone.school, gone.has_jkn, gone.is_withdrawn) == ("", None, True)
    assert (gone.carer_name, gone.carer_relation, gone.school_status, gone.parent_abroad) == ("", "", "", "")
    assert as_user(petugas).get(child.get_absolute_url()).status_code == 404
    with acting_as(SYSTEM):
        assert Consent.objects.get().withdrawn_on == today()
        assert not Child.objects.shareable().exists()
    assert "Dewi" not in as_user(petugas).get("/anak/").content.decode().split("<main")[1]
    with pytest.raises(DomainError, match="sudah ditarik"):
        do(services.correct_child, child=child, changes={"school": "x"}, by=by)


@pytest.mark.parametrize("service", [services.withdraw_consent, services.withdraw_child])
def test_a_child_taken_out_may_be_recorded_anew_but_never_twice(petugas, actor_of, young, service):
    by = actor_of(petugas)
    first = child_of(by, young)
    with pytest.raises(ValidationError, match="sudah tercatat"):
        child_of(by, young)
    do(service, child=first, reason="Ibu mencabut lewat telepon.", by=by)
    assert child_of(by, young).pk != first.pk
    with acting_as(by):
        assert [family.children_now for family in Family.objects.visible_to(by).with_counts()] == [1]


def test_only_grown_people_are_offered_as_carers(petugas, actor_of, young):
    by = actor_of(petugas)
    with acting_as(by):
        names = [name.partition(",")[0] for _, name in adults_of(by, young.village_code, young)]
    assert sorted(names) == ["Sulastri", "Suparman"]


def test_risks_are_shown_to_the_village_and_not_to_the_steward(petugas, penata, actor_of, young, as_user):
    child = child_of(actor_of(petugas), young, risks=["KEKERASAN_FISIK"])
    told = {user: ChildRisk.KEKERASAN_FISIK.label in as_user(user).get(child.get_absolute_url()).content.decode()
            for user in (petugas, penata)}  # fmt: skip
    assert told == {petugas: True, penata: False}


def test_a_reason_for_going_without_consent_is_not_dropped_beside_a_consent(disnaker, as_user, young):
    client, path = as_user(disnaker), f"/orang/{young.pk}/anak/"
    shown = client.get(path).context["form"]
    refused = client.post(path, {
        "record_id": str(shown["record_id"].value()), "parent_abroad": "IBU", "carer_name": "Mbah Sarmi",
        "carer_relation": "KAKEK_NENEK", "school_status": "SD", "guardian_name": "Mbah Sarmi",
        "guardian_relation": "KAKEK_NENEK", "method": "CAP_JEMPOL", "given_on": f"{today():%d-%m-%Y}",
        "exception_reason": "Diduga ada kekerasan di rumah.",
    })  # fmt: skip
    assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"exception_reason"})
    assert "Diduga ada kekerasan di rumah." in refused.content.decode()


def test_training_a_carer_reaches_every_child_in_that_care(petugas, actor_of):
    by = actor_of(petugas)
    people = members_of(record(by))
    mother = people["Sulastri"].person
    first, second = (
        child_of(by, people[name].person, carer=mother, carer_name="", carer_relation="IBU")
        for name in ("Dewi", "Rangga")
    )
    with acting_as(by):
        assert services.mark_carers_trained(persons=[mother], on=today(), by=by) == 2
        assert services.mark_carers_trained(persons=[mother], on=today(), by=by) == 0
    assert {now(first).carer_trained_on, now(second).carer_trained_on} == {today()}


def test_another_village_and_roles_without_the_right_find_no_child(
    petugas, petugas_betak, kades, actor_of, young, as_user
):
    child = child_of(actor_of(petugas), young)
    with pytest.raises(Http404):
        do(services.withdraw_child, child=child, reason="x", by=actor_of(petugas_betak))
    assert as_user(petugas_betak).get(child.get_absolute_url()).status_code == 404
    assert as_user(kades).get(child.get_absolute_url()).status_code == 403


def test_the_form_of_a_child_keeps_everything_typed(petugas, as_user, young):
    client, path = as_user(petugas), f"/orang/{young.pk}/anak/"
    form = client.get(path).context["form"]
    typed = {
        "record_id": str(form["record_id"].value()), "parent_abroad": "IBU", "carer_name": "Mbah Sarmi",
        "carer_relation": "KAKEK_NENEK", "school_status": "SD", "school": "SDN 1", "guardian_name": "Mbah Sarmi",
        "guardian_relation": "KAKEK_NENEK", "method": "CAP_JEMPOL", "given_on": "",
    }  # fmt: skip
    refused = client.post(path, typed)
    assert refused.status_code == 422
    assert "Isi dulu: Tanggal persetujuan." in refused.content.decode()
    assert refused.context["form"]["school"].value() == "SDN 1"
    assert client.post(path, {**typed, "given_on": f"{CONSENT.given_on:%d-%m-%Y}"}).status_code == 302
