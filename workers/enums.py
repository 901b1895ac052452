"""Coded lists of people and migration; codes exactly as the data dictionary (domain.md 6.2-6.4)."""

from desmigratif.core.enums import CodeList


class Sex(CodeList):
    """Sex as on the KTP."""

    LAKI = "1", "Laki-laki", "Male"
    PEREMPUAN = "2", "Perempuan", "Female"


class NoNikReason(CodeList):
    """Why a person has no NIK here."""

    U17 = "U17", "Belum 17 tahun, belum punya NIK", "Under 17, not yet issued"
    U17P = "U17P", "Dewasa, belum punya NIK", "Adult, not yet issued"
    WNA = "WNA", "Warga negara asing", "Foreign national"
    TOLAK = "TOLAK", "Tidak bersedia menyebutkan", "Refused to give it"
    LUPA = "LUPA", "KTP atau KK tidak dibawa", "Document not at hand"


class PmiStatus(CodeList):
    """Stage of migration: calon, aktif and purna are states of one person (domain.md 2.1)."""

    MINAT = "MINAT", "Berminat", "Interested"
    CALON = "CALON", "Calon PMI", "Prospective"
    PROSES = "PROSES", "Dalam proses", "In process"
    AKTIF = "AKTIF", "Bekerja di LN", "Abroad"
    CUTI = "CUTI", "Cuti", "On leave"
    PURNA = "PURNA", "Purna", "Returned"
    BATAL = "BATAL", "Batal", "Cancelled"
    HILANG = "HILANG", "Hilang kontak", "Lost contact"
    WAFAT = "WAFAT", "Meninggal", "Deceased"


# The usual order of events. Another move is recorded all the same, with a warning in the log: it may have happened,
# and nobody should have to lie to the form (domain.md 6.3). Everybody may die.
STATUS_MOVES: dict[PmiStatus, frozenset[PmiStatus]] = {
    PmiStatus.MINAT: frozenset({PmiStatus.CALON, PmiStatus.BATAL, PmiStatus.WAFAT}),
    PmiStatus.CALON: frozenset({PmiStatus.PROSES, PmiStatus.BATAL, PmiStatus.WAFAT}),
    PmiStatus.PROSES: frozenset({PmiStatus.AKTIF, PmiStatus.BATAL, PmiStatus.WAFAT}),
    PmiStatus.AKTIF: frozenset({PmiStatus.CUTI, PmiStatus.PURNA, PmiStatus.HILANG, PmiStatus.WAFAT}),
    PmiStatus.CUTI: frozenset({PmiStatus.AKTIF, PmiStatus.PURNA, PmiStatus.WAFAT}),
    PmiStatus.PURNA: frozenset({PmiStatus.CALON, PmiStatus.WAFAT}),
    PmiStatus.BATAL: frozenset({PmiStatus.CALON, PmiStatus.WAFAT}),
    PmiStatus.HILANG: frozenset({PmiStatus.AKTIF, PmiStatus.PURNA, PmiStatus.WAFAT}),
    PmiStatus.WAFAT: frozenset(),
}


class Route(CodeList):
    """How somebody left. Asked and seen by the district, never by the village (role table); no value is a reproach."""

    PROS = "PROS", "Prosedural", "Procedural"
    NONPROS = "NONPROS", "Non-prosedural", "Non-procedural"
    BLM = "BLM", "Belum diketahui", "Not yet known"


class Scheme(CodeList):
    """Placement scheme (domain.md 2.6)."""

    GTG = "GTG", "Antar pemerintah (G to G)", "Government to government"
    PTP = "PTP", "Lewat perusahaan penempatan (P3MI)", "Private to private"
    UKPS = "UKPS", "Untuk kepentingan perusahaan sendiri", "Placement by the worker's own company"
    MANDIRI = "MANDIRI", "Mandiri atau perseorangan", "Independent"
    SSW = "SSW", "SSW Jepang", "Specified Skilled Worker, Japan"
    PERPANJANGAN = "PERPANJANGAN", "Perpanjangan kontrak", "Contract extension"
    TIDAK_TAHU = "TIDAK_TAHU", "Tidak tahu", "Not known"


class ReturnReason(CodeList):
    """Why a stay abroad ended."""

    KONTRAK_SELESAI = "KONTRAK_SELESAI", "Kontrak selesai", "Contract completed"
    CUTI = "CUTI", "Cuti", "Leave"
    PHK = "PHK", "PHK", "Dismissed"
    SAKIT = "SAKIT", "Sakit", "Illness"
    KEMAUAN_SENDIRI = "KEMAUAN_SENDIRI", "Kemauan sendiri", "Own wish"
    KELUARGA = "KELUARGA", "Urusan keluarga", "Family"
    DEPORTASI = "DEPORTASI", "Deportasi", "Deported"
    BERMASALAH = "BERMASALAH", "Bermasalah dengan majikan atau agen", "Trouble with employer or agency"
    HAMIL = "HAMIL", "Hamil", "Pregnancy"
    MENINGGAL = "MENINGGAL", "Meninggal", "Death"
    LAIN = "LAIN", "Lainnya", "Other"


