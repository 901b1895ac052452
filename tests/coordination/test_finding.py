"""Findings: where, about what, how they are dealt with, and how many are closed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from coordination.enums import FINDING_MOVES, FindingStatus
from coordination.models import CoordinationLog, Finding
from coordination.services.findings import add_finding, change_finding, closed_share, move_finding, withdraw_finding
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, TUNGGANGRI
from tests.coordination.chain import make_chain, make_finding, make_visit
from tests.coordination.planning import make_action, stored

WORDS = {
    "pillar": "USAHA", "kind": "MASALAH", "category": "USAHA", "severity": "TINGGI",
    "description": "Belum punya pasar.",
}  # fmt: skip


@pytest.fixture
def by(analis, actor_of):
    """The analyst, at work."""
    with acting_as(actor_of(analis)) as actor:
        yield actor


@pytest.fixture
def client(analis, as_user):
    return as_user(analis)


def url(name, record):
    return reverse(name, args=[record.pk])


def test_a_finding_lies_in_a_village_that_was_visited(by):
    visit = make_visit()
    with pytest.raises(DomainError, match="desa yang dikunjungi"):
        add_finding(visit=visit, by=by, village_code=BETAK, **WORDS)
    finding = add_finding(visit=visit, by=by, village_code=TUNGGANGRI, **WORDS)
    with pytest.raises(DomainError, match="desa yang dikunjungi"):
        change_finding(finding=finding, version=1, by=by, village_code=BETAK)


def test_nothing_is_found_before_the_visit(by):
    with pytest.raises(DomainError, match="belum mulai"):
        add_finding(visit=make_visit(days=2), by=by, **WORDS)


@pytest.mark.parametrize("start", list(FindingStatus))
@pytest.mark.parametrize("end", list(FindingStatus))
def test_a_finding_goes_only_where_the_table_says(by, start, end):
    finding = make_finding(make_visit())
    Finding.objects.filter(pk=finding.pk).update(
        status=start, closed_on=today() if start is FindingStatus.SELESAI else None
    )
    if end in FINDING_MOVES[start]:
        moved = move_finding(finding=finding, status=end, version=1, by=by, note="Sudah dibahas.")
        assert (moved.status, moved.closed_on) == (end, today() if end is FindingStatus.SELESAI else None)
        entry = CoordinationLog.objects.filter(record_id=finding.pk).order_by("-seq").first()
        assert entry.comment == "Sudah dibahas."
    else:
        with pytest.raises(DomainError, match="tidak bisa menjadi"):
            move_finding(finding=finding, status=end, version=1, by=by, note="Sudah dibahas.")


def test_closing_says_what_solved_it_and_when(by):
    finding = make_finding(make_visit(days=-10))
    refused = {
        "apa yang menyelesaikannya": {},
        "hari ini atau sebelumnya": {"note": "Pasar dibuka.", "closed_on": today() + timedelta(days=1)},
        "sebelum tinjauannya": {"note": "Pasar dibuka.", "closed_on": today() - timedelta(days=11)},
    }
    for words, values in refused.items():
        with pytest.raises(DomainError, match=words):
            move_finding(finding=finding, status=FindingStatus.SELESAI, version=1, by=by, **values)
    closed = move_finding(finding=finding, status=FindingStatus.SELESAI, version=1, by=by, note="Pasar dibuka.")
    with pytest.raises(DomainError, match="mengapa dibuka lagi"):
        move_finding(finding=closed, status=FindingStatus.TERBUKA, version=2, by=by)


def test_a_finding_that_something_answers_is_not_withdrawn(by):
    made = make_chain()
    with pytest.raises(DomainError, match="sudah dijawab"):
        withdraw_finding(finding=made["finding"], reason="Ganda.", version=1, by=by)
    free = make_finding(made["visit"])
    assert withdraw_finding(finding=free, reason="Ganda.", version=1, by=by).is_withdrawn


def test_the_share_of_closed_ones_is_of_those_older_than_90_days(by):
    old, young = make_visit(days=-91), make_visit(days=-90)
    for visit in (old, old, old, young):
        make_finding(visit)
    first = Finding.objects.filter(visit=old).first()
    move_finding(finding=first, status=FindingStatus.SELESAI, version=1, by=by, note="Pasar dibuka.")
    share = closed_share(Finding.objects.all().visible_to(by), today())
    assert (share.n, share.d, share.percent) == (1, 3, 33)
    assert closed_share(Finding.objects.none(), today()).percent is None


def test_the_list_shows_open_and_old_ones_first_and_those_without_an_answer(client, by):
    young, old = make_finding(make_visit(days=-5)), make_finding(make_visit(days=-200))
    closed = make_finding(make_visit(days=-300))
    move_finding(finding=closed, status=FindingStatus.SELESAI, version=1, by=by, note="Selesai.")
    answered = make_chain()["finding"]
    page = client.get(reverse("finding-list"))
    assert [row.pk for row in page.context["page"].rows] == [old.pk, answered.pk, young.pk, closed.pk]
    text = " ".join(page.content.decode().split())
    assert "Ditutup: 1 dari 2 temuan yang lebih tua dari 90 hari (50%)." in text
    assert "Terbuka 200 hari" in text
    loose = client.get(reverse("finding-list"), {"status": "TANPA_KELANJUTAN"}).context["page"].rows
    assert [row.pk for row in loose] == [old.pk, young.pk]
    assert client.get(reverse("finding-list"), {"status": "HILANG"}).status_code == 400


def test_a_finding_is_entered_moved_and_refused_in_words(client):
    visit = make_visit()
    page = client.post(
        url("finding-add", visit), {"record_id": str(uuid7()), **WORDS, "village_code": BETAK, "kind": ""}
    )
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"village_code", "kind"}
    assert "Belum punya pasar." in page.content.decode()
    answer = client.post(url("finding-add", visit), {"record_id": str(uuid7()), **WORDS, "village_code": TUNGGANGRI})
    assert answer.status_code == 302
    with acting_as(SYSTEM):
        row = Finding.objects.get()
    page = client.post(url("finding-move", row), {"version": "1", "status": "SELESAI"})
    assert "Tulis apa yang menyelesaikannya." in page.content.decode()
    assert client.post(url("finding-move", row), {"version": "1", "status": "DITINDAKLANJUTI"}).status_code == 302
    assert stored(row).status == "DITINDAKLANJUTI"


def test_the_page_leads_on_to_recommendation_and_action(client):
    finding = make_finding(make_visit(), kind="PRAKTIK_BAIK")
    action = make_action(recommendation=None, finding=finding)
    text = client.get(finding.get_absolute_url()).content.decode()
    for name in ("recommendation-add", "action-add", "practice-add"):
        assert f"{reverse(name)}?temuan={finding.pk}" in text
    assert action.get_absolute_url() in text
    assert url("trace", finding) in text
