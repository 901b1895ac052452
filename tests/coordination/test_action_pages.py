"""Screens of an action: what they show, whom they let in, what they say to a wrong form."""

import re
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.urls import reverse

from coordination.models import ActionItem, Milestone
from coordination.services.milestones import add_milestone
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from tests.architecture.odd import Findings, odd_forms, undone
from tests.conftest import BETAK, TUNGGANGRI
from tests.coordination.planning import make_action, make_recommendation, stored
from villages import services as village_services

OWN = ("action-detail", "progress-add", "revision-request")


def url(name, action):
    return reverse(name, args=[action.pk])


def typed(**changes):
    return {
        "record_id": str(uuid7()),
        "programme": "Pemberdayaan",
        "activity": "Pelatihan olahan bawang",
        "pillar": "USAHA",
        "output": "Peserta dilatih",
        "target": "1.250,5",
        "unit": "orang",
        "owner": "KEMNAKER",
        "supporters": ["KEMENSOS"],
        "budget": "Rp 25.000.000",
        "starts_on": "1-4-2026",
        "ends_on": "31 Agustus 2026",
        **changes,
    }


@pytest.fixture
def village(db):
    with acting_as(SYSTEM) as by:
        return village_services.create_village(village_code=TUNGGANGRI, by=by)


def test_an_action_is_put_into_the_plan(village, analis, as_user):
    recommendation = make_recommendation()
    client = as_user(analis)
    page = client.get(f"{reverse('action-add')}?rekomendasi={recommendation.pk}")
    assert page.context["form"]["recommendation"].value() == str(recommendation.pk)
    answer = client.post(
        reverse("action-add"), typed(recommendation=str(recommendation.pk), village_codes=[TUNGGANGRI])
    )
    with acting_as(SYSTEM):
        action = ActionItem.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, action.get_absolute_url())
    assert (str(action.target), action.budget, action.village_codes) == ("1250.50", 25_000_000, [TUNGGANGRI])
    text = " ".join(client.get(action.get_absolute_url()).content.decode().split())
    for words in ("1.250,5 orang", "Rp 25.000.000", "Kemensos", "1 Apr 2026 sampai 31 Agu 2026", "RA-2026-001"):
        assert words in text, words


def test_everything_wrong_is_said_at_once_and_nothing_typed_is_lost(analis, as_user):
    data = typed(target="banyak", budget="1,5", owner="ZZZ", starts_on="2026", ends_on="31-2-2026", programme=" ")
    page = as_user(analis).post(reverse("action-add"), data)
    assert page.status_code == 422
    errors = page.context["form"].errors
    assert errors.keys() == {"target", "budget", "owner", "starts_on", "ends_on", "programme", "recommendation"}
    text = page.content.decode()
    assert "Pilih rekomendasi atau temuan yang dijawab aksi ini." in text
    assert "Target: tulis angkanya, misalnya 1.250 atau 12,5." in text
    assert 'value="banyak"' in text
    assert 'value="Pelatihan olahan bawang"' in text


