"""Coded lists of the four pillars; codes as in the data dictionary (domain.md 6.3-6.5)."""

from desmigratif.core.enums import CodeList


class Pillar(CodeList):
    """The four pillars of the programme (domain.md 1.4)."""

    LAYANAN = "LAYANAN", "Layanan migrasi", "Migration services"
    USAHA = "USAHA", "Usaha produktif", "Productive business"
    PENGASUHAN = "PENGASUHAN", "Pengasuhan bersama", "Community parenting"
    KOPERASI = "KOPERASI", "Koperasi Desmigratif", "Cooperative"


class FundSource(CodeList):
    """Where the money comes from."""

    APBN = "APBN", "APBN", "State budget"
    APBD_PROV = "APBD_PROV", "APBD provinsi", "Provincial budget"
    APBD_KAB = "APBD_KAB", "APBD kabupaten/kota", "District budget"
    DANA_DESA = "DANA_DESA", "Dana Desa", "Village fund"
    BUMN_CSR = "BUMN_CSR", "BUMN atau CSR", "State enterprise or CSR"
    MITRA = "MITRA", "Mitra", "Partner"


class MigrationActivityKind(CodeList):
    """What was held under the first pillar."""

    SOSIALISASI = "SOSIALISASI", "Sosialisasi migrasi aman", "Safe migration briefing"
    BIMBINGAN = "BIMBINGAN", "Bimbingan jabatan", "Job guidance"
    PENDATAAN = "PENDATAAN", "Pendataan keluarga PMI", "Recording of migrant households"
    PELATIHAN = "PELATIHAN", "Pelatihan keterampilan", "Skills training"
    LAIN = "LAIN", "Lainnya", "Other"


class ServiceKind(CodeList):
    """What somebody came for."""

    INFO_KERJA = "INFO_KERJA", "Informasi lowongan kerja", "Job information"
    INFO_PROSEDUR = "INFO_PROSEDUR", "Informasi prosedur", "Information on the procedure"
    SURAT_IZIN = "SURAT_IZIN", "Surat izin keluarga", "Family permission letter"
    ADMINDUK = "ADMINDUK", "Administrasi kependudukan", "Civil registration"
    VERIFIKASI_DATA = "VERIFIKASI_DATA", "Verifikasi data calon PMI", "Verification of a prospective worker's data"
    CEK_P3MI = "CEK_P3MI", "Cek izin P3MI", "Check of a placement agency"
    PENDAMPINGAN_KASUS = "PENDAMPINGAN_KASUS", "Pendampingan masalah", "Help with a case"
    KEPULANGAN = "KEPULANGAN", "Kepulangan", "Return"
    KEUANGAN = "KEUANGAN", "Pengelolaan keuangan", "Money management"
    PELATIHAN = "PELATIHAN", "Pelatihan", "Training"
    LAIN = "LAIN", "Lainnya", "Other"


class ServiceChannel(CodeList):
    """How the request came."""

    DATANG = "DATANG", "Datang ke kantor", "Walk-in"
    TELEPON = "TELEPON", "Telepon", "Telephone"
    WA = "WA", "WhatsApp", "WhatsApp"
    KUNJUNGAN = "KUNJUNGAN", "Kunjungan petugas", "Visit by the officer"


class ServiceOutcome(CodeList):
    """What came of it."""

    SELESAI = "SELESAI", "Selesai", "Done"
    DIRUJUK = "DIRUJUK", "Dirujuk", "Referred"
    MENUNGGU = "MENUNGGU", "Menunggu", "Waiting"
    DITOLAK = "DITOLAK", "Ditolak", "Refused"


class Requester(CodeList):
    """Who asked."""

    SENDIRI = "SENDIRI", "Yang bersangkutan", "The person concerned"
    KELUARGA = "KELUARGA", "Keluarga", "Family"


class LetterRelation(CodeList):
    """Who gives the permission, seen from the one who leaves."""

    SUAMI = "SUAMI", "Suami", "Husband"
    ISTRI = "ISTRI", "Istri", "Wife"
    AYAH = "AYAH", "Ayah", "Father"
    IBU = "IBU", "Ibu", "Mother"
    WALI = "WALI", "Wali", "Guardian"


