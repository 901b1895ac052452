"""Field visits: where, who, what was found; and the report that is the page itself."""

import pytest
from django.urls import reverse

from coordination.models import FieldVisit
from coordination.services.visits import change_visit, create_visit, withdraw_visit
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, TUNGGANGRI
from tests.coordination.chain import make_chain, make_finding, make_visit
from tests.coordination.planning import institution, stored
from tests.core.admin_forms import change_url, send
from villages import services as village_services


@pytest.fixture
def client(analis, as_user):
    return as_user(analis)


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


def test_a_visit_goes_to_a_village(by):
    values = {"title": "Tinjauan", "starts_on": today(), "ends_on": today(), "lead": institution("KEMENKO_PMK")}
    with pytest.raises(DomainError, match="sedikitnya satu desa") as refused:
        create_visit(by=by, village_codes=[], **values)
    assert refused.value.field == "village_codes"
    with pytest.raises(DomainError, match="Pilih desa dari daftar"):
        create_visit(by=by, village_codes=["99.99.99.9999"], **values)


def test_a_village_with_a_finding_stays_part_of_the_visit(by):
    visit = make_visit(villages=(TUNGGANGRI, BETAK))
    make_finding(visit, village_code=BETAK)
    with pytest.raises(DomainError, match="Sudah ada temuan di Betak"):
        change_visit(visit=visit, version=1, by=by, village_codes=[TUNGGANGRI])
    change_visit(visit=visit, version=1, by=by, village_codes=[BETAK], participants=[institution("BPOM")])
    assert stored(visit).village_codes == [BETAK]


def test_a_visit_with_findings_is_not_withdrawn(by):
    visit = make_visit()
    make_finding(visit)
    with pytest.raises(DomainError, match="punya temuan atau rekomendasi"):
        withdraw_visit(visit=visit, reason="Ganda.", version=1, by=by)


def test_a_visit_is_entered_and_changed_on_its_pages(client):
    with acting_as(SYSTEM) as by:
        for code in (TUNGGANGRI, BETAK):
            village_services.create_village(village_code=code, by=by)
    page = client.get(reverse("visit-add"))
    labels = dict(page.context["form"].fields["village_codes"].choices)
    assert "Kalidawir" in labels[TUNGGANGRI]
    assert "Tulungagung" in labels[TUNGGANGRI]
    data = {
        "record_id": str(uuid7()), "title": "Tinjauan Kalidawir", "starts_on": "1-3-2026", "ends_on": "3-3-2026",
        "lead": "KEMENKO_PMK", "participants": ["BPOM"], "village_codes": [TUNGGANGRI], "team": "Sri Utami",
    }  # fmt: skip
    assert client.post(reverse("visit-add"), data).status_code == 302
    with acting_as(SYSTEM):
        visit = FieldVisit.objects.get()
    changed = data | {"version": "1", "village_codes": [TUNGGANGRI, BETAK], "title": "Tinjauan dua desa"}
    assert client.post(reverse("visit-edit", args=[visit.pk]), changed).status_code == 302
    assert client.post(reverse("visit-edit", args=[visit.pk]), changed).status_code == 422
    assert stored(visit).village_codes == sorted([TUNGGANGRI, BETAK])


def test_the_page_is_the_report_grouped_by_village_and_pillar(client):
    visit = make_visit(villages=(TUNGGANGRI, BETAK), participants=("BPOM",), team="Sri Utami, Direktur")
    make_finding(visit, village_code=TUNGGANGRI, pillar="KOPERASI", category="KOPERASI", description="Belum RAT.")
    make_finding(visit, village_code=TUNGGANGRI, pillar="LAYANAN", category="MIGRASI_AMAN", description="Perdes ada.")
    make_finding(visit, village_code=BETAK, description="Mesin menganggur.")
    make_finding(visit, village_code="", description="Belum ada pasar bersama.")
    page = client.get(visit.get_absolute_url())
    groups = [(place.split(",")[0], [pillar for pillar, _ in pillars]) for place, pillars in page.context["groups"]]
    assert groups == [
        ("Desa Betak", ["Usaha produktif"]),
        ("Desa Tunggangri", ["Layanan migrasi", "Koperasi Desmigratif"]),
        ("Semua desa yang dikunjungi", ["Usaha produktif"]),
    ]
    text = " ".join(page.content.decode().split())
    for words in ("Laporan tinjauan lapangan", "BPOM", "Sri Utami, Direktur", "Belum ada pasar bersama.", "4 temuan"):
        assert words in text, words


def test_the_list_finds_by_village_and_the_file_has_no_names(client):
    make_visit(title="Ke Tunggangri", team="Sri Utami")
    make_visit(title="Ke Betak", villages=(BETAK,))
    rows = client.get(reverse("visit-list"), {"village": BETAK}).context["page"].rows
    assert [row.title for row in rows] == ["Ke Betak"]
    content = client.get(reverse("visit-list"), {"unduh": "csv"}).content.decode("utf-8-sig")
    assert "Ke Tunggangri" in content
    assert "Sri Utami" not in content


def test_the_steward_corrects_a_visit_with_a_reason(penata, as_user):
    made = make_chain()
    assert send(as_user(penata), change_url(made["visit"]), title="Tinjauan tiga desa").status_code == 302
    assert stored(made["visit"]).title == "Tinjauan tiga desa"
