"""The forms: what is typed stays, what is wrong is said, what is saved is saved once."""

from datetime import date
from decimal import Decimal
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Region
from tests.conftest import BETAK, OUTSIDE, PAGERSARI, TUNGGANGRI
from villages import services
from villages.models import Hamlet, Village, VillageOfficer, VillageProgramme

ADD = "/desa/tambah/?subdistrict=35.04.14"


def _text(response) -> str:
    return " ".join(response.content.decode().split())


def _kept(response, **typed: str) -> bool:
    text = response.content.decode()
    return all(f'value="{value}"' in text for value in typed.values())


def test_the_officer_writes_figures_as_people_write_them(tunggangri, petugas, as_user):
    client = as_user(petugas)
    url = reverse("village-edit", args=[tunggangri.pk])
    assert client.get(url).status_code == 200
    answer = client.post(
        url,
        {
            "version": 1,
            "population": "5.234",
            "population_year": "2024",
            "index_status": "MAJU",
            "index_year": "2025",
            "latitude": "−8,157173",
            "longitude": " 111,9676014 ",
        },
        follow=True,
    )
    assert answer.status_code == 200
    assert "Keterangan desa tersimpan." in _text(answer)
    with acting_as(SYSTEM):
        village = Village.objects.get(pk=tunggangri.pk)
    assert (village.population, village.latitude, village.longitude) == (
        5234,
        Decimal("-8.157173"),
        Decimal("111.967601"),
    )
    assert 'value="5.234"' in client.get(url).content.decode()


@time_machine.travel("2026-11-24 05:00:00Z", tick=False)
def test_all_errors_come_at_once_and_everything_typed_stays(tunggangri, petugas, as_user):
    typed = {"population": "lima", "population_year": "2027", "latitude": "91x", "longitude": "", "index_year": "2014"}
    answer = as_user(petugas).post(reverse("village-edit", args=[tunggangri.pk]), {"version": 1, **typed})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"population", "population_year", "latitude", "index_year"}
    assert _kept(answer, **{name: value for name, value in typed.items() if value})
    assert "Tahun jumlah penduduk harus 1945 sampai 2026." in _text(answer)


def test_a_rule_of_the_village_stands_beside_its_field(tunggangri, petugas, as_user):
    typed = {"latitude": "-8.1", "longitude": "1.5", "population": "10", "index_status": "MAJU"}
    answer = as_user(petugas).post(reverse("village-edit", args=[tunggangri.pk]), {"version": 1, **typed})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"longitude", "population_year", "index_year"}
    assert _kept(answer, latitude="-8.1", longitude="1.5", population="10")


def test_after_somebody_elses_save_both_values_are_shown_and_the_next_save_counts(tunggangri, petugas, as_user):
    client, url = as_user(petugas), reverse("village-edit", args=[tunggangri.pk])
    with acting_as(SYSTEM) as by:
        services.change_village(village=tunggangri, version=1, by=by, population=6000, population_year=2025)
    typed = {"version": 1, "population": "5.234", "population_year": "2025"}
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert "sudah diubah orang lain" in _text(answer)
    assert answer.context["stored"] == [("Jumlah penduduk", "6.000")]
    assert _kept(answer, population="5.234", version="2")
    assert client.post(url, {**typed, "version": 2}).status_code == 302


@pytest.mark.parametrize(
    "junk",
    [
        "\u202edesa",
        "x" * 10_000,
        "1e999999999",
        "NaN",
        "-Infinity",
        "٣٥",
        "٢٠٢٤",
        "<script>alert(1)</script>",
        "9" * 5000,
        "1" + "0" * 400,
        "31-2-2023",
        "0-0-0",
        "2023",
        "14-5-0001",
        "💥",
        "'; drop table",
        "-1",
        "0x10",
        "1_000",
    ],
)
@pytest.mark.parametrize(
    "name", ["village-edit", "village-programme-add", "village-officer-add", "village-hamlet-add"]
)
def test_junk_in_every_field_is_an_answer_and_never_a_crash(tunggangri, disnaker, as_user, name, junk):
    client, url = as_user(disnaker), reverse(name, args=[tunggangri.pk])
    fields = client.get(url).context["form"].fields
    for data in (dict.fromkeys(fields, junk), {**dict.fromkeys(fields, junk), "version": 1}):
        answer = client.post(url, data)
        assert answer.status_code in {302, 422}
        assert "<script>alert" not in answer.content.decode()


def test_null_bytes_are_400(tunggangri, petugas, as_user):
    client = as_user(petugas)
    assert client.post(reverse("village-hamlet-add", args=[tunggangri.pk]), {"name": "a\x00"}).status_code == 400