class BusinessActivityKind(CodeList):
    """What was held under the second pillar."""

    PEMBEKALAN = "PEMBEKALAN", "Pembekalan kewirausahaan", "Entrepreneurship briefing"
    PELATIHAN = "PELATIHAN", "Pelatihan produksi", "Production training"
    PENDAMPINGAN = "PENDAMPINGAN", "Pendampingan usaha", "Business mentoring"
    PEMASARAN = "PEMASARAN", "Pemasaran", "Marketing"
    PADAT_KARYA = "PADAT_KARYA", "Padat karya", "Labour-intensive works"
    LAIN = "LAIN", "Lainnya", "Other"


class GroupKind(CodeList):
    """Kinds of groups."""

    POKTAN = "POKTAN", "Kelompok tani", "Farmer group"
    KWT = "KWT", "Kelompok wanita tani", "Women farmer group"
    TERNAK = "TERNAK", "Kelompok ternak", "Livestock group"
    POKDAKAN = "POKDAKAN", "Kelompok pembudidaya ikan", "Fish farmer group"
    KUB = "KUB", "Kelompok usaha bersama", "Joint business group"
    PMI_PURNA = "PMI_PURNA", "Kelompok PMI Purna", "Group of returned workers"
    KELUARGA_PMI = "KELUARGA_PMI", "Kelompok keluarga PMI", "Group of migrant families"
    LAIN = "LAIN", "Lainnya", "Other"


class MemberCategory(CodeList):
    """What a member is to migration."""

    PURNA = "PURNA", "PMI Purna", "Returned worker"
    KELUARGA = "KELUARGA", "Keluarga PMI", "Family of a worker"
    CALON = "CALON", "Calon PMI", "Prospective worker"
    UMUM = "UMUM", "Umum", "Other resident"


class BusinessKind(CodeList):
    """Line of business."""

    PERTANIAN = "PERTANIAN", "Pertanian", "Farming"
    PETERNAKAN = "PETERNAKAN", "Peternakan", "Livestock"
    PERIKANAN = "PERIKANAN", "Perikanan", "Fisheries"
    OLAHAN = "OLAHAN", "Olahan pangan", "Food processing"
    KERAJINAN = "KERAJINAN", "Kerajinan", "Crafts"
    JASA = "JASA", "Jasa", "Services"
    DAGANG = "DAGANG", "Dagang", "Trade"
    KULINER = "KULINER", "Kuliner", "Food stall"
    WISATA = "WISATA", "Wisata", "Tourism"
    LAIN = "LAIN", "Lainnya", "Other"


class BusinessStatus(CodeList):
    """How a business stands."""

    RINTIS = "RINTIS", "Rintisan", "Starting"
    JALAN = "JALAN", "Berjalan", "Running"
    BERKEMBANG = "BERKEMBANG", "Berkembang", "Growing"
    HENTI = "HENTI", "Berhenti", "Stopped"


class TurnoverBand(CodeList):
    """Turnover a month in rupiah; bands are never added up to an amount."""

    A = "A", "Di bawah Rp 1 juta", "Below Rp 1 million"
    B = "B", "Rp 1 juta sampai di bawah 5 juta", "Rp 1 million to below 5 million"
    C = "C", "Rp 5 juta sampai di bawah 25 juta", "Rp 5 million to below 25 million"
    D = "D", "Rp 25 juta atau lebih", "Rp 25 million or more"
    X = "X", "Tidak bersedia menjawab", "Not willing to say"


class Market(CodeList):
    """Where it sells."""

    DESA = "DESA", "Desa", "Village"
    KAB = "KAB", "Kabupaten", "District"
    PROV = "PROV", "Provinsi", "Province"
    NASIONAL = "NASIONAL", "Nasional", "Nation"
    EKSPOR = "EKSPOR", "Ekspor", "Export"


class CapitalSource(CodeList):
    """Where the capital came from."""

    REMITANSI = "REMITANSI", "Remitansi", "Remittances"
    TABUNGAN = "TABUNGAN", "Tabungan", "Savings"
    KUR = "KUR", "KUR", "KUR loan"
    KOPERASI = "KOPERASI", "Koperasi", "Cooperative"
    BANTUAN = "BANTUAN", "Bantuan", "Aid"
    LAIN = "LAIN", "Lainnya", "Other"


