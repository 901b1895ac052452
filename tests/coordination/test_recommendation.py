"""Recommendations: asked by a meeting or a visit, of institutions, because of findings."""

import pytest
from django.urls import reverse

from coordination.models import CoordinationLog, Recommendation
from coordination.services.recommendations import (
    change_recommendation,
    create_recommendation,
    withdraw_recommendation,
)
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.coordination.chain import make_chain, make_finding, make_meeting, make_recommendation, make_visit
from tests.coordination.planning import institution, make_action, stored
from tests.core.admin_forms import change_url, send


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


@pytest.fixture
def client(analis, as_user):
    return as_user(analis)


def answered(recommendation):
    return {link.finding_id for link in recommendation.answers.all()}


def test_a_recommendation_comes_from_somewhere(by):
    with pytest.raises(DomainError, match="rapat atau tinjauan asal") as refused:
        create_recommendation(by=by, text="Buka pasar.", priority="TINGGI")
    assert refused.value.field == "origin"


def test_numbers_follow_the_year_of_the_origin(by):
    meeting = make_meeting()
    year = meeting.starts_on.year
    numbers = [make_recommendation(meeting=meeting).number for _ in range(2)]
    assert numbers == [f"RK-{year}-001", f"RK-{year}-002"]
    assert make_recommendation(meeting=meeting, number=" 3 / PMK ").number == "3 / PMK"


def test_addressees_and_findings_are_changed_and_told_in_words(by):
    visit = make_visit()
    first, second = make_finding(visit), make_finding(visit, category="KOPERASI")
    row = make_recommendation(visit=visit, findings=[first], addressees=("KEMNAKER",))
    change_recommendation(recommendation=row, version=1, by=by, findings=[second], addressees=[institution("BPOM")])
    assert answered(row) == {second.pk}
    changes = {change["label"]: (change["old"], change["new"]) for change in
               CoordinationLog.objects.filter(record_id=row.pk).order_by("-seq")[0].changes}  # fmt: skip
    assert changes["Ditujukan ke"] == ("Kemnaker", "BPOM")
    assert changes["Temuan yang dijawab"] == ("Masalah: Usaha dan pemasaran", "Masalah: Koperasi")
    with pytest.raises(DomainError, match="Belum ada isian yang diubah"):
        change_recommendation(recommendation=row, version=2, by=by, findings=[second])


def test_one_that_became_an_action_is_not_withdrawn(by):
    row = make_recommendation(meeting=make_meeting())
    make_action(recommendation=row)
    with pytest.raises(DomainError, match="sudah menjadi rencana aksi"):
        withdraw_recommendation(recommendation=row, reason="Ganda.", version=1, by=by)


def test_it_is_entered_from_a_finding_and_leads_on_to_an_action(client):
    visit = make_visit()
    finding, other = make_finding(visit), make_finding(make_visit(title="Lain"))
    page = client.get(f"{reverse('recommendation-add')}?temuan={finding.pk}")
    form = page.context["form"]
    assert form["origin"].value() == str(visit.pk)
    assert form["findings"].value() == [str(finding.pk)]
    assert str(other.pk) not in form.fields["findings"].rows
    data = {
        "record_id": str(uuid7()), "origin": str(visit.pk), "findings": [str(finding.pk)], "text": "Buka pasar.",
        "priority": "TINGGI", "addressees": ["KEMNAKER", "BPOM"],
    }  # fmt: skip
    assert client.post(reverse("recommendation-add"), data).status_code == 302
    with acting_as(SYSTEM):
        row = Recommendation.objects.get()
        assert answered(row) == {finding.pk}
    text = " ".join(client.get(row.get_absolute_url()).content.decode().split())
    assert "BPOM, Kemnaker" in text
    assert f"{reverse('action-add')}?rekomendasi={row.pk}" in text
    assert reverse("trace", args=[row.pk]) in text


def test_what_is_wrong_is_said_and_kept(client):
    data = {"record_id": str(uuid7()), "origin": "zzz", "text": "Buka pasar.", "priority": "", "addressees": ["ZZZ"]}
    page = client.post(reverse("recommendation-add"), data)
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"origin", "priority", "addressees"}
    assert "Buka pasar." in page.content.decode()


def test_an_edit_starts_from_what_is_stored_and_shows_a_conflict(client):
    made = make_chain(addressees=("KEMNAKER",))
    row = made["recommendation"]
    path = reverse("recommendation-edit", args=[row.pk])
    form = client.get(path).context["form"]
    assert form["addressees"].value() == ["KEMNAKER"]
    assert form["findings"].value() == [str(made["finding"].pk)]
    data = {
        "version": "1", "text": "Buka dua pasar.", "priority": "TINGGI", "pillar": "USAHA", "number": row.number,
        "addressees": ["BPOM"], "findings": [str(made["finding"].pk)],
    }  # fmt: skip
    assert client.post(path, data).status_code == 302
    page = client.post(path, data | {"text": "Buka tiga pasar."})
    assert page.status_code == 422
    assert "Yang tersimpan sekarang" in page.content.decode()
    assert stored(row).text == "Buka dua pasar."


def test_the_list_tells_what_has_become_of_each(client):
    made = make_chain(addressees=("BPOM",))
    done = make_recommendation(meeting=made["meeting"], addressees=("KEMNAKER",))
    make_action(recommendation=done)
    rows = client.get(reverse("recommendation-list"), {"action": "BELUM"}).context["page"].rows
    assert [row.pk for row in rows] == [made["recommendation"].pk]
    rows = client.get(reverse("recommendation-list"), {"institution": "KEMNAKER"}).context["page"].rows
    assert [(row.pk, row.origin) for row in rows] == [(done.pk, "Rakor Desmigratif")]


def test_the_steward_corrects_the_words(penata, as_user):
    row = make_recommendation(meeting=make_meeting())
    assert send(as_user(penata), change_url(row), text="Buka pasar purna.").status_code == 302
    assert stored(row).text == "Buka pasar purna."


def test_only_who_sees_everything_is_told_that_there_is_no_action(client, kemnaker, as_user):
    meeting = make_meeting(invited=("KEMNAKER",))
    row = make_recommendation(meeting=meeting)
    make_action(owner="BPOM", recommendation=row)
    none = make_recommendation(meeting=meeting)
    asked = as_user(kemnaker)
    for path in (meeting.get_absolute_url(), row.get_absolute_url(), reverse("recommendation-list")):
        assert "</svg>Sudah menjadi" in (text := client.get(path).content.decode()) or "</svg>Ada rencana aksi" in text
        assert "</svg>Belum ada rencana aksi" not in asked.get(path).content.decode()
    assert "</svg>Belum ada rencana aksi" in client.get(none.get_absolute_url()).content.decode()
