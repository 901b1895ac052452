"""The page of the chain: it equals the rows, both ways, and says where the chain ends."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import ProgressReport
from coordination.services.findings import move_finding
from coordination.services.periods import period_to_report
from coordination.services.practices import propose_practice
from coordination.services.recommendations import change_recommendation
from coordination.services.trace import Step, step_of, trace_of
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import TUNGGANGRI
from tests.coordination.chain import make_chain, make_finding, make_meeting, make_practice, make_recommendation
from tests.coordination.planning import make_action

SPARE = 3  # queries that depend on who asks, not on how long the chain is


@pytest.fixture
def made(db):
    """Meeting, visit, finding, recommendation, action, report; beside them a second finding with nothing."""
    found = make_chain(invited=("KEMENSOS",), addressees=("KEMNAKER",))
    found["action"] = make_action(owner="KEMNAKER", recommendation=found["recommendation"])
    with acting_as(SYSTEM) as by:
        found["report"] = ProgressReport(
            action=found["action"], period=period_to_report(today()), percent=40, status="JALAN",
            shared_with=found["action"].shared_with,
        ).save_new(by=by)  # fmt: skip
    found["loose"] = make_finding(found["visit"], description="Anak belum punya pengasuh.")
    return found


def tree(nodes):
    return [(node.record.pk, tree(node.below)) for node in nodes]


def shape(made, *names):
    """Records below each other, one under the other."""
    below = []
    for name in reversed(names):
        below = [(made[name].pk, below)]
    return below


def traced(record, by=SYSTEM):
    with acting_as(by):
        return trace_of(record.pk, by=by)


def test_from_the_action_one_sees_where_it_came_from(made):
    trace = traced(made["action"])
    assert tree(trace.roots) == shape(made, "meeting", "visit", "finding", "recommendation", "action")
    assert trace.asked.record == made["action"]
    assert trace.asked.report.percent == 40
    assert trace.loose == []


def test_from_the_meeting_one_sees_all_that_came_of_it_loose_ends_first(made):
    trace = traced(made["meeting"])
    ((meeting, ((visit, findings),)),) = tree(trace.roots)
    assert (meeting, visit) == (made["meeting"].pk, made["visit"].pk)
    assert findings == [(made["loose"].pk, []), *shape(made, "finding", "recommendation", "action")]
    assert [node.record for node in trace.loose] == [made["loose"]]


def test_from_the_middle_both_ways_and_no_neighbours(made):
    trace = traced(made["finding"])
    assert tree(trace.roots) == shape(made, "meeting", "visit", "finding", "recommendation", "action")
    assert tree(traced(made["loose"]).roots) == shape(made, "meeting", "visit", "loose")


def test_a_recommendation_of_a_later_meeting_stands_under_the_finding_and_names_the_meeting(made):
    rakor = make_meeting(title="Rakor sesudahnya")
    later = make_recommendation(meeting=rakor, findings=[made["loose"], made["finding"]])
    trace = traced(made["loose"])
    ((_, ((_, ((finding, below),)),)),) = tree(trace.roots)
    assert (finding, below) == (made["loose"].pk, [(later.pk, [])])
    node = trace.roots[0].below[0].below[0].below[0]
    assert node.decided_in == rakor
    assert [found.record for found in trace.loose] == [later]
    both = traced(later)
    assert {node.record.pk for node in both.roots} == {made["meeting"].pk, rakor.pk}
    assert both.asked.besides == [made["loose"], rakor] or both.asked.besides == [made["finding"], rakor]


def test_what_was_closed_or_withdrawn_is_no_loose_end(made):
    with acting_as(SYSTEM) as by:
        move_finding(finding=made["loose"], status="SELESAI", version=1, by=by, note="Sudah diasuh nenek.")
    assert traced(made["meeting"]).loose == []


def test_a_good_practice_continues_a_finding(made):
    finding = make_finding(made["visit"], kind="PRAKTIK_BAIK")
    trace = traced(finding)
    assert [node.is_practice for node in trace.loose] == [True]
    practice = make_practice(finding=finding)
    trace = traced(finding)
    assert (trace.loose, trace.asked.below[0].record) == ([], practice)


def test_the_page_shows_each_record_once_with_a_link(made, analis, as_user):
    page = as_user(analis).get(reverse("trace", args=[made["meeting"].pk]))
    text = " ".join(page.content.decode().split())
    chain = text.split("Jejak lengkap")[1]
    for name in ("meeting", "visit", "finding", "recommendation", "action", "loose"):
        assert chain.count(f'href="{made[name].get_absolute_url()}"') == 1, name
    assert "Temuan tanpa rekomendasi" in text
    assert f"{reverse('recommendation-add')}?temuan={made['loose'].pk}" in text
    assert "Capaian terakhir 40%" in text


def test_one_who_does_not_see_everything_is_told_so(made, kemnaker, as_user):
    page = as_user(kemnaker).get(reverse("trace", args=[made["action"].pk]))
    text = " ".join(page.content.decode().split())
    assert "Hanya yang dibagikan ke Anda yang tampil." in text
    assert made["loose"].description not in text


def test_records_of_others_and_unknown_ones_are_404(made, kp2mi, kemensos, as_user):
    for user, name in ((kp2mi, "meeting"), (kp2mi, "action"), (kemensos, "finding")):
        client = as_user(user)
        found = client.get(reverse("trace", args=[made[name].pk]))
        unknown = client.get(reverse("trace", args=[uuid4()]))
        assert (found.status_code, found.content) == (404, unknown.content), name
    with acting_as(SYSTEM) as by:
        assert step_of(uuid4(), by=by) is None
        assert {name: step_of(made[name].pk, by=by) for name in ("meeting", "action")} == {
            "meeting": Step.MEETING, "action": Step.ACTION,
        }  # fmt: skip


def test_a_long_chain_takes_no_more_queries_than_a_short_one(made, analis, as_user, django_assert_max_num_queries):
    client, path = as_user(analis), reverse("trace", args=[made["meeting"].pk])
    with CaptureQueriesContext(connection) as short:
        client.get(path)
    for _ in range(5):
        finding = make_finding(made["visit"])
        row = make_recommendation(visit=made["visit"], findings=[finding])
        make_action(recommendation=row)
    with acting_as(SYSTEM) as by:
        change_recommendation(
            recommendation=made["recommendation"], version=1, by=by, findings=[made["finding"], made["loose"]]
        )
        propose_practice(by=by, title="Lain", village_code=TUNGGANGRI, pillar="USAHA", problem="A", solution="B",
                         finding=made["finding"])  # fmt: skip
    with django_assert_max_num_queries(len(short) + SPARE):
        client.get(path)