def test_an_edit_keeps_dates_and_shows_a_conflict_with_everything_typed(analis, as_user):
    action, client = make_action(), as_user(analis)
    form = client.get(url("action-edit", action)).context["form"]
    assert not {"starts_on", "ends_on"} & form.fields.keys()
    first = typed(version="1", output="Alat dipakai", supporters=[])
    assert client.post(url("action-edit", action), first).status_code == 302
    page = client.post(url("action-edit", action), {**first, "output": "Mesin dipakai"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "Yang tersimpan sekarang" in text
    assert "Alat dipakai" in text
    assert 'value="Mesin dipakai"' in text
    assert 'name="version" value="2"' in text
    assert client.post(url("action-edit", action), {**first, "version": "2", "output": "Mesin"}).status_code == 302
    assert stored(action).output == "Mesin"
    assert stored(action).ends_on == action.ends_on


def test_taking_out_and_cancelling(analis, as_user):
    client = as_user(analis)
    gone, off = make_action(), make_action()
    client.post(url("action-withdraw", gone), {"version": "1", "ending": "TARIK", "reason": "Ganda."})
    client.post(url("action-withdraw", off), {"version": "1", "ending": "BATAL", "reason": "Anggaran dialihkan."})
    assert "sudah ditarik" in client.get(url("action-detail", gone)).content.decode()
    assert client.get(url("action-edit", gone)).status_code == 404
    page = client.get(reverse("action-matrix"))
    assert [row.action.pk for group in page.context["groups"] for row in group["rows"]] == [off.pk]


def test_a_ministry_opens_and_changes_only_its_own_actions(kemnaker, kemensos, as_user):
    action = make_action(owner="KEMNAKER", supporters=("KP2MI",))
    mine, theirs = as_user(kemnaker), as_user(kemensos)
    for name in OWN:
        assert mine.get(url(name, action)).status_code == 200, name
        unknown = theirs.get(reverse(name, args=[uuid4()]))
        found = theirs.get(url(name, action))
        assert (found.status_code, found.content) == (404, unknown.content), name
    forged = {"record_id": str(uuid7()), "percent": "90", "status": "JALAN", "period": "2026-B12"}
    assert theirs.post(url("progress-add", action), forged).status_code == 404
    dates = {"record_id": str(uuid7()), "new_starts_on": "1-1-2026", "new_ends_on": "1-1-2028", "reason": "Palsu"}
    assert theirs.post(url("revision-request", action), dates).status_code == 404
    for name in ("action-edit", "action-withdraw", "milestone-add", "action-add"):
        path = reverse(name) if name == "action-add" else url(name, action)
        assert mine.post(path, typed()).status_code == 403, name
    now = stored(action)
    assert (now.percent, now.version, now.ends_on) == (0, 1, action.ends_on)


def test_a_supporter_looks_and_comments_but_does_not_report(kp2mi, as_user):
    action = make_action(owner="KEMNAKER", supporters=("KP2MI",))
    client = as_user(kp2mi)
    page = client.get(url("action-detail", action))
    assert page.status_code == 200
    assert url("progress-add", action) not in page.content.decode()
    assert client.get(url("progress-add", action)).status_code == 404
    assert client.post(url("action-comment", action), {"comment": "Kami siap membantu."}).status_code == 302
    assert "Kami siap membantu." in client.get(url("action-detail", action)).content.decode()


def test_dates_are_asked_for_and_decided(kemnaker, pimpinan, analis, as_user):
    action = make_action(ends=-10)
    officer, leader = as_user(kemnaker), as_user(pimpinan)
    new = today() + timedelta(days=60)
    words = {"new_starts_on": action.starts_on.strftime("%d-%m-%Y"), "new_ends_on": new.strftime("%d-%m-%Y")}
    empty = officer.post(url("revision-request", action), {"record_id": str(uuid7()), **words})
    assert (empty.status_code, "Isi dulu: Alasan." in empty.content.decode()) == (422, True)
    data = {"record_id": str(uuid7()), **words, "reason": "Panen mundur."}
    assert officer.post(url("revision-request", action), data).status_code == 302
    assert "menunggu persetujuan" in officer.get(url("action-detail", action)).content.decode()
    waiting = leader.get(reverse("revision-list")).context["waiting"]
    decide = reverse("revision-decide", args=[waiting[0].pk])
    assert as_user(analis).get(decide).status_code == 403
    refused = leader.post(decide, {"version": "1", "decision": "TOLAK"})
    assert "Tulis alasan penolakannya." in refused.content.decode()
    assert leader.post(decide, {"version": "1", "decision": "SETUJU"}).status_code == 302
    assert stored(action).ends_on == new
    text = " ".join(leader.get(url("action-detail", action)).content.decode().split())
    assert "Panen mundur." in text
    assert leader.get(reverse("revision-list")).context["decided"][0].action_id == action.pk


def test_a_step_is_added_and_reached(analis, kemnaker, as_user):
    action = make_action()
    data = {"record_id": str(uuid7()), "title": "Kurikulum", "due_on": today().strftime("%d-%m-%Y")}
    assert as_user(analis).post(url("milestone-add", action), data).status_code == 302
    with acting_as(SYSTEM):
        step = Milestone.objects.get()
    done = reverse("milestone-done", args=[step.pk])
    assert as_user(kemnaker).post(done, {"version": "1", "done_on": today().strftime("%d-%m-%Y")}).status_code == 302
    assert stored(step).done_on == today()


def test_a_village_sees_what_was_promised_to_it(village, petugas, petugas_betak, as_user):
    late = make_action(activity="Lama", ends=-5)
    make_action(activity="Baru")
    make_action(activity="Tetangga", villages=(BETAK,))
    path = reverse("village-actions", args=[village.pk])
    page = as_user(petugas).get(path)
    assert [row.action.activity for row in page.context["rows"]] == ["Lama", "Baru"]
    part = as_user(petugas).get(path, headers={"HX-Request": "true"}).content.decode()
    assert late.get_absolute_url() in part
    assert "<html" not in part
    assert as_user(petugas_betak).get(path).status_code == 404
    assert path in as_user(petugas).get(village.get_absolute_url()).content.decode()


def test_late_ones_stand_by_institution_with_its_share_on_time(analis, as_user):
    make_action(owner="KEMENSOS", activity="Sedikit", ends=-5)
    make_action(owner="KEMNAKER", activity="Banyak", ends=-50)
    done = make_action(owner="KEMNAKER", ends=-20)
    with acting_as(SYSTEM):
        ActionItem.objects.filter(pk=done.pk).update(
            status="SELESAI", percent=100, finished_on=today() - timedelta(days=30)
        )
    page = as_user(analis).get(reverse("action-late"))
    assert [owner.institution.code for owner in page.context["late_owners"]] == ["KEMNAKER", "KEMENSOS"]
    assert (page.context["on_time"].n, page.context["on_time"].d) == (1, 3)
    share = page.context["late_owners"][0].on_time
    assert (share.by_present_dates.n, share.by_present_dates.d) == (1, 2)
    text = " ".join(page.content.decode().split())
    assert "50 hari" in text
    assert "50% (1 dari 2)" in text


def test_nothing_late_is_said_too(analis, as_user):
    assert "Tidak ada rencana aksi yang terlambat" in as_user(analis).get(reverse("action-late")).content.decode()


def test_bars_need_no_inline_style(analis, as_user):
    make_action(ends=-5)
    page = as_user(analis).get(reverse("action-matrix")).content.decode()
    assert 'class="dm-bar dm-bar--late' in page
    assert not re.search(r"\sstyle=|<style", page)


def test_the_forms_of_an_own_action_take_every_odd_field(kemnaker, as_user):
    action = make_action()
    with acting_as(SYSTEM) as by:
        step = add_milestone(action=action, title="Langkah", due_on=action.ends_on, by=by)
    client = as_user(kemnaker)
    client.raise_request_exception = False
    broken, turns = Findings(), count()
    paths = [url("progress-add", action), url("revision-request", action), reverse("milestone-done", args=[step.pk])]
    for path in paths:
        form = client.get(path).context["form"]
        given = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        for _ in range(3):
            for label, data in odd_forms(given, next(turns)):
                broken.look(undone(client, path, data), path, label)
        for value in ("2026-B12\x00", "zzz", "9" * 400):
            broken.look(client.get(path, {"periode": value}), path, value)
    assert broken == []
