"""Coded lists of reveals, of emergency views and of the register of data subjects' requests."""

from desmigratif.core.enums import CodeList


class RevealedField(CodeList):
    """Which number was shown whole."""

    NIK = "NIK", "NIK", "NIK"
    KK = "KK", "Nomor KK", "Family card number"


class RevealReason(CodeList):
    """Why somebody needs a whole number."""

    COCOK = "COCOK", "Mencocokkan dengan KTP atau KK", "Comparing with the card"
    SURAT = "SURAT", "Mengisi surat atau formulir resmi", "Filling in an official form"
    RUJUK = "RUJUK", "Merujuk ke instansi lain", "Referring to another institution"
    GANDA = "GANDA", "Memeriksa NIK ganda", "Looking into an equal NIK"
    SUBJEK = "SUBJEK", "Diminta orangnya sendiri", "Asked for by the person"
    LAIN = "LAIN", "Keperluan lain", "Other"


class EmergencyReason(CodeList):
    """Why somebody opens a person of another district."""

    SELAMAT = "SELAMAT", "Keselamatan orang terancam", "Somebody is in danger"
    SAKIT = "SAKIT", "Sakit, kecelakaan, atau meninggal", "Illness, accident or death"
    TPPO = "TPPO", "Dugaan perdagangan orang", "Suspected trafficking"
    HILANG = "HILANG", "Orang hilang atau terlantar", "Missing or stranded"
    BENCANA = "BENCANA", "Bencana", "Disaster"


class EmergencyVerdict(CodeList):
    """What the auditor makes of it."""

    WAJAR = "WAJAR", "Wajar", "Justified"
    TANYA = "TANYA", "Perlu penjelasan", "To be explained"
    LANGGAR = "LANGGAR", "Tidak wajar", "Not justified"


class RequestKind(CodeList):
    """What a data subject asks (UU 27/2022 Ps 5 to 13)."""

    AKSES = "AKSES", "Melihat datanya", "Access"
    PERBAIKAN = "PERBAIKAN", "Membetulkan data", "Correction"
    HAPUS = "HAPUS", "Menghapus data", "Deletion"
    CABUT = "CABUT", "Mencabut persetujuan", "Withdrawal of consent"
    KEBERATAN = "KEBERATAN", "Keberatan atas pemakaian data", "Objection"


class AskerRelation(CodeList):
    """Who asks."""

    SENDIRI = "SENDIRI", "Orangnya sendiri", "The person"
    WALI = "WALI", "Orang tua atau wali", "Parent or guardian"
    KUASA = "KUASA", "Penerima kuasa", "Somebody with a mandate"
    WARIS = "WARIS", "Ahli waris", "Heir"


class IdentityProof(CodeList):
    """How it was made sure who asks."""

    KTP = "KTP", "KTP dilihat", "Identity card seen"
    KK = "KK", "KK dilihat", "Family card seen"
    KUASA = "KUASA", "Surat kuasa dan KTP dilihat", "Mandate and identity card seen"
    KENAL = "KENAL", "Dikenal petugas desa", "Known to the village officer"


class RequestStatus(CodeList):
    """How far a request is."""

    BARU = "BARU", "Baru diterima", "Received"
    PROSES = "PROSES", "Dikerjakan", "In hand"
    PENUH = "PENUH", "Dipenuhi", "Fulfilled"
    TOLAK = "TOLAK", "Ditolak", "Refused"


CLOSED = (RequestStatus.PENUH, RequestStatus.TOLAK)
