"""Coded lists of this app; no part of the API."""

from desmigratif.core.enums import CodeList


class ImportStatus(CodeList):
    """How far a batch is."""

    ANTRE = "ANTRE", "Menunggu diperiksa", "Waiting to be checked"
    PERIKSA = "PERIKSA", "Sedang diperiksa", "Being checked"
    SIAP = "SIAP", "Siap diterapkan", "Ready to be applied"
    TERAP = "TERAP", "Sedang diterapkan", "Being applied"
    SELESAI = "SELESAI", "Selesai", "Applied"
    URUNG = "URUNG", "Sedang dibatalkan", "Being undone"
    BATAL = "BATAL", "Dibatalkan", "Undone"
    BUANG = "BUANG", "Dibuang", "Discarded"
    GAGAL = "GAGAL", "Terhenti", "Stopped"


# A batch that stopped goes on where it stopped: its step is the status it had.
IMPORT_MOVES: dict[ImportStatus, frozenset[ImportStatus]] = {
    ImportStatus.ANTRE: frozenset({ImportStatus.PERIKSA, ImportStatus.BUANG, ImportStatus.GAGAL}),
    ImportStatus.PERIKSA: frozenset({ImportStatus.SIAP, ImportStatus.GAGAL}),
    ImportStatus.SIAP: frozenset({ImportStatus.TERAP, ImportStatus.BUANG}),
    ImportStatus.TERAP: frozenset({ImportStatus.SELESAI, ImportStatus.GAGAL}),
    ImportStatus.SELESAI: frozenset({ImportStatus.URUNG}),
    ImportStatus.URUNG: frozenset({ImportStatus.BATAL, ImportStatus.GAGAL}),
    ImportStatus.BATAL: frozenset(),
    ImportStatus.BUANG: frozenset(),
    ImportStatus.GAGAL: frozenset({ImportStatus.ANTRE, ImportStatus.TERAP, ImportStatus.URUNG, ImportStatus.BUANG}),
}


class RowResult(CodeList):
    """What a row does, or did."""

    BELUM = "BELUM", "Belum diperiksa", "Not yet checked"
    BARU = "BARU", "Baru", "New"
    UBAH = "UBAH", "Berubah", "Changed"
    SAMA = "SAMA", "Sama", "Unchanged"
    TOLAK = "TOLAK", "Ditolak", "Rejected"


class UndoResult(CodeList):
    """What became of a record when the batch was taken back."""

    TARIK = "TARIK", "Ditarik", "Withdrawn"
    PULIH = "PULIH", "Dikembalikan seperti semula", "Restored"
    TETAP = "TETAP", "Dibiarkan", "Left as it is"
