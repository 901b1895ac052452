"""Screens of downloads."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.reporting.models import Export
from tests.conftest import BETAK, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.reporting.people import make, many
from tests.reporting.test_exports import PURPOSE, ask, handed, now, run
from tests.workers.web_people import same_as_unknown, text_of

URL = "/unduhan/"
NEW = "/unduhan/baru/"


def typed(**changed) -> dict:
    return {"record_id": str(uuid7()), "format": "XLSX", "purpose": PURPOSE, **changed}


def only() -> Export:
    with acting_as(SYSTEM):
        return Export.objects.get()


@pytest.fixture
def people(db):
    return make(*many(3), *many(2, village_code=BETAK), {"sex": "1"})


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def few(settings):
    settings.EXPORT_APPROVAL_ABOVE = 2


def test_the_list_of_people_leads_to_a_download_of_what_it_shows(as_user, petugas, people):
    client = as_user(petugas)
    page = text_of(client.get("/orang/", {"sex": "2", "status": ""}))
    path = re.search(r'href="(/unduhan/baru/[^"]*)"', page)[1].replace("&amp;", "&")
    answer = client.get(path)
    assert answer.context["expected"] == 3
    assert "Jenis kelamin: Perempuan" in text_of(answer)
    assert 'href="/orang/?sex=2' in text_of(answer)


def test_asking_makes_a_download_and_shows_how_far_it_is(as_user, petugas, people):
    client = as_user(petugas)
    answer = client.post(f"{NEW}?sex=2&sebelum=99", typed(), follow=True)
    export = only()
    assert answer.redirect_chain == [(export.get_absolute_url(), 302)]
    assert (export.filters, export.status) == ({"sex": "2"}, "ANTRE")
    assert "Menunggu giliran" in text_of(answer)
    assert f'data-url="{export.get_absolute_url()}kemajuan/"' in text_of(answer)
    assert "Lihat keadaan terbaru" in text_of(answer)
    fragment = text_of(client.get(f"{export.get_absolute_url()}kemajuan/"))
    assert "data-running" in fragment
    assert "<html" not in fragment
    run(export)
    fragment = text_of(client.get(f"{export.get_absolute_url()}kemajuan/"))
    assert "data-running" not in fragment
    assert "Ambil berkas XLSX" in fragment


def test_every_mistake_is_told_and_what_was_typed_stays(as_user, petugas, people):
    answer = as_user(petugas).post(NEW, typed(purpose="pendek", format="PDF"))
    page = text_of(answer)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"purpose", "format"}
    assert "pendek" in page
    assert "<title>Kesalahan: " in page
    with acting_as(SYSTEM):
        assert not Export.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "semua=1",
        "status=X",
        "q=3504145405880007",
        "return_year=20x4",
        "sex=1&sex=2",
        "country=ZZ",
        "q=" + "x" * 900,
        "village=%E2%80%AE",
    ],
)
def test_a_filter_not_understood_never_makes_a_file(as_user, petugas, people, query):
    client = as_user(petugas)
    for answer in (client.get(f"{NEW}?{query}"), client.post(f"{NEW}?{query}", typed())):
        assert answer.status_code == 400
        assert "Daftar ini tidak bisa diunduh" in text_of(answer)
    with acting_as(SYSTEM):
        assert not Export.objects.exists()


def test_filters_that_fit_nobody_or_another_village_make_no_file(as_user, petugas, people):
    client = as_user(petugas)
    for query in ("status=HILANG", f"village={BETAK}", "region=33"):
        assert "Tidak ada orang yang cocok" in text_of(client.get(f"{NEW}?{query}"))
        assert client.post(f"{NEW}?{query}", typed()).status_code == 422


NO_TIME = ["00000000-0000-0000-0000-000000000000", "3b241101-e2bb-4255-8caf-4136c566a962"]  # not version 7


@pytest.mark.parametrize("damaged", ["", "x", *NO_TIME])
def test_a_damaged_form_is_answered_in_words(as_user, petugas, people, damaged):
    assert as_user(petugas).post(NEW, typed(record_id=damaged)).status_code == 422


def test_the_file_comes_whole_is_not_kept_by_browsers_and_comes_once(as_user, petugas, officer, people):
    export = run(ask(officer))
    client = as_user(petugas)
    token = client.get(export.get_absolute_url()).context["token"]
    path = f"{export.get_absolute_url()}ambil/"
    assert client.get(path).status_code == 405
    answer = client.post(path, {"token": token})
    assert answer.status_code == 200
    assert not answer.streaming
    assert answer.content.startswith(b"PK")
    assert answer["Cache-Control"] == "no-store"
    assert re.fullmatch(
        r'attachment; filename="orang-desmigratif-[0-9-]+-[0-9a-f]{6}\.xlsx"', answer["Content-Disposition"]
    )
    again = client.post(path, {"token": token})
    assert again.status_code == 410
    assert "sudah dipakai" in text_of(again)
    assert "Sudah diambil" in text_of(client.get(export.get_absolute_url()))
    assert client.get(export.get_absolute_url()).context["token"] == ""


def test_a_file_that_was_lost_ends_the_download_and_offers_it_again(as_user, petugas, officer, people, export_files):
    export = run(ask(officer))
    client = as_user(petugas)
    token = client.get(export.get_absolute_url()).context["token"]
    (export_files / export.file_name).unlink()
    answer = client.post(f"{export.get_absolute_url()}ambil/", {"token": token})
    assert answer.status_code == 410
    assert "Minta lagi" in text_of(answer)
    assert now(export).status == "HAPUS"
    assert "Kedaluwarsa" in text_of(client.get(export.get_absolute_url()))


def test_an_old_link_is_gone_and_offers_the_same_again(as_user, petugas, officer, people):
    export = run(ask(officer, filters={"sex": "2"}))
    client = as_user(petugas)
    token = client.get(export.get_absolute_url()).context["token"]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        later = as_user(petugas)
        assert later.post(f"{export.get_absolute_url()}ambil/", {"token": token}).status_code == 410
        page = text_of(later.get(export.get_absolute_url()))
    assert "Kedaluwarsa" in page
    assert "/unduhan/baru/?sex=2" in page


@pytest.mark.parametrize("token", ["", "0" * 64, "x" * 5000, "é"])
def test_a_wrong_key_is_not_found_and_the_file_stays(as_user, petugas, officer, people, token):
    export = run(ask(officer))
    assert as_user(petugas).post(f"{export.get_absolute_url()}ambil/", {"token": token}).status_code == 404
    assert now(export).status == "SIAP"


def test_a_failure_is_shown_with_a_way_to_try_again(as_user, petugas, officer, people, export_files):
    export = ask(officer)
    export_files.write_text("a file where the folder should be")
    run(export)
    client = as_user(petugas)
    page = text_of(client.get(export.get_absolute_url()))
    assert "gangguan di sistem" in page
    assert f'action="{export.get_absolute_url()}ulang/"' in page
    export_files.unlink()
    assert client.post(f"{export.get_absolute_url()}ulang/").status_code == 302
    assert len(handed(export)) == 2
    assert client.post(f"{export.get_absolute_url()}ulang/").status_code == 422
    assert run(export).status == "SIAP"


def test_a_large_list_is_approved_by_somebody_else_on_the_screen(as_user, petugas, disnaker, people, few):
    asked = text_of(as_user(petugas).get(NEW))
    assert "perlu persetujuan orang lain" in asked
    as_user(petugas).post(NEW, typed())
    export, client = only(), as_user(disnaker)
    path = export.get_absolute_url()
    assert "Menunggu persetujuan" in text_of(as_user(petugas).get(path))
    assert "Setujui unduhan" not in text_of(as_user(petugas).get(path))
    assert path in text_of(client.get(URL))
    assert "Unduhan menunggu persetujuan" in text_of(client.get("/"))
    page = text_of(client.get(path))
    assert "Setujui unduhan" in page
    assert PURPOSE in page
    answer = client.post(f"{path}setujui/", follow=True)
    assert answer.redirect_chain == [(URL, 302)]
    assert "Unduhan disetujui" in text_of(answer)
    assert client.post(f"{path}setujui/").status_code == 422
    run(export)
    assert client.get(path).context["token"] == ""
    assert "Ambil berkas" not in text_of(client.get(path))
    assert client.post(f"{path}ambil/", {"token": now(export).make_token()}).status_code == 404
    assert as_user(petugas).get(path).context["token"]


def test_a_refusal_is_read_by_the_requester(as_user, petugas, officer, disnaker, people, few):
    export = ask(officer)
    path = export.get_absolute_url()
    client = as_user(disnaker)
    assert client.get(f"{path}tolak/").status_code == 200
    assert client.post(f"{path}tolak/", {"reason": " "}).status_code == 422
    assert client.post(f"{path}tolak/", {"reason": "Cukup satu dusun."}).status_code == 302
    assert "Cukup satu dusun." in text_of(as_user(petugas).get(path))


def test_nobody_decides_on_the_own_download(as_user, disnaker, disnaker_lain, actor_of, people, few):
    export = ask(actor_of(disnaker))
    path = export.get_absolute_url()
    own = as_user(disnaker).post(f"{path}setujui/")
    assert own.status_code == 422
    assert "orang lain" in text_of(own)
    assert as_user(disnaker).post(f"{path}tolak/", {"reason": "Salah minta."}).status_code == 422
    assert now(export).status == "MENUNGGU_SETUJU"
    assert as_user(disnaker_lain).post(f"{path}setujui/").status_code == 302


def test_a_download_of_others_is_answered_like_one_that_does_not_exist(
    as_user, petugas_betak, disnaker, disnaker_lain, disnaker_luar, penata, actor_of, officer, people, few
):
    made = run(ask(officer, filters={"sex": "1"}))
    waiting = ask(actor_of(disnaker))
    for user, export in (
        (petugas_betak, made),
        (disnaker, made),
        (penata, made),
        (petugas_betak, waiting),
        (disnaker_luar, waiting),
    ):
        client = as_user(user)
        for part, method in (("", "get"), ("kemajuan/", "get"), ("ambil/", "post"), ("ulang/", "post")):
            assert same_as_unknown(client, f"{export.get_absolute_url()}{part}", export, method), (user, part)
        assert str(export.pk) not in text_of(client.get(URL))
    assert as_user(disnaker_lain).get(waiting.get_absolute_url()).status_code == 200


def test_villages_may_not_decide_and_roles_without_persons_may_not_ask(as_user, petugas, officer, people, few):
    export = ask(officer)
    path = export.get_absolute_url()
    assert as_user(petugas).post(f"{path}setujui/").status_code == 403
    assert as_user(petugas).get(f"{path}tolak/").status_code == 403
    for role, level, code in (
        (Role.KADES, Level.DESA, TUNGGANGRI),
        (Role.KECAMATAN, Level.KEC, "35.04.14"),
        (Role.OPD, Level.KAB, TULUNGAGUNG),
        (Role.DISNAKER_PROV, Level.PROV, "35"),
        (Role.ANALIS, Level.NATION, ""),
        (Role.PIMPINAN, Level.NATION, ""),
        (Role.WALIDATA, Level.NATION, ""),
        (Role.AUDITOR, Level.NATION, ""),
        (Role.ADMIN, Level.NONE, ""),
    ):
        client = as_user(make_user(role, level, code))
        assert [client.get(address).status_code for address in (URL, NEW, path, f"{path}kemajuan/")] == [403] * 4, role


def test_an_empty_list_says_how_to_begin(as_user, petugas, db):
    assert "Belum ada unduhan" in text_of(as_user(petugas).get(URL))


def test_no_key_of_a_file_stands_in_an_address(as_user, petugas, officer, people):
    export = run(ask(officer))
    client = as_user(petugas)
    token = client.get(export.get_absolute_url()).context["token"]
    page = text_of(client.get(export.get_absolute_url()))
    assert f'value="{token}"' in page
    assert not re.search(rf'(href|action|data-url)="[^"]*{token}', page)
    assert token not in text_of(client.get(URL))
