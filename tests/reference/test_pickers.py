"""Wherever a region is chosen, kecamatan and kabupaten stand beside its name: a third of the names repeat."""

import re

import pytest
from django.db.models import Count

from desmigratif.reference.models import Region
from tests.conftest import PAGERSARI


@pytest.fixture
def search(petugas, as_user):
    client = as_user(petugas)

    def ask(words: str, **headers: str) -> str:
        answer = client.get("/wilayah/cari/", {"q": words}, headers=headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def hits(page: str) -> list[str]:
    return re.findall(r"<li>\s*<strong>(.+?)</li>", page, re.DOTALL)


def test_a_third_of_the_village_names_repeat(db):
    villages = Region.objects.villages()
    repeated = villages.values("name").annotate(n=Count("pk")).filter(n__gt=1).values("name")
    assert villages.filter(name__in=repeated).count() > 0.3 * villages.count()
    assert Region.objects.villages().filter(name="Pagersari").count() == 7


def test_each_hit_says_where_it_lies(search):
    found = hits(search("pagersari"))
    assert len(found) >= 7
    assert all("Kec. " in hit and ("Kab. " in hit or "Kota " in hit) and "kode " in hit for hit in found)
    assert len(set(found)) == len(found)


def test_words_of_the_place_narrow_the_search(search):
    assert [PAGERSARI in hit for hit in hits(search("pagersari kalidawir"))] == [True]
    assert [PAGERSARI in hit for hit in hits(search("PAGERSARI tulungagung"))] == [True]
    assert [PAGERSARI in hit for hit in hits(search(PAGERSARI))] == [True]


@pytest.mark.parametrize("words", ["", "p", "%", "%%", "__", "\\", "' or 1=1", "zzzzz", "\u202e\u200f", "😀😀"])
def test_nothing_is_found_for_nothing(search, words):
    assert hits(search(words)) == []


def test_the_fragment_holds_the_hits_only(search):
    page = search("tunggangri", **{"HX-Request": "true"})
    assert "<html" not in page
    assert len(hits(page)) == len(hits(search("tunggangri"))) > 0


def test_at_most_twenty_are_shown_and_more_words_asked_for(search):
    page = search("suka")
    assert len(hits(page)) == 20
    assert "Tambahkan nama kecamatan atau kabupaten" in page


def test_the_full_name_tells_namesakes_apart(db):
    names = [region.full_name for region in Region.objects.villages().filter(name="Pagersari")]
    assert len(set(names)) == 7
    assert all("Kec. " in name for name in names)


def test_the_form_for_a_new_village_names_kecamatan_and_kabupaten(disnaker, as_user):
    page = as_user(disnaker).get("/desa/tambah/", {"subdistrict": "35.04.14"}).content.decode()
    options = re.findall(rf'value="{PAGERSARI}"[^>]*>\s*([^<]+)', page)
    assert len(options) == 1
    assert "Kec. Kalidawir, Kab. Tulungagung" in options[0]
