"""Whom the chain is shared with: those it names and nobody else, with its journal and all that hangs on it."""

import pytest
from django.db import connection
from django.urls import reverse

from coordination.models import (
    CoordinationLog,
    FieldVisit,
    Finding,
    Meeting,
    MeetingAttendance,
    Recommendation,
    RecommendationFinding,
)
from coordination.services import audience
from coordination.services.meetings import record_attendance
from coordination.services.recommendations import change_recommendation
from coordination.services.sharing import with_heirs
from coordination.services.visits import change_visit
from desmigratif.core.journal import write_comment
from desmigratif.core.models import codes_above
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.coordination.chain import make_chain, make_finding, make_meeting, make_recommendation, make_visit
from tests.coordination.planning import institution, make_action, stored

CHAIN = (Meeting, MeetingAttendance, FieldVisit, Finding, Recommendation, RecommendationFinding)
PAGES = {"meeting": Meeting, "visit": FieldVisit, "finding": Finding, "recommendation": Recommendation}


def raw_counts(user, actor_of):
    """Rows of every table that the database itself gives to the user."""
    with acting_as(actor_of(user)), connection.cursor() as cursor:
        found = {}
        for model in (*CHAIN, CoordinationLog):
            cursor.execute(f"select count(*) from {model._meta.db_table}")
            found[model.__name__] = cursor.fetchone()[0]
        return found


def statuses(client, made):
    return {name: client.get(reverse(f"{name}-detail", args=[made[name].pk])).status_code for name in PAGES}


@pytest.fixture
def made(db):
    return make_chain(invited=("KEMENSOS",), participants=("BPOM",), addressees=("KEMNAKER",))


def test_an_institution_that_nobody_named_sees_nothing(made, kp2mi, as_user, actor_of):
    assert set(raw_counts(kp2mi, actor_of).values()) == {0}
    client = as_user(kp2mi)
    assert set(statuses(client, made).values()) == {404}
    assert client.get(reverse("trace", args=[made["finding"].pk])).status_code == 404
    for name in PAGES:
        assert client.get(reverse(f"{name}-list")).context["counted"] == 0


def test_who_was_asked_to_a_meeting_sees_the_meeting_and_who_came_but_not_the_visit(made, kemensos, as_user, actor_of):
    assert statuses(as_user(kemensos), made) == {
        "meeting": 200, "visit": 404, "finding": 404, "recommendation": 404,
    }  # fmt: skip
    assert raw_counts(kemensos, actor_of)["MeetingAttendance"] == 1


def test_an_addressee_sees_all_that_stands_above_the_recommendation(made, kemnaker, as_user, actor_of):
    assert set(statuses(as_user(kemnaker), made).values()) == {200}
    counts = raw_counts(kemnaker, actor_of)
    assert set(counts.values()) - {0} == set(counts.values())


def test_a_village_sees_what_names_it_and_its_neighbour_does_not(made, petugas, petugas_betak, disnaker_luar, as_user):
    assert set(statuses(as_user(petugas), made).values()) == {200}
    assert set(statuses(as_user(petugas_betak), made).values()) == {404}
    assert set(statuses(as_user(disnaker_luar), made).values()) == {404}


def test_a_finding_of_one_village_is_not_the_others(petugas, petugas_betak, as_user):
    visit = make_visit(villages=(TUNGGANGRI, BETAK))
    here, everywhere = make_finding(visit, village_code=TUNGGANGRI), make_finding(visit, village_code="")
    for user, expected in ((petugas, [200, 200]), (petugas_betak, [404, 200])):
        client = as_user(user)
        found = [client.get(row.get_absolute_url()).status_code for row in (here, everywhere)]
        assert found == expected
        shown = client.get(visit.get_absolute_url()).context["found"]
        assert shown == sum(status == 200 for status in expected)


def test_a_regional_office_brings_its_coordinator_along(disnaker, as_user):
    meeting = make_meeting(invited=("DISTAN_TULUNGAGUNG",), villages=())
    assert as_user(disnaker).get(meeting.get_absolute_url()).status_code == 200
    assert TULUNGAGUNG in stored(meeting).shared_with


