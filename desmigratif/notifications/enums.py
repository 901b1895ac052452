"""Coded lists of jobs and notifications."""

from desmigratif.core.enums import CodeList


class JobState(CodeList):
    """What became of a job."""

    ANTRE = "ANTRE", "Menunggu", "Waiting"
    SERAH = "SERAH", "Diserahkan", "Handed over"
    JALAN = "JALAN", "Berjalan", "Running"
    SELESAI = "SELESAI", "Selesai", "Done"
    GAGAL = "GAGAL", "Gagal", "Failed"
    BUANG = "BUANG", "Dibuang", "Discarded"


OPEN_STATES = (JobState.ANTRE, JobState.SERAH, JobState.JALAN)


class NotificationKind(CodeList):
    """What a notification tells. The label stands before the record it is about."""

    KEMBALI = "KEMBALI", "Dikembalikan untuk diperbaiki", "Sent back to be put right"
    VERIF = "VERIF", "Sudah diverifikasi", "Verified"
    UNDUHAN_SIAP = "UNDUHAN_SIAP", "Unduhan siap diambil", "Download ready"
    UNDUHAN_TUNGGU = "UNDUHAN_TUNGGU", "Unduhan menunggu keputusan Anda", "Download waits for your decision"
    UNDUHAN_PUTUS = "UNDUHAN_PUTUS", "Unduhan Anda ditolak", "Download refused"
    UNDUHAN_GAGAL = "UNDUHAN_GAGAL", "Unduhan gagal dibuat", "Download failed"
    IMPOR_SIAP = "IMPOR_SIAP", "Impor selesai diperiksa, menunggu keputusan Anda", "Import checked, ready to apply"
    IMPOR = "IMPOR", "Impor selesai diterapkan", "Import applied"
    IMPOR_GAGAL = "IMPOR_GAGAL", "Impor terhenti", "Import stopped"
    TERLAMBAT = "TERLAMBAT", "Aksi terlambat", "Action late"
    JADWAL_USUL = "JADWAL_USUL", "Perubahan jadwal menunggu keputusan Anda", "Other dates asked for"
    JADWAL_PUTUS = "JADWAL_PUTUS", "Perubahan jadwal sudah diputuskan", "Other dates decided"
    DILAPORKAN = "DILAPORKAN", "Laporan capaian menunggu pemeriksaan Anda", "Progress report to check"
    DINILAI = "DINILAI", "Laporan capaian dinilai sesuai", "Progress report in line"
    BELUM_SESUAI = "BELUM_SESUAI", "Laporan capaian dinilai belum sesuai", "Progress report not in line"
    DARURAT = "DARURAT", "Data warga Anda dibuka darurat dari kabupaten lain", "Emergency view of a person of yours"
    PERMINTAAN = "PERMINTAAN", "Permintaan subjek data menunggu Anda", "Request of a data subject to answer"
    PERMINTAAN_PUTUS = (
        "PERMINTAAN_PUTUS",
        "Permintaan subjek data sudah diputuskan",
        "Request of a data subject decided",
    )
    KOMENTAR = "KOMENTAR", "Komentar baru", "New comment"
