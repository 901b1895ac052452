"""Good practices: told, looked over, published for all, and taken over by other villages."""

import pytest
from django.urls import reverse

from coordination.enums import PracticeStatus
from coordination.models import CoordinationLog, GoodPractice, PracticeAdoption
from coordination.services.practices import (
    add_adoption,
    change_adoption,
    change_practice,
    move_practice,
    withdraw_practice,
)
from coordination.services.similarity import similar_villages
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.journal import write_comment
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Group
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.coordination.chain import make_practice
from tests.coordination.planning import stored
from tests.core.admin_forms import change_url, send
from villages import services as village_services
from villages.models import Village


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


@pytest.fixture
def client(analis, as_user):
    return as_user(analis)


@pytest.fixture
def readers(petugas, petugas_betak, kemnaker, as_user):
    """The officers of the village and of its neighbour, and a ministry."""
    return [as_user(user) for user in (petugas, petugas_betak, kemnaker)]


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


@pytest.fixture
def villages(db):
    """Three villages; the two of Kalidawir are alike."""
    with acting_as(SYSTEM) as by:
        rows = {
            code: village_services.create_village(village_code=code, by=by) for code in (TUNGGANGRI, BETAK, OUTSIDE)
        }
        Village.objects.filter(village_code__in=[TUNGGANGRI, OUTSIDE]).update(index_status="MAJU", index_year=2025)
        return rows


def test_a_practice_goes_step_by_step(by):
    practice = make_practice(result="")
    with pytest.raises(DomainError, match="“Diusulkan” tidak bisa menjadi “Terbit”"):
        move_practice(practice=practice, status=PracticeStatus.TERBIT, version=1, by=by)
    practice = move_practice(practice=practice, status=PracticeStatus.KURASI, version=1, by=by)
    with pytest.raises(DomainError, match="Sebelum terbit, isi dulu: hasil"):
        move_practice(practice=practice, status=PracticeStatus.TERBIT, version=2, by=by)
    with pytest.raises(DomainError, match="apa yang masih kurang"):
        move_practice(practice=practice, status=PracticeStatus.USUL, version=2, by=by)
    back = move_practice(practice=practice, status=PracticeStatus.USUL, version=2, by=by, note="Hasilnya belum ada.")
    assert back.status == "USUL"


def test_a_published_one_keeps_what_it_has_to_tell(by):
    practice = make_practice(published=True)
    with pytest.raises(DomainError, match="Sebelum terbit, isi dulu: prasyarat"):
        change_practice(practice=practice, version=3, by=by, preconditions="")
    with pytest.raises(DomainError, match="tidak bisa menjadi"):
        move_practice(practice=practice, status=PracticeStatus.USUL, version=3, by=by, note="x")


def test_before_it_is_published_only_its_village_sees_it_then_everybody_with_its_journal(readers, by):
    practice = make_practice()
    write_comment(CoordinationLog, stored(practice), text="Laporan menyusul.", by=by)
    path = practice.get_absolute_url()
    assert [reader.get(path).status_code for reader in readers] == [200, 404, 404]
    move_practice(practice=practice, status=PracticeStatus.KURASI, version=1, by=by)
    move_practice(practice=practice, status=PracticeStatus.TERBIT, version=2, by=by)
    for reader in readers:
        page = reader.get(path)
        assert page.status_code == 200
        assert "Laporan menyusul." in page.content.decode()
        assert reader.get(reverse("practice-list")).context["counted"] == 1


def test_another_village_takes_over_what_is_published(by):
    with pytest.raises(DomainError, match="Terbitkan dulu"):
        add_adoption(practice=make_practice(), village_code=BETAK, status="MINAT", by=by)
    practice = make_practice(published=True)
    with pytest.raises(DomainError, match="desa asal"):
        add_adoption(practice=practice, village_code=TUNGGANGRI, status="MINAT", by=by)
    add_adoption(practice=practice, village_code=BETAK, status="MINAT", by=by)
    with pytest.raises(DomainError, match="sudah tercatat"):
        add_adoption(practice=practice, village_code=BETAK, status="MINAT", by=by)


def test_what_is_applied_has_a_day_and_what_has_ended_a_result(by):
    practice = make_practice(published=True)
    adoption = add_adoption(practice=practice, village_code=BETAK, status="MINAT", by=by)
    refused = {
        "tanggal mulainya": {"status": "JALAN"},
        "Tulis hasilnya": {"status": "GAGAL", "started_on": today()},
    }
    for words, values in refused.items():
        with pytest.raises(DomainError, match=words):
            change_adoption(adoption=adoption, version=1, by=by, **values)
    change_adoption(adoption=adoption, version=1, by=by, status="GAGAL", started_on=today(), result="Tidak ada bahan.")
    assert stored(adoption).status == "GAGAL"
    entry = CoordinationLog.objects.filter(record_id=practice.pk).order_by("-seq").first()
    assert entry.comment.startswith("Penerapan di Betak")


