"""Who looks after whose account; deactivation, ends of assignments, deputies; what the journal tells (D7, P-14)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import ProgrammingError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts import services
from desmigratif.accounts.models import AccountLog, Assignment, User
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Level
from desmigratif.reference.models import Region
from tests.conftest import BETAK, JAWA_TIMUR, PAGERSARI, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.workers.registering import MAN, history, now, register

WHY = "SK Disnaker nomor 12 tahun 2026"
DAY = timedelta(days=1)


def give(user, role, level, code="", **more) -> Assignment:
    region = Region.objects.get(pk=code) if code else None
    return Assignment.objects.create(
        user=user, role=role, level=level, region=region, starts_on=more.pop("starts_on", today()), **more
    )


def day(when) -> str:
    return f"{when:%d-%m-%Y}"


def told(user) -> list[str]:
    return [row.comment for row in AccountLog.objects.filter(record_id=user.pk).order_by("seq")]


def test_the_coordinator_keeps_the_village_accounts_of_the_kabupaten_only(
    petugas, kades, camat, disnaker, disnaker_lain, disnaker_luar, admin_user, analis, actor_of
):
    outside = make_user(Role.PETUGAS, Level.DESA, "33.01.01.2001")
    by = actor_of(disnaker)
    assert set(User.objects.kept_by(by)) == {petugas, kades}
    assert set(User.objects.kept_by(actor_of(disnaker_luar))) == {outside}
    assert User.objects.kept_by(actor_of(admin_user)).count() == User.objects.count()
    for nobody in (petugas, kades, camat, analis):
        assert not User.objects.kept_by(actor_of(nobody)).exists()
    for other in (camat, disnaker_lain, disnaker, admin_user, outside):
        with pytest.raises(Http404):
            services.change_user(user=other, full_name="X", by=by)


def test_whoever_works_elsewhere_too_is_kept_by_the_administrator(petugas, disnaker, actor_of):
    by = actor_of(disnaker)
    second = give(petugas, Role.DISNAKER_PROV, Level.PROV, JAWA_TIMUR)
    assert petugas not in User.objects.kept_by(by)
    second.ends_on = second.starts_on = today() - DAY
    second.save()
    assert petugas in User.objects.kept_by(by)
    give(petugas, Role.ADMIN, Level.NONE, starts_on=today() + DAY)
    assert petugas not in User.objects.kept_by(by), "what is still to come counts"


@pytest.mark.parametrize("name", ["detail", "contact", "code", "deactivate", "assign", "sessions-end"])
def test_an_account_of_another_kabupaten_looks_like_none(name, disnaker, as_user):
    outside = make_user(Role.PETUGAS, Level.DESA, "33.01.01.2001")
    client = as_user(disnaker)
    assert client.get(reverse(f"account-{name}", args=[outside.pk])).status_code == 404
    assert client.post(reverse(f"account-{name}", args=[outside.pk]), {"reason": WHY}).status_code in {404, 405}
    assert outside.full_name not in client.get("/pengguna/").content.decode()


def test_the_coordinator_gives_village_roles_in_the_own_kabupaten_and_no_other(petugas, disnaker, actor_of):
    by = actor_of(disnaker)
    village = Region.objects.get(pk=BETAK)
    services.assign(user=petugas, role=Role.PETUGAS, level=Level.DESA, region=village, reason=WHY, by=by)
    wrong = [
        (Role.PETUGAS, Level.DESA, "33.01.01.2001"),
        (Role.DISNAKER, Level.KAB, TULUNGAGUNG),
        (Role.KECAMATAN, Level.KEC, "35.04.14"),
        (Role.ADMIN, Level.NONE, ""),
    ]
    for role, level, code in wrong:
        region = Region.objects.get(pk=code) if code else None
        with pytest.raises(DomainError):
            services.assign(user=petugas, role=role, level=level, region=region, by=by)
    with pytest.raises(DomainError, match="diri sendiri"):
        services.assign(user=disnaker, role=Role.PETUGAS, level=Level.DESA, region=village, by=by)


def test_the_list_finds_by_name_place_role_and_state(petugas, kades, petugas_betak, disnaker, as_user):
    client = as_user(disnaker)
    kades.is_active = False
    kades.save(update_fields=["is_active"])
    petugas_betak.set_unusable_password()
    petugas_betak.save(update_fields=["password"])

    def found(query: str) -> set[str]:
        return {row.username for row in client.get(f"/pengguna/?{query}").context["page"].rows}

    everybody = {petugas.username, kades.username, petugas_betak.username}
    assert found("") == everybody
    assert found("q=betak") == {petugas_betak.username}
    assert found("role=kades") == {kades.username}
    assert found("state=nonaktif") == {kades.username}
    assert found("state=undangan") == {petugas_betak.username}
    assert found("state=aktif") == {petugas.username}
    assert client.get("/pengguna/?urut=nama").status_code == 400


def test_deactivation_and_reactivation_through_the_page_stand_in_the_journal(petugas, disnaker, as_user):
    client, officer = as_user(disnaker), as_user(petugas)
    assert client.post(reverse("account-deactivate", args=[petugas.pk]), {"reason": "Pindah tugas"}).status_code == 302
    assert officer.get("/akun/").status_code == 302
    page = client.get(petugas.get_absolute_url()).content.decode()
    assert "Nonaktif" in page
    assert "Akun dinonaktifkan. Alasan: Pindah tugas" in page
    assert disnaker.full_name in page
    assert client.post(reverse("account-reactivate", args=[petugas.pk]), {"reason": "Kembali"}).status_code == 302
    assert as_user(User.objects.get(pk=petugas.pk)).get("/orang/").status_code == 200


def test_nobody_deactivates_the_own_account_and_the_last_administrator_stays(admin_user, actor_of, system):
    with pytest.raises(DomainError, match="Akun sendiri"):
        services.deactivate_user(user=admin_user, by=actor_of(admin_user))
    with pytest.raises(DomainError, match="terakhir"):
        services.deactivate_user(user=admin_user, by=system)
    own = admin_user.assignments.get()
    for how in ({"ends_on": today()}, {"ends_on": today(), "at_once": True}):
        with pytest.raises(DomainError, match="terakhir"):
            services.end_assignment(assignment=own, by=actor_of(admin_user), **how)
    second = make_user(Role.ADMIN, username="admin-kedua")
    services.end_assignment(assignment=own, ends_on=today(), at_once=True, by=actor_of(second))
    with pytest.raises(DomainError, match="terakhir"):
        services.deactivate_user(user=second, by=system)


def test_contact_is_put_right_and_the_journal_says_from_what_to_what(petugas, disnaker, as_user):
    typed = {"full_name": "Ratna  Wulandari", "phone": "0812 3456 7811", "email": "r@contoh.example", "reason": WHY}
    client = as_user(disnaker)
    assert client.post(reverse("account-contact", args=[petugas.pk]), typed).status_code == 302
    page = client.get(petugas.get_absolute_url()).content.decode()
    assert "Uji Petugas Desmigratif menjadi Ratna Wulandari" in page
    wrong = client.post(reverse("account-contact", args=[petugas.pk]), {**typed, "phone": "12"})
    assert wrong.status_code == 422
    assert "phone" in wrong.context["form"].errors


# The end of an assignment


def test_an_assignment_that_is_ended_at_once_opens_nothing_more(petugas, disnaker, as_user):
    officer = as_user(petugas)
    assert officer.get("/orang/").status_code == 200
    url = reverse("assignment-end", args=[petugas.assignments.get().pk])
    typed = {"ends_on": day(today()), "at_once": "on", "reason": "Diberhentikan"}
    assert as_user(disnaker).post(url, typed).status_code == 302
    assert officer.get("/orang/").status_code == 403
    with pytest.raises(DomainError, match="berakhir"):
        services.actor_of_assignment(petugas.assignments.get().pk)
    assert "dihentikan seketika. Alasan: Diberhentikan" in told(petugas)[-1]
    page = as_user(disnaker).get(petugas.get_absolute_url()).content.decode()
    assert "dihentikan seketika" in page
    assert as_user(disnaker).post(url, typed).status_code == 422, "once is enough"


def test_one_that_ends_today_still_counts_today_and_ends_with_the_day(petugas, disnaker, actor_of, as_user):
    with time_machine.travel(timezone.localtime().replace(hour=23, minute=58), tick=False) as clock:
        services.end_assignment(assignment=petugas.assignments.get(), ends_on=today(), by=actor_of(disnaker))
        officer = as_user(petugas)
        assert officer.get("/orang/").status_code == 200
        clock.shift(timedelta(minutes=3))
        assert officer.get("/orang/").status_code == 403


# Deputies


@pytest.fixture
def deputy(petugas, petugas_betak, disnaker, actor_of) -> Assignment:
    """The officer of Betak stands in for that of Tunggangri, for a week."""
    return services.stand_in(
        assignment=petugas.assignments.get(),
        colleague=petugas_betak,
        starts_on=today(),
        ends_on=today() + 7 * DAY,
        reason="cuti melahirkan",
        by=actor_of(disnaker),
    )


def test_a_deputy_is_named_on_every_action_taken(petugas, petugas_betak, deputy, as_user, actor_of):
    person = register(actor_of(petugas))
    client = as_user(petugas_betak)
    assert client.get(person.get_absolute_url()).status_code == 404
    client.post("/akun/penugasan/", {"assignment": str(deputy.pk)})
    assert "Petugas Desmigratif (pengganti)" in client.get("/akun/").content.decode()
    assert client.post(reverse("person-comment", args=[person.pk]), {"comment": "Sudah didatangi"}).status_code == 302
    page = client.get(person.get_absolute_url()).content.decode()
    assert f"{petugas_betak.full_name} (menggantikan {petugas.full_name})" in page
    by = services.actor_of_assignment(deputy.pk)
    newer = register(by, full_name="Wahyu Santoso", nik=MAN)
    (row,) = history(newer)
    assert (row.by_id, row.by_deputy_of) == (petugas_betak.pk, petugas.full_name)
    own = services.actor_of_assignment(petugas_betak.assignments.exclude(pk=deputy.pk).get().pk)
    assert own.standing_in_for == ""
    assert now(newer).village_code == TUNGGANGRI


def test_a_deputy_starts_and_ends_by_itself(petugas_betak, deputy, as_user):
    def seen() -> bool:
        client = as_user(petugas_betak)
        return client.post("/akun/penugasan/", {"assignment": str(deputy.pk)}).status_code == 302

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert seen()
        clock.shift(7 * DAY)
        assert seen()
        clock.shift(DAY)
        assert not seen()


def test_deputies_end_with_whom_they_stand_in_for(petugas, petugas_betak, deputy, disnaker, actor_of):
    by = actor_of(disnaker)
    services.end_assignment(assignment=petugas.assignments.get(), ends_on=today() + DAY, by=by)
    deputy.refresh_from_db()
    assert deputy.ends_on == today() + DAY
    services.end_assignment(assignment=petugas.assignments.get(), ends_on=today(), at_once=True, by=by)
    deputy.refresh_from_db()
    assert deputy.is_over
    assert "bersama yang digantikan" in told(petugas_betak)[-1]


def test_the_page_makes_a_deputy_and_both_journals_tell(petugas, petugas_betak, disnaker, as_user):
    client = as_user(disnaker)
    url = reverse("assignment-stand-in", args=[petugas.assignments.get().pk])
    typed = {
        "colleague": petugas_betak.username,
        "starts_on": day(today()),
        "ends_on": day(today() + 3 * DAY),
        "reason": "cuti",
    }
    assert client.post(url, typed).status_code == 302
    assert f"menggantikan {petugas.full_name}" in client.get(petugas_betak.get_absolute_url()).content.decode()
    assert f"Digantikan {petugas_betak.full_name}, " in client.get(petugas.get_absolute_url()).content.decode()
    assert "Digantikan" in told(petugas)[-1]
    assert "Penugasan diberikan" in told(petugas_betak)[-1]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"colleague": "siapa-saja"}, "colleague"),
        ({"colleague": "disnaker-35.04"}, "colleague"),
        ({"colleague": "petugas-35.04.14.2011"}, "colleague"),
        ({"ends_on": ""}, "ends_on"),
        ({"ends_on": "1-1-2023"}, "ends_on"),
        ({"starts_on": "1-1-2020"}, "ends_on"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_wrong_deputy_is_refused_beside_its_field(petugas, petugas_betak, disnaker, as_user, changed, field):
    url = reverse("assignment-stand-in", args=[petugas.assignments.get().pk])
    typed = {
        "colleague": petugas_betak.username,
        "starts_on": day(today()),
        "ends_on": day(today() + 3 * DAY),
        "reason": "cuti",
        **changed,
    }
    page = as_user(disnaker).post(url, typed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert Assignment.objects.filter(stands_in_for__isnull=False).count() == 0


def test_a_role_change_counts_from_the_next_request_on(petugas, disnaker, as_user, actor_of):
    officer = as_user(petugas)
    village = Region.objects.get(pk=PAGERSARI)
    assert officer.post("/akun/penugasan/", {"assignment": "x"}).status_code == 404
    made = services.assign(user=petugas, role=Role.KADES, level=Level.DESA, region=village, by=actor_of(disnaker))
    assert officer.post("/akun/penugasan/", {"assignment": str(made.pk)}).status_code == 302
    assert officer.get("/orang/baru/").status_code in {403, 404}


def test_the_journal_of_an_account_can_only_be_added_to(petugas, disnaker, actor_of):
    services.deactivate_user(user=petugas, reason="x", by=actor_of(disnaker))
    for change in (lambda: AccountLog.objects.update(comment="lain"), lambda: AccountLog.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


def test_nobody_else_opens_the_pages_of_accounts(petugas, kades, analis, penata, as_user):
    for user in (petugas, kades, analis, penata):
        assert as_user(user).get("/pengguna/").status_code == 403
    assert Client().get("/pengguna/").status_code == 302
