"""The data steward corrects villages in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import TUNGGANGRI
from tests.core.admin_forms import REASON, add_url, as_shown, change_url, errors_of, send
from villages import services
from villages.models import Programme


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


@pytest.fixture
def hamlet(tunggangri):
    with acting_as(SYSTEM) as by:
        services.add_hamlet(village=tunggangri, name="Bangunsari", by=by)
        return services.add_hamlet(village=tunggangri, name="Krajan", by=by)


def stored(record):
    with acting_as(SYSTEM):
        return type(record)._default_manager.get(pk=record.pk)


def test_a_village_is_corrected_and_the_log_tells_what_and_why(tunggangri, steward, penata):
    answer = send(steward, change_url(tunggangri), population="5234", population_year="2024")
    assert answer.status_code == 302
    row = stored(tunggangri)
    assert (row.population, row.population_year, row.updated_by) == (5234, 2024, penata)
    entry = LogEntry.objects.get()
    assert entry.user == penata
    assert entry.change_message.splitlines() == [
        "Jumlah penduduk: (kosong) → 5234",
        "Tahun jumlah penduduk: (kosong) → 2024",
        f"Alasan: {REASON}",
    ]
    history = steward.get(change_url(tunggangri).replace("/change/", "/history/")).content.decode()
    assert REASON in history


def test_rules_of_a_village_stand_beside_their_fields(tunggangri, steward):
    answer = send(steward, change_url(tunggangri), population="5234", latitude="-8.1", index_status="MAJU")
    assert errors_of(answer).keys() == {"population_year", "longitude", "index_year"}
    page = answer.content.decode()
    assert 'value="5234"' in page
    assert 'value="-8.1"' in page
    assert stored(tunggangri).version == tunggangri.version


@pytest.mark.parametrize("number", ["9" * 30, "-1", "abc", "1e9"])
def test_numbers_that_fit_nowhere_are_refused(number, tunggangri, steward):
    assert "population" in errors_of(send(steward, change_url(tunggangri), population=number, population_year="2024"))


def test_an_edit_of_somebody_else_is_shown_not_lost(tunggangri, steward):
    page = steward.get(change_url(tunggangri))
    with acting_as(SYSTEM) as by:
        services.change_village(village=tunggangri, version=1, population=100, population_year=2020, by=by)
    typed = {"population": "5234", "population_year": "2024", "reason": REASON}
    errors = errors_of(steward.post(change_url(tunggangri), as_shown(page) | typed))
    assert errors["population"] == ["Sekarang tersimpan: 100."]
    assert stored(tunggangri).population == 100


def test_a_standing_is_corrected(standing, steward):
    typed = {"decree_number": "120/2018", "decree_on": "14 Mei 2018", "designated_year": "2018", "status": "MANDIRI"}
    assert send(steward, change_url(standing), **typed).status_code == 302
    row = stored(standing)
    assert (row.decree_number, row.decree_on.isoformat(), row.status) == ("120/2018", "2018-05-14", "MANDIRI")
    assert "Tanggal SK: (kosong) → 14 Mei 2018" in LogEntry.objects.get().change_message
    answer = send(steward, change_url(standing), designated_year="2020")
    assert errors_of(answer)["designated_year"] == ["Tahun penetapan harus sama dengan tahun SK, 2018."]


def test_a_date_needs_its_day(standing, steward):
    answer = send(steward, change_url(standing), decree_number="1", decree_on="2018")
    assert errors_of(answer)["decree_on"] == ["Tanggal SK: tulis tanggal lengkap, misalnya 14-5-2023."]


def test_an_officer_is_corrected_without_names_in_the_log(officer, steward, petugas):
    assert send(steward, change_url(officer), full_name="Ratna  W. Ningsih", user=str(petugas.pk)).status_code == 302
    row = stored(officer)
    assert (row.full_name, row.user) == ("Ratna W. Ningsih", petugas)
    entry = LogEntry.objects.get()
    assert "Ratna" not in entry.change_message + entry.object_repr
    assert REASON in entry.change_message


@pytest.mark.parametrize("account", ["other", "zzz", "00000000-0000-4000-8000-000000000000"])
def test_an_account_of_elsewhere_is_refused(account, officer, steward, petugas_betak):
    typed = str(petugas_betak.pk) if account == "other" else account
    assert "user" in errors_of(send(steward, change_url(officer), user=typed))


def test_a_hamlet_is_renamed_but_not_twice(hamlet, steward):
    assert "name" in errors_of(send(steward, change_url(hamlet), name="bangunsari"))
    assert send(steward, change_url(hamlet), name="Dusun Krajan Lor").status_code == 302
    assert stored(hamlet).name == "Krajan Lor"


def test_a_programme_is_added_and_described(steward, desmigratif):
    typed = {"code": "desa-x", "name": "Desa X", "name_en": "Village X", "order": "5", "reason": REASON}
    assert steward.post(add_url(Programme), typed).status_code == 302
    made = Programme.objects.get(pk="DESA-X")
    assert "code" in errors_of(steward.post(add_url(Programme), {**typed, "code": "DESA-X"}))
    assert send(steward, change_url(made), owner="Kementerian Desa").status_code == 302
    assert Programme.objects.get(pk="DESA-X").owner == "Kementerian Desa"
    assert LogEntry.objects.count() == 2


def test_two_edits_of_a_programme_meet_in_words(steward, desmigratif):
    page = steward.get(change_url(desmigratif))
    send(steward, change_url(desmigratif), owner="Kementerian A")
    typed = {"legal_basis": "Perpres", "reason": REASON}
    errors = errors_of(steward.post(change_url(desmigratif), as_shown(page) | typed))
    assert "sudah diubah orang lain" in errors["__all__"][0]
    assert errors["owner"] == ["Sekarang tersimpan: Kementerian A."]


def test_only_the_nation_keeps_the_list_of_programmes(disnaker, actor_of, desmigratif):
    by = actor_of(disnaker)
    with acting_as(by), pytest.raises(DomainError, match="nasional"):
        services.describe_programme(programme=desmigratif, owner="X", by=by)
    with acting_as(by), pytest.raises(DomainError, match="nasional"):
        services.add_programme(code="X", name="X", name_en="X", by=by)


@pytest.mark.parametrize(
    ("words", "found"), [("tunggangri", 1), ("TUNGGANGRI kalidawir", 1), (TUNGGANGRI, 1), ("35.04", 1), ("betak", 0)]
)
def test_villages_are_found_by_name_place_and_code(words, found, tunggangri, hamlet, officer, standing, steward):
    for model in ("village", "villageofficer", "villageprogramme"):
        answer = steward.get(reverse(f"admin:villages_{model}_changelist"), {"q": words})
        assert answer.context["cl"].result_count == found, model


def test_hamlets_and_officers_are_found_by_their_own_names_too(hamlet, officer, steward):
    assert steward.get(reverse("admin:villages_hamlet_changelist"), {"q": "kraj"}).context["cl"].result_count == 1
    found = steward.get(reverse("admin:villages_villageofficer_changelist"), {"q": "ratna"})
    assert found.context["cl"].result_count == 1


@pytest.mark.parametrize("who", ["petugas", "disnaker", "admin_user"])
def test_nobody_else_corrects_here(who, request, tunggangri, as_user):
    client = as_user(request.getfixturevalue(who))
    assert client.post(change_url(tunggangri), {"population": "1", "reason": REASON}).status_code == 403
    assert stored(tunggangri).version == 1