def test_asked_later_one_sees_the_journal_and_the_attendance_too(made, kp2mi, as_user, actor_of, analis):
    meeting = made["meeting"]
    asked = make_recommendation(meeting=meeting)
    with acting_as(actor_of(analis)) as by:
        write_comment(CoordinationLog, stored(meeting), text="Bahan sudah dikirim.", by=by)
        record_attendance(
            meeting=meeting, lines=[], version=stored(meeting).version, by=by, invited=[institution("BP2MI")]
        )
    client = as_user(kp2mi)  # the heir of BP2MI
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert "Bahan sudah dikirim." in text
    assert "Kemensos" in text
    assert client.get(asked.get_absolute_url()).status_code == 200
    counts = raw_counts(kp2mi, actor_of)
    assert (counts["Meeting"], counts["MeetingAttendance"], counts["FieldVisit"]) == (1, 2, 0)


def test_addressed_later_one_sees_the_chain_above_with_journals_and_links(made, kp2mi, as_user, actor_of, analis):
    recommendation = made["recommendation"]
    with acting_as(actor_of(analis)) as by:
        write_comment(CoordinationLog, stored(made["finding"]), text="Foto menyusul.", by=by)
        change_recommendation(recommendation=recommendation, version=1, by=by, addressees=[institution("KP2MI")])
    client = as_user(kp2mi)
    assert set(statuses(client, made).values()) == {200}
    assert "Foto menyusul." in client.get(made["finding"].get_absolute_url()).content.decode()
    assert raw_counts(kp2mi, actor_of)["RecommendationFinding"] == 1


def test_an_action_opens_the_meeting_with_its_attendance(made, kp2mi, actor_of):
    make_action(owner="KP2MI", recommendation=made["recommendation"], villages=())
    counts = raw_counts(kp2mi, actor_of)
    assert (counts["Meeting"], counts["MeetingAttendance"], counts["Finding"]) == (1, 1, 1)


def test_a_village_added_to_a_visit_sees_what_was_found_in_all_of_them(petugas_betak, actor_of, analis, as_user):
    visit = make_visit()
    finding = make_finding(visit, village_code="")
    with acting_as(actor_of(analis)) as by:
        change_visit(visit=visit, version=1, by=by, village_codes=[TUNGGANGRI, BETAK])
    assert as_user(petugas_betak).get(finding.get_absolute_url()).status_code == 200


def test_what_is_stored_follows_from_the_columns(made):
    """The array is derived data: rebuilt from the columns it is the same."""
    wanted = {
        "meeting": audience.of_meeting, "visit": audience.of_visit, "finding": audience.of_finding,
    }  # fmt: skip
    addressed = {str(pk) for pk in with_heirs({institution("KEMNAKER").pk})}
    with acting_as(SYSTEM):
        for name, of in wanted.items():
            record = stored(made[name])
            found = of(record)
            regions = {code for region in found.regions for code in codes_above(region)}
            institutions = {str(pk) for pk in with_heirs(found.institutions)}
            assert set(record.shared_with) == institutions | regions | addressed, name
        for model in CHAIN:
            for row in model.objects.all():
                journal = CoordinationLog.objects.filter(record_id=row.pk)
                assert {tuple(entry.shared_with) for entry in journal} <= {tuple(row.shared_with)}, row
        (link,) = RecommendationFinding.objects.all()
        assert link.shared_with == stored(made["recommendation"]).shared_with
        assert OUTSIDE not in link.shared_with


def test_a_ministry_may_comment_and_not_change(made, kemnaker, as_user):
    client, finding = as_user(kemnaker), made["finding"]
    assert client.post(reverse("finding-comment", args=[finding.pk]), {"comment": "Kami siap."}).status_code == 302
    assert "Kami siap." in client.get(finding.get_absolute_url()).content.decode()
    for name in ("finding-edit", "finding-move"):
        assert client.post(reverse(name, args=[finding.pk]), {"version": "1"}).status_code == 403