class JobTitle(CodeList):
    """Kind of work abroad."""

    PRT = "PRT", "Pekerja rumah tangga", "House worker"
    CAREGIVER = "CAREGIVER", "Perawat lansia atau anak", "Caregiver"
    PERKEBUNAN = "PERKEBUNAN", "Perkebunan", "Plantation worker"
    PEKERJA_UMUM = "PEKERJA_UMUM", "Pekerja umum", "General worker"
    DOMESTIK = "DOMESTIK", "Pekerja domestik lain", "Domestic worker"
    PABRIK = "PABRIK", "Pabrik", "Factory worker"
    KONSTRUKSI = "KONSTRUKSI", "Konstruksi", "Construction worker"
    AWAK_KAPAL = "AWAK_KAPAL", "Awak kapal", "Seafarer"
    NELAYAN = "NELAYAN", "Nelayan", "Fisher"
    PERAWAT = "PERAWAT", "Perawat", "Nurse"
    PERHOTELAN = "PERHOTELAN", "Perhotelan", "Hotel worker"
    PERTANIAN = "PERTANIAN", "Pertanian", "Farm worker"
    LAIN = "LAIN", "Lainnya", "Other"


class BusinessInterest(CodeList):
    """Kind of business (usaha.jenis)."""

    PERTANIAN = "PERTANIAN", "Pertanian", "Farming"
    PETERNAKAN = "PETERNAKAN", "Peternakan", "Livestock"
    PERIKANAN = "PERIKANAN", "Perikanan", "Fishery"
    OLAHAN = "OLAHAN", "Makanan atau hasil olahan", "Processed products"
    KERAJINAN = "KERAJINAN", "Kerajinan", "Crafts"
    JASA = "JASA", "Jasa", "Services"
    DAGANG = "DAGANG", "Dagang", "Trade"
    KULINER = "KULINER", "Kuliner", "Food and drink"
    WISATA = "WISATA", "Wisata", "Tourism"
    LAIN = "LAIN", "Lainnya", "Other"


class Source(CodeList):
    """How a record came in."""

    FORM = "FORM", "Formulir", "Form"
    IMPOR = "IMPOR", "Impor berkas", "File import"
    API = "API", "API", "API"


class RecordStatus(CodeList):
    """How far a record is confirmed (status_data). Four eyes: the village submits, the district verifies."""

    DRAF = "DRAF", "Draf", "Draft"
    KIRIM = "KIRIM", "Terkirim", "Submitted"
    VERIF = "VERIF", "Terverifikasi", "Verified"
    KEMBALI = "KEMBALI", "Dikembalikan", "Returned"
    ARSIP = "ARSIP", "Diarsipkan", "Archived"


# `services.move_record` is the only writer of a record's status.
RECORD_MOVES: dict[RecordStatus, frozenset[RecordStatus]] = {
    RecordStatus.DRAF: frozenset({RecordStatus.KIRIM, RecordStatus.ARSIP}),
    RecordStatus.KIRIM: frozenset({RecordStatus.VERIF, RecordStatus.KEMBALI, RecordStatus.ARSIP}),
    RecordStatus.VERIF: frozenset({RecordStatus.KIRIM, RecordStatus.ARSIP}),
    RecordStatus.KEMBALI: frozenset({RecordStatus.KIRIM, RecordStatus.ARSIP}),
    RecordStatus.ARSIP: frozenset(),
}


class LogKind(CodeList):
    """What happened to a record."""

    DAFTAR = "DAFTAR", "Didaftarkan", "Registered"
    KIRIM = "KIRIM", "Dikirim untuk diperiksa", "Submitted"
    VERIF = "VERIF", "Diverifikasi", "Verified"
    KEMBALI = "KEMBALI", "Dikembalikan", "Returned"
    UBAH = "UBAH", "Diubah", "Changed"
    KOREKSI = "KOREKSI", "Dikoreksi", "Corrected"
    TARIK = "TARIK", "Ditarik", "Withdrawn"


class NikReviewStatus(CodeList):
    """What the district found about two records with one NIK."""

    BARU = "BARU", "Belum diperiksa", "Not yet reviewed"
    SAMA = "SAMA", "Orang yang sama", "Same person"
    BEDA = "BEDA", "Orang berbeda", "Different persons"


