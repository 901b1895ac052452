"""Who was there: tapped on a list; heads never fewer; carers trained; children who stayed away twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.enums import Pillar
from pillars.models import Attendance
from pillars.services import activities
from pillars.services.attendance import missed_twice, set_attendance
from tests.conftest import BETAK, TUNGGANGRI
from tests.pillars.village import do, fresh, hold, make_child, make_person, make_village


@pytest.fixture(autouse=True)
def village(db):
    make_village(BETAK)
    return make_village(TUNGGANGRI)


def names(activity):
    with acting_as(SYSTEM):
        return set(Attendance.objects.of(activity).values_list("person__full_name", flat=True))


@pytest.mark.parametrize("pillar", list(Pillar))
def test_exactly_those_ticked_were_there(petugas, actor_of, pillar):
    by = actor_of(petugas)
    activity = hold(by, pillar)
    first, second, third = (make_person(TUNGGANGRI, name) for name in ("Sri", "Wati", "Tutik"))
    do(set_attendance, activity=activity, people=[first, second], by=by)
    assert names(activity) == {"Sri", "Wati"}
    do(set_attendance, activity=activity, people=[second, third], by=by)
    assert names(activity) == {"Wati", "Tutik"}


def test_heads_in_the_room_rise_to_those_known_by_name_and_cannot_fall_below(petugas, actor_of):
    by = actor_of(petugas)
    activity = hold(by, participants_female=1, participants_male=0)
    people = [make_person(TUNGGANGRI, name) for name in ("Sri", "Wati")] + [make_person(TUNGGANGRI, "Joko", sex="1")]
    do(set_attendance, activity=activity, people=people, by=by)
    now = fresh(activity)
    assert (now.participants_female, now.participants_male) == (2, 1)
    with pytest.raises(DomainError, match="Sudah tercatat hadir 2 peserta perempuan"):
        do(activities.change_activity, activity=now, values={"participants_female": 1}, by=by)


def test_a_person_of_another_village_or_withdrawn_cannot_be_ticked(petugas, actor_of):
    by = actor_of(petugas)
    activity, stranger = hold(by), make_person(BETAK, "Orang Betak")
    with pytest.raises(DomainError, match="bukan dari desa ini"):
        do(set_attendance, activity=activity, people=[stranger], by=by)
    assert names(activity) == set()


def test_before_it_was_held_nobody_was_there(petugas, actor_of):
    by = actor_of(petugas)
    plan = hold(by, send=False, held_on=None, planned_on=today(), participants_female=None, participants_male=None)
    with pytest.raises(DomainError, match="Isi dulu tanggal pelaksanaannya"):
        do(set_attendance, activity=plan, people=[], by=by)


def test_ticking_after_it_was_confirmed_has_it_looked_at_again(petugas, kades, actor_of):
    by = actor_of(petugas)
    done = do(activities.verify_activity, activity=hold(by), by=actor_of(kades))
    do(set_attendance, activity=done, people=[make_person(TUNGGANGRI)], by=by)
    assert fresh(done).record_status == "KIRIM"


def test_carers_count_as_trained_once_their_training_is_confirmed(petugas, disnaker, actor_of):
    by, carer = actor_of(petugas), make_person(TUNGGANGRI, "Mbah Sarmi", year="1958")
    child = make_child(TUNGGANGRI, carer)
    training = hold(by, trains_carers=True)
    do(set_attendance, activity=training, people=[carer], by=by)
    assert not fresh(child).carer_trained
    do(activities.verify_activity, activity=training, by=actor_of(disnaker))
    assert (fresh(child).carer_trained, fresh(child).carer_trained_on) == (True, training.held_on)


def test_a_child_that_stayed_away_twice_is_named_and_one_that_came_once_is_not(petugas, actor_of):
    by = actor_of(petugas)
    carer = make_person(TUNGGANGRI, "Mbah Sarmi")
    came, away = make_child(TUNGGANGRI, carer, "Rangga"), make_child(TUNGGANGRI, carer, "Dimas")
    first = hold(by, held_on=today() - timedelta(days=30))
    with acting_as(by):
        assert missed_twice(first, by) == [], "one session only"
    last = hold(by, held_on=today() - timedelta(days=2))
    do(set_attendance, activity=first, people=[came.person], by=by)
    with acting_as(by):
        assert [child.pk for child in missed_twice(last, by)] == [away.pk]


def test_ministries_see_heads_and_no_names(petugas, analis, actor_of, as_user):
    by = actor_of(petugas)
    activity = hold(by)
    do(set_attendance, activity=activity, people=[make_person(TUNGGANGRI, "Sri Rejeki")], by=by)
    page = as_user(analis).get(activity.get_absolute_url()).content.decode()
    assert "15 orang" in page
    assert "Sri Rejeki" not in page
    assert "Sri Rejeki" in as_user(petugas).get(activity.get_absolute_url()).content.decode()


def test_the_village_ticks_on_the_page(petugas, as_user, actor_of):
    activity, person = hold(actor_of(petugas)), make_person(TUNGGANGRI, "Sri Rejeki")
    client, path = as_user(petugas), f"{activity.get_absolute_url()}hadir/"
    assert "Sri Rejeki, Krajan" in client.get(path).content.decode()
    done = client.post(path, {"version": activity.version, "people": [str(person.pk)]})
    assert done.status_code == 302
    assert names(activity) == {"Sri Rejeki"}
    stale = client.post(path, {"version": activity.version, "people": [str(person.pk)]})
    assert stale.status_code == 422
    assert "sudah diubah orang lain" in stale.content.decode()
    refused = client.post(path, {"version": fresh(activity).version, "people": ["zzz"]})
    assert "Muat ulang halaman" in refused.content.decode()


def test_a_service_refuses_what_the_database_would_refuse(petugas, actor_of):
    by = actor_of(petugas)
    one, two = hold(by), hold(by, Pillar.USAHA)
    row = Attendance(village_code=TUNGGANGRI, person=make_person(TUNGGANGRI), parenting_session=one)
    row.business_activity = two
    with acting_as(by), pytest.raises(ValidationError, match="tepat satu kegiatan"):
        row.save_new(by=by)
