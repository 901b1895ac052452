"""Coded lists of this app; no part of the API."""

from desmigratif.core.enums import CodeList


class ExportSubject(CodeList):
    """Which list a download holds; the code stands in its address."""

    ORANG = "orang", "Daftar orang", "People"
    KELUARGA = "keluarga", "Daftar keluarga", "Families"
    ANAK = "anak", "Daftar anak PMI", "Children of migrant workers"
    SURAT = "surat", "Register surat izin keluarga", "Family permission letters"

    @property
    def noun(self) -> str:
        """What one row is."""
        return self.value

    @property
    def words(self) -> str:
        """The label inside a sentence."""
        return f"{self.label[:1].lower()}{self.label[1:]}"


class ExportFormat(CodeList):
    """File formats of a list."""

    XLSX = "XLSX", "Excel (XLSX)", "Excel (XLSX)"
    CSV = "CSV", "CSV", "CSV"


class ExportStatus(CodeList):
    """How far a download is."""

    MENUNGGU_SETUJU = "MENUNGGU_SETUJU", "Menunggu persetujuan", "Awaiting approval"
    DITOLAK = "DITOLAK", "Ditolak", "Refused"
    ANTRE = "ANTRE", "Menunggu giliran", "Queued"
    JALAN = "JALAN", "Sedang dibuat", "Running"
    SIAP = "SIAP", "Siap diambil", "Ready"
    GAGAL = "GAGAL", "Gagal", "Failed"
    DIAMBIL = "DIAMBIL", "Sudah diambil", "Fetched"
    HAPUS = "HAPUS", "Kedaluwarsa", "Expired"


EXPORT_MOVES: dict[ExportStatus, frozenset[ExportStatus]] = {
    ExportStatus.MENUNGGU_SETUJU: frozenset({ExportStatus.ANTRE, ExportStatus.DITOLAK}),
    ExportStatus.DITOLAK: frozenset(),
    ExportStatus.ANTRE: frozenset({ExportStatus.JALAN, ExportStatus.GAGAL}),
    ExportStatus.JALAN: frozenset({ExportStatus.JALAN, ExportStatus.SIAP, ExportStatus.GAGAL}),
    ExportStatus.SIAP: frozenset({ExportStatus.DIAMBIL, ExportStatus.HAPUS}),
    ExportStatus.GAGAL: frozenset({ExportStatus.ANTRE}),
    ExportStatus.DIAMBIL: frozenset({ExportStatus.HAPUS}),
    ExportStatus.HAPUS: frozenset(),
}