class Relation(CodeList):
    """Relation to the head of the family, as on the KK."""

    KEPALA = "1", "Kepala keluarga", "Head"
    SUAMI = "2", "Suami", "Husband"
    ISTRI = "3", "Istri", "Wife"
    ANAK = "4", "Anak", "Child"
    MENANTU = "5", "Menantu", "Child-in-law"
    CUCU = "6", "Cucu", "Grandchild"
    ORANG_TUA = "7", "Orang tua", "Parent"
    MERTUA = "8", "Mertua", "Parent-in-law"
    FAMILI = "9", "Famili lain", "Other relative"
    PEMBANTU = "10", "Pembantu", "Household help"
    LAIN = "11", "Lainnya", "Other"


class ParentAbroad(CodeList):
    """Which parent works abroad."""

    IBU = "IBU", "Ibu", "Mother"
    AYAH = "AYAH", "Ayah", "Father"
    KEDUANYA = "KEDUANYA", "Ibu dan ayah", "Both"
    TIDAK = "TIDAK", "Sudah pulang", "Neither any more"


class CarerRelation(CodeList):
    """What the carer is to the child."""

    AYAH = "AYAH", "Ayah", "Father"
    IBU = "IBU", "Ibu", "Mother"
    KAKEK_NENEK = "KAKEK_NENEK", "Kakek atau nenek", "Grandparent"
    PAMAN_BIBI = "PAMAN_BIBI", "Paman atau bibi", "Uncle or aunt"
    SAUDARA = "SAUDARA", "Kakak atau saudara", "Sibling or relative"
    TETANGGA = "TETANGGA", "Tetangga", "Neighbour"
    PANTI = "PANTI", "Panti asuhan", "Home"
    LAIN = "LAIN", "Lainnya", "Other"


class SchoolStatus(CodeList):
    """Where a child is at school."""

    BELUM = "BELUM", "Belum usia sekolah", "Not of school age"
    PAUD = "PAUD", "PAUD atau TK", "Kindergarten"
    SD = "SD", "SD atau sederajat", "Primary school"
    SMP = "SMP", "SMP atau sederajat", "Lower secondary"
    SMA = "SMA", "SMA atau sederajat", "Upper secondary"
    KESETARAAN = "KESETARAAN", "Kejar paket", "Equivalency programme"
    PUTUS = "PUTUS", "Putus sekolah", "Dropped out"
    LULUS_TIDAK_LANJUT = "LULUS_TIDAK_LANJUT", "Lulus, tidak melanjutkan", "Finished, not continuing"


class ContactFrequency(CodeList):
    """How often a child speaks with the parent abroad."""

    HARIAN = "HARIAN", "Setiap hari", "Daily"
    MINGGUAN = "MINGGUAN", "Setiap minggu", "Weekly"
    BULANAN = "BULANAN", "Setiap bulan", "Monthly"
    JARANG = "JARANG", "Jarang", "Seldom"
    TIDAK = "TIDAK", "Tidak pernah", "Never"


class ChildRisk(CodeList):
    """Signs of risk (KPAI's findings, domain.md 1.4); seen by the village and the district only."""

    KEKERASAN_FISIK = "KEKERASAN_FISIK", "Kekerasan fisik", "Physical violence"
    KEKERASAN_SEKSUAL = "KEKERASAN_SEKSUAL", "Kekerasan seksual", "Sexual violence"
    KAWIN_ANAK = "KAWIN_ANAK", "Perkawinan anak", "Child marriage"
    GIZI = "GIZI", "Kurang gizi", "Poor diet"
    PUTUS_SEKOLAH = "PUTUS_SEKOLAH", "Putus sekolah", "Out of school"
    PERUNDUNGAN = "PERUNDUNGAN", "Perundungan", "Bullying"
    PENELANTARAN = "PENELANTARAN", "Penelantaran", "Neglect"
    LAIN = "LAIN", "Lainnya", "Other"


class GuardianRelation(CodeList):
    """Who consents for a child."""

    AYAH = "AYAH", "Ayah", "Father"
    IBU = "IBU", "Ibu", "Mother"
    KAKEK_NENEK = "KAKEK_NENEK", "Kakek atau nenek", "Grandparent"
    PAMAN_BIBI = "PAMAN_BIBI", "Paman atau bibi", "Uncle or aunt"
    WALI = "WALI", "Wali lain", "Other guardian"


class ConsentLanguage(CodeList):
    """Language of a text of consent."""

    INDONESIA = "id", "Indonesia", "Indonesian"
    JAWA = "jv", "Jawa", "Javanese"
    MADURA = "mad", "Madura", "Madurese"
    SASAK = "sas", "Sasak", "Sasak"
    SUNDA = "su", "Sunda", "Sundanese"


class ConsentMethod(CodeList):
    """How consent was given."""

    TANDA_TANGAN = "TANDA_TANGAN", "Tanda tangan", "Signature"
    CAP_JEMPOL = "CAP_JEMPOL", "Cap jempol", "Thumbprint"
    LISAN_SAKSI = "LISAN_SAKSI", "Lisan dengan saksi", "Spoken, with a witness"
    DIGITAL = "DIGITAL", "Digital", "Digital"