def test_disnaker_adds_a_programme_and_changes_it(tunggangri, disnaker, as_user):
    client, url = as_user(disnaker), reverse("village-programme-add", args=[tunggangri.pk])
    data = {
        "record_id": str(uuid7()),
        "programme": "DESMIGRATIF",
        "status": "TETAP",
        "decree_number": "SK 12/2019",
        "decree_on": "14 Mei 2019",
        "designated_year": "",
        "perdes_number": "3/2021",
        "perdes_on": "2-9-2021",
    }
    assert client.post(url, data).status_code == 302
    assert client.post(url, data).status_code == 302  # the double tap
    with acting_as(SYSTEM):
        row = VillageProgramme.objects.get(village=tunggangri)
    assert (row.designated_year, row.decree_on, row.perdes_on) == (2019, date(2019, 5, 14), date(2021, 9, 2))
    change = reverse("village-programme-edit", args=[row.pk])
    page = client.get(change)
    assert "Ubah program Desa Migran Produktif" in _text(page)
    assert _kept(page, decree_on="14 Mei 2019", designated_year="2019")
    changed = {"version": 1, "status": "AKTIF", "decree_number": "SK 12/2019", "decree_on": "14-5-2019"}
    answer = client.post(change, changed)
    assert answer["Location"] == tunggangri.get_absolute_url()
    answer = client.post(url, {**data, "record_id": str(uuid7())})
    assert answer.status_code == 422
    assert "sudah tercatat dalam program itu" in _text(answer)
    page = client.get(url).content.decode()
    assert 'value="DESMIGRATIF"' not in page
    assert 'value="DME"' in page


def test_a_village_gets_no_programme_form(tunggangri, standing, petugas, as_user):
    client = as_user(petugas)
    for url in (
        reverse("village-programme-add", args=[tunggangri.pk]),
        reverse("village-programme-edit", args=[standing.pk]),
        reverse("village-add"),
    ):
        assert client.get(url).status_code == client.post(url, {"version": 1, "status": "AKTIF"}).status_code == 403


@pytest.mark.parametrize("reader", ["kades", "camat", "disnaker_prov", "analis", "pimpinan", "walidata"])
def test_readers_change_nothing(tunggangri, officer, standing, reader, request, as_user):
    client = as_user(request.getfixturevalue(reader))
    for name, pk in (
        ("village-edit", tunggangri.pk),
        ("village-programme-add", tunggangri.pk),
        ("village-programme-edit", standing.pk),
        ("village-officer-add", tunggangri.pk),
        ("village-officer-edit", officer.pk),
        ("village-officer-end", officer.pk),
        ("village-hamlet-add", tunggangri.pk),
    ):
        url = reverse(name, args=[pk])
        assert client.get(url).status_code == client.post(url, {}).status_code == 403, name
    assert client.get(reverse("village-add")).status_code == 403


def test_an_officer_is_appointed_put_right_and_ends(tunggangri, petugas, as_user):
    client = as_user(petugas)
    data = {
        "record_id": str(uuid7()),
        "full_name": "  Ratna   Wulandari ",
        "role": "PETUGAS",
        "decree_number": "",
        "starts_on": "3 jan 2022",
        "ends_on": "",
        "user": str(petugas.pk),
    }
    for _ in range(2):
        assert client.post(reverse("village-officer-add", args=[tunggangri.pk]), data).status_code == 302
    with acting_as(SYSTEM):
        row = VillageOfficer.objects.get(village=tunggangri)
    assert (row.full_name, row.starts_on, row.user_id) == ("Ratna Wulandari", date(2022, 1, 3), petugas.pk)
    edit, end = (reverse(f"village-officer-{verb}", args=[row.pk]) for verb in ("edit", "end"))
    assert _kept(client.get(edit), full_name="Ratna Wulandari", starts_on="3 Januari 2022")
    answer = client.post(end, {"version": 1, "ends_on": "2-1-2022"})
    assert answer.status_code == 422
    assert "sesudah 3 Januari 2022" in _text(answer)
    assert _kept(answer, ends_on="2-1-2022")
    answer = client.post(end, {"version": 1, "ends_on": "2022"})
    assert "tulis tanggal lengkap" in _text(answer)
    assert client.post(end, {"version": 1, "ends_on": "30-6-2024"}).status_code == 302
    assert "Selesai" in _text(client.get(tunggangri.get_absolute_url()))
    answer = client.post(end, {"version": 2, "ends_on": "30-6-2025"})
    assert "sudah selesai" in _text(answer)
    data = {**data, "version": 2, "ends_on": "31-7-2024"}
    assert client.post(edit, data).status_code == 302


