"""Aid: who may record which, and its state after six months."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Institution
from pillars.models import Aid
from pillars.services import aid
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.pillars.economy import (
    do,
    make_aid,
    make_business,
    make_group,
    make_person,
    make_village,
    now,
)


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def agency(opd, actor_of):
    return actor_of(opd)


def institution(code):
    return Institution.objects.get(code=code)


def long_ago():
    return today() - timedelta(days=200)


def test_aid_goes_to_a_group_a_business_or_the_village(by):
    group = make_group(by)
    business = make_business(by, person=make_person())
    assert make_aid(by, recipient=group).group == group
    assert make_aid(by, recipient=business).business == business
    whole = make_aid(by, quantity=Decimal("2.5"), unit="ton", value=7_500_000)
    assert (whole.group, whole.business, whole.value) == (None, None, 7_500_000)


def test_the_same_form_twice_makes_one_aid(by):
    key = uuid7()
    assert make_aid(by, record_id=key).pk == make_aid(by, record_id=key).pk


def test_a_recipient_of_another_village_is_refused(by, petugas_betak, actor_of):
    make_village(BETAK)
    other = make_group(actor_of(petugas_betak))
    with pytest.raises(DomainError, match="tidak tercatat di desa ini") as refused:
        make_aid(by, recipient=other)
    assert refused.value.field == "recipient"


def test_an_agency_of_another_region_cannot_be_named(by):
    with acting_as(SYSTEM):
        elsewhere = Institution.objects.create(
            code="DINAS_LAIN", name="Dinas lain", short_name="Dinas lain", kind="OPD_KAB", region_id=OUTSIDE[:5]
        )
    with pytest.raises(DomainError, match="Pilih pemberi dari daftar"):
        make_aid(by, giver=elsewhere)


def test_an_agency_records_its_own_aid_in_its_kabupaten(agency, by):
    group = make_group(by)
    given = make_aid(agency, village_code=TUNGGANGRI, giver=institution("DISTAN_TULUNGAGUNG"), recipient=group)
    assert (given.village_code, given.giver.code) == (TUNGGANGRI, "DISTAN_TULUNGAGUNG")


def test_an_agency_does_not_record_the_aid_of_others(agency):
    with pytest.raises(DomainError, match="instansi Anda sendiri"):
        make_aid(agency, village_code=TUNGGANGRI)


def test_an_agency_does_not_change_the_aid_of_others(agency, by):
    given = make_aid(by)
    for service, arguments in (
        (aid.change_aid, {"unit": "kg"}),
        (aid.check_aid, {"condition": "DIPAKAI", "condition_on": today()}),
        (aid.withdraw_aid, {"reason": "Keliru"}),
    ):
        with pytest.raises(DomainError, match="instansi Anda sendiri"):
            do(service, by=agency, aid=given, version=1, **arguments)
    with acting_as(SYSTEM):
        assert not aid.editable(Aid.objects.all(), by=agency).exists()


def test_an_agency_does_not_give_its_aid_to_another_institution(agency):
    given = make_aid(agency, village_code=TUNGGANGRI, giver=institution("DISTAN_TULUNGAGUNG"))
    with pytest.raises(DomainError, match="instansi Anda sendiri"):
        do(aid.change_aid, by=agency, aid=given, version=1, giver=institution("KEMNAKER"))


def test_a_village_of_another_province_is_none_for_an_agency(agency):
    make_village(OUTSIDE)
    with pytest.raises(DomainError, match="belum punya halaman") as refused:
        make_aid(agency, village_code=OUTSIDE, giver=institution("DISTAN_TULUNGAGUNG"))
    assert refused.value.field == "village_code"


def test_aid_given_in_the_future_is_refused(by):
    with pytest.raises(DomainError, match="hari ini atau sebelumnya"):
        make_aid(by, given_on=today() + timedelta(days=1))


@pytest.mark.parametrize(
    ("given", "due"),
    [
        (date(2026, 1, 15), date(2026, 7, 15)),
        (date(2025, 8, 31), date(2026, 2, 28)),
        (date(2025, 10, 29), date(2026, 4, 28)),
        (date(2025, 7, 1), date(2026, 1, 1)),
    ],
)
def test_the_state_is_due_after_six_months_on_the_row_and_in_the_list_alike(by, given, due):
    row = make_aid(by, given_on=given)
    assert row.check_due_on == due
    for day in (due - timedelta(days=1), due, due + timedelta(days=40)):
        with acting_as(SYSTEM):
            assert Aid.objects.all().to_check(day).exists() == row.is_to_check(day) == (day >= due), day


def test_the_state_is_written_with_its_day_and_leaves_the_list(by):
    given = make_aid(by, given_on=long_ago())
    do(aid.check_aid, by=by, aid=given, condition="DIPAKAI", condition_on=today(), version=1)
    assert (now(given).condition, now(given).condition_on) == ("DIPAKAI", today())
    with acting_as(SYSTEM):
        assert not Aid.objects.all().to_check(today()).exists()


def test_the_state_before_six_months_is_refused_with_the_day_it_is_due(by):
    given = make_aid(by, given_on=today() - timedelta(days=30))
    with pytest.raises(DomainError, match="enam bulan setelah diterima, mulai") as refused:
        do(aid.check_aid, by=by, aid=given, condition="RUSAK", condition_on=today(), version=1)
    assert refused.value.field == "condition_on"


def test_the_day_given_cannot_move_past_the_day_it_was_checked(by):
    given = make_aid(by, given_on=long_ago())
    checked = do(
        aid.check_aid, by=by, aid=given, condition="RUSAK", condition_on=today() - timedelta(days=5), version=1
    )
    with pytest.raises(DomainError, match="sebelum tanggal pemeriksaannya"):
        do(aid.change_aid, by=by, aid=checked, version=2, given_on=today())


def test_the_officer_of_another_village_finds_no_aid(by, petugas_betak, actor_of):
    given = make_aid(by)
    with pytest.raises(Http404):
        do(aid.withdraw_aid, by=actor_of(petugas_betak), aid=given, version=1, reason="Keliru")