class AidKind(CodeList):
    """What was given."""

    UANG = "UANG", "Uang", "Money"
    ALAT = "ALAT", "Alat", "Equipment"
    BENIH = "BENIH", "Benih", "Seed"
    TERNAK = "TERNAK", "Ternak", "Livestock"
    PELATIHAN = "PELATIHAN", "Pelatihan", "Training"
    KREDIT = "KREDIT", "Kredit", "Credit"


class AidCondition(CodeList):
    """What had become of the aid after six months."""

    DIPAKAI = "DIPAKAI", "Dipakai", "In use"
    TIDAK_DIPAKAI = "TIDAK_DIPAKAI", "Tidak dipakai", "Not in use"
    RUSAK = "RUSAK", "Rusak", "Broken"
    DIJUAL = "DIJUAL", "Dijual", "Sold"


class SessionKind(CodeList):
    """Kinds of parenting sessions."""

    KONSELING = "KONSELING", "Konseling", "Counselling"
    KEUANGAN = "KEUANGAN", "Pengelolaan keuangan", "Money management"
    BACA_TULIS = "BACA_TULIS", "Baca tulis", "Reading and writing"
    HITUNG = "HITUNG", "Berhitung", "Arithmetic"
    SENI = "SENI", "Kesenian", "Arts"
    OLAHRAGA = "OLAHRAGA", "Olahraga", "Sports"
    INTERNET = "INTERNET", "Internet", "Internet"
    ROHANI = "ROHANI", "Kerohanian", "Religion"
    LAIN = "LAIN", "Lainnya", "Other"


class SessionAudience(CodeList):
    """Whom a session is for."""

    ANAK = "ANAK", "Anak", "Children"
    PENGASUH = "PENGASUH", "Pengasuh", "Carers"
    ORTU_DARING = "ORTU_DARING", "Orang tua, daring", "Parents, online"
    CAMPURAN = "CAMPURAN", "Campuran", "Mixed"


class CooperativeActivityKind(CodeList):
    """What was held under the fourth pillar."""

    PEMBENTUKAN = "PEMBENTUKAN", "Rapat pembentukan", "Founding meeting"
    RAT = "RAT", "Rapat anggota tahunan (RAT)", "Annual members' meeting"
    PELATIHAN = "PELATIHAN", "Pelatihan pengurus", "Training of the board"
    PENDAMPINGAN = "PENDAMPINGAN", "Pendampingan", "Mentoring"
    LAIN = "LAIN", "Lainnya", "Other"


class CooperativeKind(CodeList):
    """Kinds of cooperatives."""

    KONSUMEN = "KONSUMEN", "Konsumen", "Consumers"
    PRODUSEN = "PRODUSEN", "Produsen", "Producers"
    JASA = "JASA", "Jasa", "Services"
    SIMPAN_PINJAM = "SIMPAN_PINJAM", "Simpan pinjam", "Savings and loans"


class CooperativeStatus(CodeList):
    """Legal status of a cooperative."""

    RINTISAN = "RINTISAN", "Rintisan", "Being formed"
    BERBADAN_HUKUM = "BERBADAN_HUKUM", "Berbadan hukum", "Legal entity"
    AKTIF = "AKTIF", "Aktif", "Active"
    TIDAK_AKTIF = "TIDAK_AKTIF", "Tidak aktif", "Inactive"
    BUBAR = "BUBAR", "Bubar", "Dissolved"


class CooperativeLink(CodeList):
    """What it belongs to; a Koperasi Desa Merah Putih must be told apart (Inpres 9/2025)."""

    MANDIRI = "MANDIRI", "Mandiri", "On its own"
    BUMDES = "BUMDES", "Unit BUMDes", "Unit of the village enterprise"
    KDMP = "KDMP", "Koperasi Desa Merah Putih", "Koperasi Desa Merah Putih"


# What an activity of each pillar may be.
ACTIVITY_KINDS: dict[Pillar, type[CodeList]] = {
    Pillar.LAYANAN: MigrationActivityKind,
    Pillar.USAHA: BusinessActivityKind,
    Pillar.PENGASUHAN: SessionKind,
    Pillar.KOPERASI: CooperativeActivityKind,
}
