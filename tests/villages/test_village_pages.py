"""The list and the page of a village."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Region
from tests.conftest import BETAK, OUTSIDE, PAGERSARI, TUNGGANGRI
from villages import services
from villages.models import Programme

LIST = "/desa/"


def _text(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_officer_of_a_village_goes_straight_to_the_own_page(tunggangri, betak, petugas, as_user):
    response = as_user(petugas).get(LIST)
    assert response.status_code == 302
    assert response["Location"] == tunggangri.get_absolute_url()


def test_an_officer_without_a_page_reads_who_makes_it(betak, petugas, as_user):
    response = as_user(petugas).get(LIST)
    assert "Desa Anda belum punya halaman" in _text(response)
    assert "Betak" not in _text(response)


@pytest.mark.parametrize(
    ("reader", "sees"),
    [
        ("camat", {"Tunggangri", "Betak"}),
        ("disnaker", {"Tunggangri", "Betak"}),
        ("disnaker_prov", {"Tunggangri", "Betak"}),
        ("analis", {"Tunggangri", "Betak", "luar"}),
        ("pimpinan", {"Tunggangri", "Betak", "luar"}),
        ("penata", {"Tunggangri", "Betak", "luar"}),
        ("disnaker_luar", {"luar"}),
    ],
)
def test_everyone_lists_the_own_region(make_village, tunggangri, betak, reader, sees, request, as_user):
    outside = make_village(OUTSIDE)
    with acting_as(SYSTEM):
        names = {"Tunggangri": "Desa Tunggangri", "Betak": "Desa Betak", "luar": outside.title}
    text = _text(as_user(request.getfixturevalue(reader)).get(LIST))
    assert {key for key, name in names.items() if name in text} == sees
    if "Tunggangri" in sees:
        assert "Kalidawir" in text
        assert "Tulungagung" in text


@pytest.mark.parametrize("reader", ["auditor", "admin_user"])
def test_roles_without_the_right_get_403_for_what_exists_and_what_does_not(tunggangri, reader, request, as_user):
    client = as_user(request.getfixturevalue(reader))
    answers = [client.get(url) for url in (LIST, tunggangri.get_absolute_url(), f"/desa/{uuid4()}/")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert answers[1].content == answers[2].content


def test_the_page_of_another_village_is_that_of_a_missing_one(tunggangri, officer, petugas_betak, as_user):
    client = as_user(petugas_betak)
    missing = client.get(f"/desa/{uuid4()}/")
    assert missing.status_code == 404
    with acting_as(SYSTEM) as by:
        hamlet = services.add_hamlet(village=tunggangri, name="Krajan", by=by)
    assert client.get(tunggangri.get_absolute_url()).content == missing.content
    for url in (
        reverse("village-edit", args=[tunggangri.pk]),
        reverse("village-officer-add", args=[tunggangri.pk]),
        reverse("village-officer-edit", args=[officer.pk]),
        reverse("village-officer-end", args=[officer.pk]),
        reverse("village-hamlet-add", args=[tunggangri.pk]),
        reverse("village-hamlet-edit", args=[hamlet.pk]),
    ):
        for answer in (client.get(url), client.post(url, {"version": 1, "name": "X", "full_name": "X"})):
            assert answer.status_code == 404, url
            assert answer.content == missing.content, url


def test_the_list_asks_the_same_number_of_questions_for_one_village_and_for_five(
    make_village, tunggangri, disnaker, as_user, django_assert_num_queries, django_assert_max_num_queries
):
    client = as_user(disnaker)
    with acting_as(SYSTEM) as by:
        programmes = list(Programme.objects.all())
        codes = Region.objects.children_of("35.04.14").values_list("code", flat=True)[:5]
        villages = [tunggangri, *(make_village(code) for code in codes if code != TUNGGANGRI)]
        services.designate(village=tunggangri, programme=programmes[0], status="AKTIF", by=by)
    with django_assert_max_num_queries(40) as first:
        client.get(LIST + "?q=Tunggangri")
    with acting_as(SYSTEM) as by:
        for village in villages[1:]:
            for programme in programmes:
                services.designate(village=village, programme=programme, status="AKTIF", by=by)
    with django_assert_num_queries(len(first.captured_queries)):
        client.get(LIST + "?q=Kalidawir")


def test_absence_is_said_and_is_not_nought(tunggangri, petugas, as_user):
    text = _text(as_user(petugas).get(tunggangri.get_absolute_url()))
    for words in ("Belum tercatat dalam program", "Belum ada petugas", "Belum ada dusun tercatat", "Belum diisi"):
        assert words in text


@time_machine.travel("2026-11-24 05:00:00Z", tick=False)
def test_the_page_says_everything_that_is_known(tunggangri, officer, analis, as_user, desmigratif):
    with acting_as(SYSTEM) as by:
        services.change_village(
            village=tunggangri,
            version=1,
            by=by,
            latitude="-8.157173",
            longitude="111.967601",
            population=5234,
            population_year=2024,
            index_status="MAJU",
            index_year=2025,
        )
        services.designate(
            village=tunggangri,
            programme=desmigratif,
            status="AKTIF",
            decree_number="SK 12/2019",
            decree_on=date(2019, 5, 14),
            perdes_number="3/2021",
            perdes_on=date(2021, 9, 2),
            by=by,
        )
        services.appoint_officer(
            village=tunggangri,
            full_name="Mantan Petugas",
            role="KADER",
            starts_on=date(2019, 6, 1),
            ends_on=date(2021, 12, 31),
            decree_number="140/7",
            by=by,
        )
        services.add_hamlet(village=tunggangri, name="Bangunsari", by=by)
    text = _text(as_user(analis).get(tunggangri.get_absolute_url()))
    for words in (
        "Desa Tunggangri",
        "Kec. Kalidawir",
        "Tulungagung",
        "35.04.14.2011",
        "Desa Migran Produktif",
        "Aktif",
        "SK 12/2019",
        "2019",
        "3/2021",
        "5.234",
        "2024",
        "Maju",
        "2025",
        "-8.157173, 111.967601",
        "Ratna Wulandari",
        "sekarang",
        "Bertugas",
        "Mantan Petugas",
        "140/7",
        "Selesai",
        "Bangunsari",
    ):
        assert words in text, words
    assert "Ubah keterangan" not in text
    assert "Tambah" not in text


def test_an_officer_sees_no_way_to_designate(tunggangri, standing, petugas, disnaker, as_user):
    officer_page = _text(as_user(petugas).get(tunggangri.get_absolute_url()))
    assert "Tambah petugas" in officer_page
    assert "Tambah program" not in officer_page
    assert reverse("village-programme-edit", args=[standing.pk]) not in officer_page
    district_page = _text(as_user(disnaker).get(tunggangri.get_absolute_url()))
    assert "Tambah program" in district_page
    assert reverse("village-programme-edit", args=[standing.pk]) in district_page


@pytest.fixture
def five(make_village, desmigratif):
    """Three villages of Kalidawir and one of Central Java, told apart by programme, status and index."""
    made = {code: make_village(code) for code in (TUNGGANGRI, BETAK, PAGERSARI, OUTSIDE)}
    with acting_as(SYSTEM) as by:
        other = Programme.objects.get(pk="DME")
        services.designate(village=made[TUNGGANGRI], programme=desmigratif, status="AKTIF", by=by)
        services.designate(village=made[TUNGGANGRI], programme=other, status="USUL", by=by)
        services.designate(village=made[BETAK], programme=desmigratif, status="USUL", by=by)
        services.change_village(village=made[PAGERSARI], version=1, index_status="MAJU", index_year=2025, by=by)
    return made


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=tunggangri", {TUNGGANGRI}),
        ("q=Pagersari+kalidawir", {PAGERSARI}),
        ("q=Desa+Betak,+Kec.+Kalidawir,+Kab.+Tulungagung", {BETAK}),
        ("q=tulungagung", {TUNGGANGRI, BETAK, PAGERSARI}),
        ("q=35.04.14.2016", {BETAK}),
        ("q=35.04", {TUNGGANGRI, BETAK, PAGERSARI}),
        ("q=tidakada", set()),
        ("q=%25", set()),
        ("q=_", set()),
        ("programme=DESMIGRATIF", {TUNGGANGRI, BETAK}),
        ("programme=DME", {TUNGGANGRI}),
        ("status=USUL", {TUNGGANGRI, BETAK}),
        ("programme=DESMIGRATIF&status=USUL", {BETAK}),
        ("programme=DME&status=AKTIF", set()),
        ("index_status=MAJU", {PAGERSARI}),
        ("province=33", {OUTSIDE}),
        ("province=35&district=35.04", {TUNGGANGRI, BETAK, PAGERSARI}),
        ("province=35&district=35.04&subdistrict=35.04.14&status=AKTIF", {TUNGGANGRI}),
        ("province=33&district=35.04", {OUTSIDE}),
        ("province=99", set()),
        ("q=&programme=&status=&utm=1", {TUNGGANGRI, BETAK, PAGERSARI, OUTSIDE}),
    ],
)
def test_filters(five, analis, as_user, query, found):
    response = as_user(analis).get(f"{LIST}?{query}")
    assert response.status_code == 200
    assert {village.village_code for village in response.context["listing"].rows} == found
    assert ("dm-empty" in response.content.decode()) == (not found)


def test_each_chip_clears_one_filter(five, analis, as_user):
    response = as_user(analis).get(f"{LIST}?province=35&district=35.04&status=USUL&q=betak")
    chips = {chip.label: chip.query for chip in response.context["listing"].chips}
    assert list(chips) == [
        "Nama desa, kecamatan, atau kode: betak",
        "Status program: Diusulkan",
        "Provinsi: Jawa Timur",
        "Kabupaten atau kota: Kabupaten Tulungagung",
    ]
    assert chips["Status program: Diusulkan"] == "province=35&district=35.04&q=betak"
    assert chips["Provinsi: Jawa Timur"] == "status=USUL&q=betak"


@pytest.mark.parametrize(
    "query",
    [
        "programme=HEBAT",
        "status=HEBAT",
        "index_status=%E2%80%AE",
        "province=3",
        "province=%D9%A3%D9%A5",
        "district=35.04'--",
        "subdistrict=abc",
        "q=" + "x" * 81,
    ],
)
def test_a_filter_that_cannot_be_read_is_said(five, analis, as_user, query):
    response = as_user(analis).get(f"{LIST}?{query}")
    assert response.status_code == 422
    assert "Daftar tidak bisa ditampilkan" in _text(response)


@pytest.mark.parametrize(
    "query",
    [
        "q=%E2%80%AEdesa",
        "q=%F0%9F%98%80",
        "q=" + "a+" * 40,
        "sesudah=zzz",
        "sebelum=%E2%80%AE",
        "sesudah=" + "9" * 3000,
        "q=%5C",
        "q=%27+or+1=1",
        "sebelum=0",
        "q[]=1",
        "q=a&q=b",
    ],
)
def test_hostile_queries_are_only_words(five, analis, as_user, query):
    assert as_user(analis).get(f"{LIST}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["q=%00", "q=" + "x" * 10_000])
def test_what_no_form_sends_is_400(five, analis, as_user, query):
    assert as_user(analis).get(f"{LIST}?{query}").status_code == 400


def test_the_list_pages_by_code_both_ways(make_village, disnaker, as_user, monkeypatch):
    monkeypatch.setattr("villages.web.listing.PAGE", 2)
    with acting_as(SYSTEM):
        codes = sorted(Region.objects.children_of("35.04.14").values_list("code", flat=True))[:5]
    for code in codes:
        make_village(code)
    client = as_user(disnaker)

    def page(query: str):
        listing = client.get(f"{LIST}{query}").context["listing"]
        return [village.village_code for village in listing.rows], listing

    rows, listing = page("")
    assert (rows, listing.previous, listing.total) == (codes[:2], "", 5)
    rows, listing = page(listing.following)
    assert rows == codes[2:4]
    rows, last = page(listing.following)
    assert (rows, last.following) == (codes[4:], "")
    rows, middle = page(last.previous)
    assert rows == codes[2:4]
    rows, first = page(middle.previous)
    assert (rows, first.previous) == (codes[:2], "")
