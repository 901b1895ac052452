"""Each mistake that people and spreadsheets make, once in one workbook: caught in its row and column, in words."""

from datetime import date

import pytest

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.imports.importing import applied, checked, counts, faults, people, rows, upload
from tests.imports.workbooks import HEADINGS, Formula, nik, person, workbook
from tests.workers.registering import WOMAN, register
from workers.models import Person

# The cell that is wrong, its column, and a part of what is said about it.
FAULTS = [
    ({"NIK": "3.50414E+15"}, "nik", "angka ilmiah"),
    ({"NIK": 3.50414e15}, "nik", "tersimpan sebagai angka"),
    ({"NIK": int(nik(3)) // 10 * 10}, "nik", "Excel hanya menyimpan 15 angka"),
    ({"NIK": "350414441190701"}, "nik", "NIK harus 16 angka. Yang terisi 15 angka."),
    ({"NIK": "3504144413907004"}, "nik", "bukan tanggal lahir"),
    ({"Nomor_HP": 81234567810}, "phone", "Angka 0 di depan nomor HP hilang. Tulis 081234567810"),
    ({"Nomor_HP": "0812"}, "phone", "Nomor HP belum benar"),
    (
        {"Tanggal_pulang": 45382},
        "returned_on",
        "angka Excel 45382, mungkin 31 Maret 2024. Kalau benar, tulis 31-3-2024",
    ),
    ({"Tanggal_pulang": "31/02/2024"}, "returned_on", "tidak ada di kalender"),
    ({"Tanggal_pulang": "kemarin"}, "returned_on", "tidak terbaca. Tulis tahunnya (2023)"),
    ({"Tanggal_pulang": "2031"}, "returned_on", "harus hari ini atau sebelumnya"),
    ({"Tanggal_lahir": date(2031, 1, 2)}, "birth_date", "harus hari ini atau sebelumnya"),
    ({"Status": "Alumni"}, "status", "“Alumni” tidak ada di daftar"),
    ({"Status": ""}, "status", "Isi dulu: Status."),
    ({"Status": Formula('="Pur"&"na"')}, "status", "berisi rumus"),
    ({"Negara": "Negeri Kahyangan"}, "country", "tidak ada di daftar"),
    ({"Alasan_pulang": "Rindu"}, "return_reason", "tidak ada di daftar"),
    ({"Minat_usaha": "Tambang"}, "business_interest", "tidak ada di daftar"),
    ({"Nama_lengkap": Formula('="Si"&"ti"')}, "full_name", "berisi rumus"),
    ({"Dusun": "=HYPERLINK(1)"}, "hamlet", "berisi rumus"),
    ({"Nama_lengkap": ""}, "full_name", "Isi dulu: Nama lengkap."),
    ({"Nama_lengkap": "Siti 2"}, "full_name", "hanya boleh berisi huruf"),
    ({"Nama_lengkap": "Si" + "t" * 120}, "full_name", "paling panjang 100 huruf"),
    ({"Dusun": "K" * 4000}, "hamlet", "terlalu panjang (4.000 huruf)"),
    ({"RT": "12a4"}, "rt", "paling banyak 3 angka"),
    ({"Tanggal_berangkat": "2025", "Tanggal_pulang": "2024"}, "returned_on", "harus sama dengan atau sesudah 2025"),
    ({"NIK": ""}, "nik", "NIK kosong. Isi NIK, atau pilih Alasan tanpa NIK."),
    ({"NIK": "", "Alasan_tanpa_NIK": "KTP atau KK tidak dibawa"}, "sex", "Tanpa NIK, isi dulu: Jenis kelamin."),
    ({"Status": "Purna", "Negara": ""}, "country", "Purna perlu negara"),
    ({"Status": "Purna", "Tanggal_pulang": "", "Alasan_pulang": ""}, "returned_on", "Purna perlu tanggal pulang"),
    ({"Status": "Bekerja di LN"}, "returned_on", "statusnya Bekerja di LN"),
    ({"Status": "Berminat", "Tanggal_pulang": "", "Alasan_pulang": ""}, "status", "Sudah berangkat dan belum pulang"),
    ({"Alasan_pulang": "Meninggal"}, "return_reason", "bukan kepulangan PMI Purna"),
    ({"NIK": nik(7)}, "nik", "NIK ini sama dengan baris"),
]


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


def test_every_mistake_in_one_workbook_is_found_in_its_row_and_column_in_words(officer):
    wrong = [person(20 + place, **changed) for place, (changed, _, _) in enumerate(FAULTS)]
    batch = checked(officer, workbook([person(7), *wrong, person(8)]))
    found = faults(batch)
    missed = {}
    for line, (_, column, words) in enumerate(FAULTS, start=3):
        said = found.get(line, [])
        if not any(key == column and words in text for key, text in said):
            missed[line, column, words] = said
        assert len(said) == 1 or column in {"sex"}, (line, said)
    assert missed == {}
    assert found.keys() == set(range(3, 3 + len(FAULTS)))
    assert counts(batch) == (len(FAULTS) + 2, 2, 0, 0, len(FAULTS))
    done = applied(officer, batch)
    assert counts(done) == counts(batch)
    assert [one.nik_masked[-2:] for one in people()] == [nik(7)[-2:], nik(8)[-2:]]


def test_several_mistakes_of_one_row_are_all_told(officer):
    batch = checked(officer, workbook([person(Nama_lengkap="", NIK="12", Tanggal_pulang="besok")]))
    assert {column for column, _ in faults(batch)[2]} == {"full_name", "nik", "returned_on"}


def test_what_is_unusual_but_possible_is_recorded_with_a_remark(officer):
    young = person(1, NIK=nik(1, year=99), Tanggal_berangkat="2015", Tanggal_pulang="2018")
    marked = person(2, Nama_lengkap="  Siti\u200b Aminah\u00a0", Dusun="Krajan ")
    batch = checked(officer, workbook([young, marked]))
    assert counts(batch) == (2, 2, 0, 0, 0)
    notes = [row.open()["notes"] for row in rows(batch)]
    assert notes[0] == ["Berangkat sebelum umur 18 tahun."]
    assert notes[1] == ["Spasi di ujung atau tanda yang tidak terlihat dihapus: Nama lengkap, Dusun."]
    applied(officer, batch)
    first, second = people()
    assert second.full_name == "Siti Aminah"
    with acting_as(SYSTEM):
        assert "Berangkat sebelum umur 18 tahun." in first.logs.get().comment


def test_a_merged_cell_is_refused_where_it_stands(officer):
    batch = checked(officer, workbook([person(1), person(2), person(3)], merge="G3:G4"))
    assert {line: [column for column, _ in said] for line, said in faults(batch).items()} == {
        3: ["hamlet"],
        4: ["hamlet"],
    }
    assert "digabung" in faults(batch)[3][0][1]


def test_codes_and_labels_dates_and_numbers_are_read_as_people_write_them(officer):
    cells = person(
        Jenis_kelamin="p",
        Tanggal_lahir=date(1990, 11, 4),
        RT=2,
        Status="PURNA",
        Negara="hk",
        Tanggal_berangkat="Mei 2021",
        Tanggal_pulang=2024,
        Alasan_pulang="kontrak  selesai",
        Nomor_HP="+62 812-3456-7810",
    )
    applied(officer, checked(officer, workbook([cells])))
    made = people()[0]
    assert (made.sex, str(made.birth_date), made.rt, made.status, made.last_country_id) == (
        "2",
        "1990-11-04",
        "002",
        "PURNA",
        "HK",
    )
    assert (str(made.phone), made.last_return_year, str(made.status_on)) == ("+6281234567810", 2024, "2024")
    with acting_as(SYSTEM):
        stay = made.episodes.get()
        assert (str(stay.departed_on), stay.return_reason) == ("2021-05", "KONTRAK_SELESAI")


STATUSES = [
    (
        {"Status": "Berminat", "Negara": "", "Tanggal_berangkat": "", "Tanggal_pulang": "", "Alasan_pulang": ""},
        "MINAT",
        0,
    ),
    ({"Status": "Calon PMI", "Tanggal_berangkat": "12-2027", "Tanggal_pulang": "", "Alasan_pulang": ""}, "CALON", 1),
    ({"Status": "Bekerja di LN", "Tanggal_pulang": "", "Alasan_pulang": ""}, "AKTIF", 1),
    ({"Status": "Cuti", "Alasan_pulang": "Cuti"}, "CUTI", 1),
    ({"Status": "Hilang kontak", "Tanggal_pulang": "", "Alasan_pulang": ""}, "HILANG", 1),
    ({"Status": "Meninggal", "Alasan_pulang": "Meninggal"}, "WAFAT", 1),
    ({"Status": "Calon PMI"}, "CALON", 1),
]


@pytest.mark.parametrize(("cells", "status", "stays"), STATUSES)
def test_each_status_is_kept_as_the_row_says(officer, cells, status, stays):
    batch = checked(officer, workbook([person(**cells)]))
    assert faults(batch) == {}
    applied(officer, batch)
    made = people()[0]
    assert (made.status, made.source, made.record_status) == (status, "IMPOR", "KIRIM")
    with acting_as(SYSTEM):
        assert made.episodes.count() == stays


def test_in_the_district_each_row_names_its_village_by_code(coordinator):
    headings = (*HEADINGS, "Kode desa")
    lines = [
        {**person(1), "Kode desa": TUNGGANGRI},
        {**person(2), "Kode desa": BETAK},
        {**person(3), "Kode desa": OUTSIDE},
        {**person(4), "Kode desa": "35.04.14.9999"},
        {**person(5), "Kode desa": ""},
        {**person(6), "Kode desa": "Tunggangri"},
    ]
    batch = checked(coordinator, workbook(lines, headings=headings))
    said = {line: found[0] for line, found in faults(batch).items()}
    assert {column for column, _ in said.values()} == {"village"}
    assert "di luar wilayah Anda" in said[4][1]
    assert "tidak ada di daftar wilayah" in said[5][1]
    assert "Kode desa kosong" in said[6][1]
    assert "di luar wilayah Anda" in said[7][1]
    applied(coordinator, batch)
    assert [one.village_code for one in people()] == [TUNGGANGRI, BETAK]


def test_a_nik_that_another_village_knows_is_taken_and_only_the_district_learns_of_it(
    officer, petugas_betak, actor_of, raw
):
    register(actor_of(petugas_betak), nik=WOMAN, full_name="Endang Lestari")
    batch = checked(officer, workbook([person(NIK=WOMAN)]))
    assert counts(batch) == (1, 1, 0, 0, 0)
    assert rows(batch)[0].open()["notes"] == []
    applied(officer, batch)
    with acting_as(SYSTEM):
        assert raw("select count(*) from workers_nikreview") == [(1,)]
        assert Person.objects.count() == 2


def test_a_role_without_the_right_can_import_nothing(kades, actor_of):
    with pytest.raises(DomainError, match="tidak boleh mengimpor"):
        upload(actor_of(kades), workbook([person()]))
