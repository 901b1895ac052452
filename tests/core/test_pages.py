"""Pages without rows, the frame around pages, and the headers of all."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from desmigratif.reference.models import Region
from tests.conftest import BETAK, make_user

PUBLIC = ["help", "privacy", "accessibility", "offline", "login"]
ACCOUNT = "/akun/"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_page_answers_to_anybody(name, client, db):
    answer = client.get(reverse(name))
    page = text_of(answer)
    assert answer.status_code == 200
    assert page.startswith('<!DOCTYPE html> <html lang="id"')
    assert page.count("<h1") == 1
    assert 'href="#isi"' in page
    assert 'id="isi"' in page
    assert "dm-nav" not in page


@pytest.mark.parametrize("name", [*PUBLIC, "service-worker"])
def test_the_headers_are_strict(name, client, db):
    answer = client.get(reverse(name))
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("name", ["help", "privacy", "accessibility", "offline"])
def test_links_of_the_text_pages_lead_somewhere(name, client, db):
    page = text_of(client.get(reverse(name)))
    ids = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    for path in set(re.findall(r'<a [^>]*href="(/[^"#]*)"', page)):
        assert client.get(path).status_code in {200, 302}, path


def test_the_log_in_page_points_to_answers_that_exist(client, db):
    page, answers = text_of(client.get(reverse("login"))), text_of(client.get(reverse("help")))
    anchors = re.findall(rf'href="{reverse("help")}#([^"]+)"', page)
    assert anchors == ["belum-punya-akun"]
    assert all(f'id="{anchor}"' in answers for anchor in anchors)


def test_the_privacy_page_names_the_law_and_every_right(client, db):
    page = text_of(client.get(reverse("privacy")))
    assert "UU 27/2022" in page
    assert "3 × 24 jam" in page
    assert all(f"pasal {number}" in page for number in [*range(5, 14), 15, 25, 46])


def test_the_service_worker_keeps_the_offline_page_and_files_that_exist(client, db):
    answer = client.get(reverse("service-worker"))
    script = text_of(answer)
    assert answer["Content-Type"] == "text/javascript"
    assert answer["Service-Worker-Allowed"] == "/"
    assert "max-age=0" in answer["Cache-Control"]
    assert "/*KEPT*/" not in script
    kept = re.search(r"const KEPT = \[([^\]]+)\]", script)[1].replace('"', "").split(", ")
    assert kept[0] == reverse("offline")
    assert len(kept) == 6
    for path in kept[1:]:
        assert (Path(settings.BASE_DIR) / path.lstrip("/")).is_file()


def test_the_offline_page_is_the_one_the_worker_answers_with(client, db):
    source = (Path(settings.BASE_DIR) / "static/js/sw.js").read_text(encoding="utf-8")
    assert f'const OFFLINE = "{reverse("offline")}"' in source


def test_a_page_with_data_is_stored_nowhere(as_user, petugas):
    assert "no-store" in as_user(petugas).get(ACCOUNT)["Cache-Control"]


def test_the_frame_says_who_works_where(as_user, petugas):
    page = text_of(as_user(petugas).get(ACCOUNT))
    assert '<span class="dm-brand__sub">Desa Tunggangri' in page
    assert petugas.full_name in page
    assert re.findall(r'class="dm-nav__link" href="[^"]+"[^>]*>.*?<span>([^<]+)</span>', page) == [
        "Beranda",
        "Orang",
        "Keluarga",
        "Empat pilar",
        "Desa",
    ]
    assert "Ganti penugasan" not in page
    assert "Kelola data" not in page


def test_entries_beyond_five_are_behind_more_under_headings(as_user, disnaker):
    page = text_of(as_user(disnaker).get(ACCOUNT))
    more = re.search(r'<details class="dm-more".*?</details>', page, re.DOTALL)[0]
    assert re.findall(r'<p class="dm-menu__head"[^>]*>([^<]+)</p>', more) == [
        "Registri",
        "Empat pilar",
        "Koordinasi",
        "Angka dan data",
        "Akun",
    ]
    assert "<script" not in more
    assert page.count("dm-nav__item--wide") == 1


def test_the_fifth_entry_is_behind_more_on_a_phone(as_user, disnaker):
    page = text_of(as_user(disnaker).get(ACCOUNT))
    narrow = re.search(r'<div class="dm-more__group dm-more__group--narrow">.*?</div>', page, re.DOTALL)[0]
    assert re.findall(r"</svg>(\w+)</a>", narrow) == ["Ikhtisar"]


def test_the_assignment_can_be_switched_from_every_page_without_a_script(as_user, disnaker):
    Assignment.objects.create(
        user=disnaker,
        role=Role.PETUGAS,
        level=Level.DESA,
        region=Region.objects.get(pk=BETAK),
        starts_on="2024-01-01",
    )
    client = as_user(disnaker)
    page = text_of(client.get(ACCOUNT))
    assert "Ganti penugasan" in page
    menu = re.search(r'<details class="dm-menu".*?</details>', page)[0]
    other = re.search(r'name="assignment" value="([^"]+)"', menu)[1]
    assert client.post(reverse("assignment-switch"), {"assignment": other}).status_code == 302
    assert '<span class="dm-brand__sub">Desa Betak' in text_of(client.get(ACCOUNT))


def test_the_title_of_a_refused_page_says_so_first(client, db):
    answer = client.post(reverse("login"), {"username": "", "password": ""})
    assert answer.status_code == 422
    assert "<title>Kesalahan: Masuk – Desmigratif</title>" in text_of(answer)


def test_someone_without_an_assignment_can_leave(client, db):
    user = make_user(Role.PETUGAS, Level.DESA, BETAK, username="tanpa-tugas")
    user.assignments.all().delete()
    client.force_login(user, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
    page = text_of(client.get(reverse("help")))
    assert f'action="{reverse("logout")}"' in page
    assert "dm-nav" not in page


def test_a_page_that_is_not_there_has_a_way_home(as_user, petugas):
    answer = as_user(petugas).get("/tidak-ada/")
    assert answer.status_code == 404
    assert f'href="{reverse("home")}"' in text_of(answer)


def test_the_admin_wears_the_same_name_and_no_dark_theme(as_user, penata):
    page = text_of(as_user(penata).get("/kelola/"))
    assert "Kelola data Desmigratif" in page
    assert "/static/admin.css" in page
    assert "dark_mode" not in page
    assert f'action="{reverse("logout")}"' in page


@pytest.mark.django_db
def test_a_page_travels_compressed(client):
    plain = client.get("/bantuan/")
    packed = client.get("/bantuan/", headers={"accept-encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content).decode().count("<h2") == plain.content.decode().count("<h2") > 0