def test_similar_villages_are_ranked_with_their_reasons(villages, petugas, by, actor_of):
    practice = make_practice()
    with acting_as(SYSTEM):
        group = {"village": villages[BETAK], "village_code": BETAK, "name": "Kelompok Tani", "kind": "POKTAN"}
        Group.objects.bulk_create([Group(**group)])
    found = similar_villages(practice, by=by)
    assert [(row.village.village_code, row.points) for row in found] == [(BETAK, 5), (OUTSIDE, 2)]
    assert found[0].reasons == ("Kecamatan yang sama: Kalidawir", "Ada kelompok usaha yang aktif")
    assert found[1].reasons == ("Status Indeks Desa sama: Maju",)
    published = make_practice(published=True)
    add_adoption(practice=published, village_code=BETAK, status="MINAT", by=by)
    assert [row.village.village_code for row in similar_villages(published, by=by)] == [OUTSIDE]
    with acting_as(actor_of(petugas)) as officer:
        assert similar_villages(published, by=officer) == []


def test_from_the_proposal_to_the_village_that_took_it_over(villages, client):
    data = {
        "record_id": str(uuid7()), "title": "Bawang goreng", "village_code": TUNGGANGRI, "pillar": "USAHA",
        "problem": "Panen murah.", "solution": "Diolah.", "result": "Laba naik.", "preconditions": "Ada kelompok.",
        "cost": "25.000.000",
    }  # fmt: skip
    assert client.post(reverse("practice-add"), data).status_code == 302
    with acting_as(SYSTEM):
        practice = GoodPractice.objects.get()
    for version, status in ((1, "KURASI"), (2, "TERBIT")):
        answer = client.post(
            reverse("practice-publish", args=[practice.pk]), {"version": str(version), "status": status}
        )
        assert answer.status_code == 302
    path = reverse("adoption-add", args=[practice.pk])
    assert client.get(f"{path}?desa={BETAK}").context["form"]["village_code"].value() == BETAK
    wrong = client.post(path, {"record_id": str(uuid7()), "village_code": BETAK, "status": "JALAN"})
    assert "Isi tanggal mulainya." in wrong.content.decode()
    assert client.post(path, {"record_id": str(uuid7()), "village_code": BETAK, "status": "MINAT"}).status_code == 302
    with acting_as(SYSTEM):
        adoption = PracticeAdoption.objects.get()
    edit = reverse("adoption-edit", args=[adoption.pk])
    changed = {"version": "1", "status": "BERHASIL", "started_on": "5-1-2026", "result": "Tiga kelompok ikut."}
    assert client.post(edit, changed).status_code == 302
    assert client.post(edit, changed).status_code == 422
    text = " ".join(client.get(practice.get_absolute_url()).content.decode().split())
    for words in ("Rp 25.000.000", "Tiga kelompok ikut.", "Desa Betak, Kec", "Terbit"):
        assert words in text, words
    (row,) = client.get(reverse("practice-list"), {"village": TUNGGANGRI}).context["page"].rows
    assert (row.adopted, row.succeeded) == (1, 1)


def test_a_withdrawn_one_leaves_the_list_and_says_so(client, by):
    practice = make_practice(published=True)
    withdraw_practice(practice=practice, reason="Tidak terbukti.", version=3, by=by)
    assert client.get(reverse("practice-list")).context["counted"] == 0
    assert "sudah ditarik" in client.get(practice.get_absolute_url()).content.decode()


def test_the_steward_corrects_practice_and_adoption(steward, by):
    practice = make_practice(published=True)
    adoption = add_adoption(practice=practice, village_code=BETAK, status="MINAT", by=by)
    assert send(steward, change_url(practice), result="Laba naik tiga kali.").status_code == 302
    assert send(steward, change_url(adoption), result="Baru rapat pertama.").status_code == 302
    assert (stored(practice).result, stored(adoption).result) == ("Laba naik tiga kali.", "Baru rapat pertama.")
    kinds = CoordinationLog.objects.filter(record_id=practice.pk).order_by("-seq").values_list("kind", flat=True)
    assert list(kinds[:2]) == ["KOREKSI", "KOREKSI"]


def test_the_contact_stays_out_of_the_file(client):
    make_practice(published=True, contact="Sri Utami")
    content = client.get(reverse("practice-list"), {"unduh": "csv"}).content.decode("utf-8-sig")
    assert "Bawang goreng" in content
    assert "Sri Utami" not in content