def test_an_account_of_another_village_cannot_be_chosen(tunggangri, petugas, petugas_betak, as_user):
    client = as_user(petugas)
    url = reverse("village-officer-add", args=[tunggangri.pk])
    data = {"record_id": str(uuid7()), "full_name": "X", "role": "KADER", "starts_on": "3-1-2022"}
    assert str(petugas_betak.pk) not in client.get(url).content.decode()
    for user in (petugas_betak.pk, uuid7(), "abc"):
        answer = client.post(url, {**data, "user": str(user)})
        assert answer.status_code == 422
        assert answer.context["form"].errors == {"user": ["Pilih akun dari daftar."]}


def test_hamlets_are_added_and_put_right(tunggangri, petugas, as_user):
    client, url = as_user(petugas), reverse("village-hamlet-add", args=[tunggangri.pk])
    assert client.post(url, {"record_id": str(uuid7()), "name": "Krajn"}).status_code == 302
    answer = client.post(url, {"record_id": str(uuid7()), "name": "krajn"})
    assert answer.status_code == 422
    assert "Dusun ini sudah ada" in _text(answer)
    with acting_as(SYSTEM):
        hamlet = Hamlet.objects.get(village=tunggangri)
    answer = client.post(reverse("village-hamlet-edit", args=[hamlet.pk]), {"version": 1, "name": "Krajan"})
    assert answer.status_code == 302
    assert "Krajan" in _text(client.get(tunggangri.get_absolute_url()))


def test_disnaker_adds_a_village_of_the_own_kabupaten(tunggangri, disnaker, as_user):
    client = as_user(disnaker)
    first = client.get("/desa/tambah/")
    assert [select.name for select in first.context["steps"]] == ["subdistrict"]
    assert len(first.context["steps"][0].choices) == 19
    page = client.get(ADD)
    labels = dict(page.context["form"].fields["village_code"].choices)
    assert TUNGGANGRI not in labels
    assert len(labels) == 17  # 17 villages, one has a page, one empty choice
    assert all("Kalidawir" in label and "Tulungagung" in label for code, label in labels.items() if code)
    data = {"record_id": str(uuid7()), "village_code": PAGERSARI}
    answers = [client.post(ADD, data) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    with acting_as(SYSTEM):
        assert answers[0]["Location"] == Village.objects.get(village_code=PAGERSARI).get_absolute_url()


def test_a_village_with_a_page_or_of_elsewhere_is_not_added(tunggangri, disnaker, as_user):
    client = as_user(disnaker)
    answer = client.post(ADD, {"record_id": str(uuid7()), "village_code": TUNGGANGRI})
    assert answer.status_code == 422
    assert "Desa ini sudah punya halaman." in _text(answer)
    for code in (OUTSIDE, "", "x" * 9000, "\u202e"):
        assert client.post(ADD, {"record_id": str(uuid7()), "village_code": code}).status_code == 422
    assert client.post("/desa/tambah/", {"record_id": "1", "village_code": BETAK}).status_code == 422


@pytest.mark.parametrize("code", ["33.01.01", "35.04.99", "35.04.14'", "\u202e", "35.04.14.2011"])
def test_a_kecamatan_of_elsewhere_is_not_opened(disnaker, as_user, code):
    page = as_user(disnaker).get(f"/desa/tambah/?subdistrict={quote(code)}")
    assert page.status_code == 200
    assert page.context["subdistrict"] == ""


def test_the_steward_picks_province_kabupaten_and_kecamatan(penata, as_user):
    client = as_user(penata)
    assert [select.name for select in client.get("/desa/tambah/").context["steps"]] == ["province"]
    page = client.get("/desa/tambah/?province=35&district=35.04&subdistrict=35.04.14")
    assert [select.chosen for select in page.context["steps"]] == ["35", "35.04", "35.04.14"]
    url = "/desa/tambah/?province=35&district=35.04&subdistrict=35.04.14"
    assert client.post(url, {"record_id": str(uuid7()), "village_code": BETAK}).status_code == 302


def test_a_full_kecamatan_says_so(disnaker, as_user):
    with acting_as(SYSTEM) as by:
        for code in list(Region.objects.children_of("35.04.14").values_list("code", flat=True)):
            services.create_village(village_code=code, by=by)
    assert "Semua desa di kecamatan ini sudah punya halaman." in _text(as_user(disnaker).get(ADD))
