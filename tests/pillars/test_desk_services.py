"""Services at the desk and the register of permission letters."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import PermissionLetter, ServiceClient, ServiceLog
from pillars.services import desk
from pillars.services.states import quarter_start, village_states
from tests.conftest import BETAK, TUNGGANGRI
from tests.pillars.village import do, fresh, hold, make_person, make_village

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def village(db):
    make_village(BETAK)
    return make_village(TUNGGANGRI)


def serve(by, person=None, **changed):
    values = {"served_on": today(), "kind": "INFO_PROSEDUR", "channel": "DATANG", "requester": "SENDIRI",
              "outcome": "SELESAI", "referred_to": "", **changed}  # fmt: skip
    with acting_as(by):
        return desk.record_service(record_id=uuid7(), values=values, person=person, by=by)


def written(**changed):
    return {"letter_number": "470/12/2026", "requested_on": today() - 5 * DAY, "issued_on": today() - 2 * DAY,
            "giver_name": "Suparman", "giver_relation": "SUAMI", "attended": True, "country": None, "p3mi": "",
            "signatory": "", **changed}  # fmt: skip


def letter(by, person, **changed):
    with acting_as(by):
        return desk.register_letter(record_id=uuid7(), person=person, values=written(**changed), by=by)


def test_a_service_is_counted_with_or_without_a_name(petugas, actor_of, analis):
    by, person = actor_of(petugas), make_person(TUNGGANGRI)
    named, unnamed = serve(by, person), serve(by)
    assert (named.sex, unnamed.sex) == ("2", "")
    with acting_as(SYSTEM):
        assert ServiceClient.objects.get().service_id == named.pk
    with acting_as(actor_of(analis)) as national:
        assert ServiceLog.objects.visible_to(national).count() == 2


def test_a_referral_says_where_to(petugas, actor_of):
    with pytest.raises(DomainError, match="Tulis dirujuk ke mana"):
        serve(actor_of(petugas), outcome="DIRUJUK")
    assert serve(actor_of(petugas), outcome="DIRUJUK", referred_to="Disnakertrans").referred_to == "Disnakertrans"


def test_a_service_of_tomorrow_or_for_a_person_of_another_village_is_refused(petugas, actor_of):
    by = actor_of(petugas)
    with pytest.raises(ValidationError, match="hari ini atau sebelumnya"):
        serve(by, served_on=today() + DAY)
    with pytest.raises(DomainError, match="Pilih orang dari desa ini"):
        serve(by, make_person(BETAK))


def test_a_letter_is_a_service_too_and_follows_its_dates(petugas, actor_of):
    by = actor_of(petugas)
    made, warning = letter(by, make_person(TUNGGANGRI))
    assert warning == ""
    assert made.days_taken == 3
    assert (made.service.kind, made.service.outcome) == ("SURAT_IZIN", "SELESAI")
    waiting, _ = letter(by, make_person(TUNGGANGRI, "Wati"), letter_number="470/13/2026", issued_on=None)
    assert waiting.service.outcome == "MENUNGGU"
    do(desk.correct_letter, letter=waiting, values=written(letter_number="470/13/2026"), by=by)
    assert fresh(waiting.service).outcome == "SELESAI"


def test_a_giver_who_stayed_away_is_recorded_with_a_warning(petugas, actor_of, as_user):
    made, warning = letter(actor_of(petugas), make_person(TUNGGANGRI), attended=False)
    assert "KP2MI meminta" in warning
    assert "KP2MI meminta" in as_user(petugas).get(made.get_absolute_url()).content.decode()


def test_a_number_is_used_once_in_a_village_and_may_be_used_in_another(petugas, petugas_betak, actor_of):
    letter(actor_of(petugas), make_person(TUNGGANGRI))
    with pytest.raises(DomainError, match="sudah dipakai di desa ini"):
        letter(actor_of(petugas), make_person(TUNGGANGRI, "Wati"))
    letter(actor_of(petugas_betak), make_person(BETAK))


def test_a_letter_before_its_request_is_refused(petugas, actor_of):
    with pytest.raises(DomainError, match="sesudah tanggal permohonan"):
        letter(actor_of(petugas), make_person(TUNGGANGRI), issued_on=today() - 9 * DAY)


def test_withdrawing_a_letter_withdraws_its_service(petugas, actor_of):
    by = actor_of(petugas)
    made, _ = letter(by, make_person(TUNGGANGRI))
    do(desk.withdraw_letter, letter=made, reason="Salah orang.", by=by)
    assert fresh(made.service).is_withdrawn
    with acting_as(by):
        assert not PermissionLetter.objects.visible_to(by).current().exists()


def test_another_village_finds_neither(petugas, petugas_betak, actor_of, as_user):
    by, other = actor_of(petugas), actor_of(petugas_betak)
    made, _ = letter(by, make_person(TUNGGANGRI))
    with pytest.raises(Http404):
        do(desk.correct_letter, letter=made, values=written(), by=other)
    for path in (made.get_absolute_url(), made.service.get_absolute_url()):
        assert as_user(petugas_betak).get(path).status_code == 404


def test_a_service_from_a_profile_comes_with_the_person(petugas, as_user):
    person = make_person(TUNGGANGRI, "Sri Rejeki")
    client = as_user(petugas)
    page = client.get("/layanan/catat/", {"orang": str(person.pk)})
    form = page.context["form"]
    assert form["person"].value() == str(person.pk)
    data = {
        "record_id": str(uuid7()),
        "person": str(person.pk),
        "kind": "ADMINDUK",
        "served_on": f"{today():%d-%m-%Y}",
    }
    assert client.post("/layanan/catat/", data).status_code == 302
    assert "Administrasi kependudukan" in client.get(f"/orang/{person.pk}/layanan/").content.decode()
    refused = client.post("/layanan/catat/", {**data, "record_id": str(uuid7()), "kind": "", "outcome": "DIRUJUK"})
    assert refused.status_code == 422
    assert refused.context["form"]["person"].value() == str(person.pk), "nothing typed is lost"


def test_the_state_of_many_villages_takes_four_queries(petugas, actor_of, django_assert_num_queries):
    by = actor_of(petugas)
    serve(by)
    hold(by, held_on=quarter_start(today()) - DAY)
    with acting_as(SYSTEM) as system, django_assert_num_queries(4):
        states = village_states(system, [TUNGGANGRI, BETAK], today())
    assert (states[TUNGGANGRI].services, states[TUNGGANGRI].sessions) == (1, 0)
    assert states[TUNGGANGRI].last_session == quarter_start(today()) - DAY
    assert states[BETAK].absent == 4


def test_where_most_is_absent_comes_first(petugas, disnaker, actor_of, as_user):
    serve(actor_of(petugas))
    page = as_user(disnaker).get("/pilar/").content.decode()
    assert page.index("Desa Betak") < page.index("Desa Tunggangri")
    assert "belum ada" in page
    own = as_user(petugas).get("/pilar/").content.decode()
    assert "Belum ada koperasi" in own
    assert "<strong>1 layanan</strong> bulan ini" in own
