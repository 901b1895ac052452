"""Coded lists of the coordination; codes as in the data dictionary (domain.md 6.7)."""

from desmigratif.core.enums import CodeList


class MeetingKind(CodeList):
    """Kinds of meetings."""

    RTM = "RTM", "Rapat Tingkat Menteri", "Ministerial meeting"
    RAKOR = "RAKOR", "Rapat koordinasi (Rakor)", "Coordination meeting"
    RAKORNIS = "RAKORNIS", "Rapat koordinasi teknis", "Technical coordination meeting"
    EVALUASI = "EVALUASI", "Rapat evaluasi", "Evaluation meeting"
    MONEV = "MONEV", "Pemantauan dan evaluasi", "Monitoring and evaluation"
    AUDIENSI = "AUDIENSI", "Audiensi", "Audience"


class MeetingMode(CodeList):
    """How people met."""

    LURING = "LURING", "Tatap muka", "In person"
    DARING = "DARING", "Daring", "Online"
    HIBRIDA = "HIBRIDA", "Hibrida", "Hybrid"


class MeetingStatus(CodeList):
    """State of a meeting and of its minutes."""

    RENCANA = "RENCANA", "Direncanakan", "Planned"
    SELESAI = "SELESAI", "Selesai", "Held"
    FINAL = "FINAL", "Notulen final", "Minutes final"


class Presence(CodeList):
    """Whether an institution came."""

    HADIR = "HADIR", "Hadir", "Present"
    DARING = "DARING", "Hadir daring", "Present online"
    TIDAK = "TIDAK", "Tidak hadir", "Absent"


class FindingKind(CodeList):
    """What was found."""

    MASALAH = "MASALAH", "Masalah", "Problem"
    POTENSI = "POTENSI", "Potensi", "Potential"
    PRAKTIK_BAIK = "PRAKTIK_BAIK", "Praktik baik", "Good practice"


class FindingCategory(CodeList):
    """What a finding is about: the four problems of the Rakor of 2023, and KPAI's findings on care (domain.md 1.4)."""

    MIGRASI_AMAN = "MIGRASI_AMAN", "Pemahaman migrasi aman", "Understanding of safe migration"
    KOMPETENSI = "KOMPETENSI", "Kompetensi PMI", "Competence of workers"
    PENGASUHAN_ANAK = "PENGASUHAN_ANAK", "Pengasuhan anak", "Care of children"
    REMITANSI = "REMITANSI", "Pengelolaan remitansi", "Use of remittances"
    KEKERASAN = "KEKERASAN", "Kekerasan terhadap anak", "Violence against children"
    KAWIN_ANAK = "KAWIN_ANAK", "Perkawinan anak", "Child marriage"
    GIZI = "GIZI", "Gizi", "Nutrition"
    USAHA = "USAHA", "Usaha dan pemasaran", "Business and marketing"
    BANTUAN = "BANTUAN", "Bantuan tidak terpakai", "Aid not in use"
    KOPERASI = "KOPERASI", "Koperasi", "Cooperative"
    KELEMBAGAAN = "KELEMBAGAAN", "Kelembagaan desa", "Village institutions"
    LAIN = "LAIN", "Lainnya", "Other"


class Severity(CodeList):
    """How grave, and how urgent."""

    RENDAH = "RENDAH", "Rendah", "Low"
    SEDANG = "SEDANG", "Sedang", "Medium"
    TINGGI = "TINGGI", "Tinggi", "High"


class FindingStatus(CodeList):
    """State of a finding."""

    TERBUKA = "TERBUKA", "Terbuka", "Open"
    DITINDAKLANJUTI = "DITINDAKLANJUTI", "Ditindaklanjuti", "Being acted upon"
    SELESAI = "SELESAI", "Selesai", "Closed"


FINDING_MOVES = {
    FindingStatus.TERBUKA: {FindingStatus.DITINDAKLANJUTI, FindingStatus.SELESAI},
    FindingStatus.DITINDAKLANJUTI: {FindingStatus.TERBUKA, FindingStatus.SELESAI},
    FindingStatus.SELESAI: {FindingStatus.TERBUKA},
}


class ActionStatus(CodeList):
    """State of an action. That it is late is computed from its dates and never stored (domain.md 6.7)."""

    BELUM = "BELUM", "Belum mulai", "Not started"
    JALAN = "JALAN", "Berjalan", "Under way"
    TERHAMBAT = "TERHAMBAT", "Terhambat", "Blocked"
    SELESAI = "SELESAI", "Selesai", "Done"
    BATAL = "BATAL", "Batal", "Cancelled"


ACTION_MOVES = {
    ActionStatus.BELUM: {ActionStatus.JALAN, ActionStatus.TERHAMBAT, ActionStatus.SELESAI, ActionStatus.BATAL},
    ActionStatus.JALAN: {ActionStatus.TERHAMBAT, ActionStatus.SELESAI, ActionStatus.BATAL},
    ActionStatus.TERHAMBAT: {ActionStatus.JALAN, ActionStatus.SELESAI, ActionStatus.BATAL},
    ActionStatus.SELESAI: {ActionStatus.JALAN},
    ActionStatus.BATAL: set(),
}


class ActionState(CodeList):
    """What a reader calls an action's standing today, the most urgent first: its status, or that it is late."""

    TERLAMBAT = "TERLAMBAT", "Terlambat", "Late"
    TERHAMBAT = "TERHAMBAT", "Terhambat", "Blocked"
    JALAN = "JALAN", "Berjalan", "Under way"
    BELUM = "BELUM", "Belum mulai", "Not started"
    SELESAI = "SELESAI", "Selesai", "Done"
    BATAL = "BATAL", "Batal", "Cancelled"


class RevisionStatus(CodeList):
    """State of a request to change an action's dates."""

    DIAJUKAN = "DIAJUKAN", "Menunggu persetujuan", "Waiting for approval"
    SETUJU = "SETUJU", "Disetujui", "Approved"
    TOLAK = "TOLAK", "Ditolak", "Refused"


class Assessment(CodeList):
    """The checker's word on a report, in the words of BPK's SIPTL (product.md 50)."""

    SESUAI = "SESUAI", "Sesuai", "In line"
    BELUM_SESUAI = "BELUM_SESUAI", "Belum sesuai", "Not yet in line"
    BELUM_DITINDAKLANJUTI = "BELUM_DITINDAKLANJUTI", "Belum ditindaklanjuti", "Not yet acted upon"
    TIDAK_DAPAT = "TIDAK_DAPAT", "Tidak dapat ditindaklanjuti", "Cannot be acted upon"


class PracticeStatus(CodeList):
    """State of a good practice."""

    USUL = "USUL", "Diusulkan", "Proposed"
    KURASI = "KURASI", "Dikurasi", "Being curated"
    TERBIT = "TERBIT", "Terbit", "Published"


PRACTICE_MOVES = {
    PracticeStatus.USUL: {PracticeStatus.KURASI},
    PracticeStatus.KURASI: {PracticeStatus.USUL, PracticeStatus.TERBIT},
    PracticeStatus.TERBIT: set(),  # what everybody has seen is withdrawn, with a reason, or stays
}


class AdoptionStatus(CodeList):
    """How far a village is with a good practice of another."""

    MINAT = "MINAT", "Berminat", "Interested"
    JALAN = "JALAN", "Sedang diterapkan", "Being applied"
    BERHASIL = "BERHASIL", "Berhasil", "Succeeded"
    GAGAL = "GAGAL", "Tidak berhasil", "Failed"
