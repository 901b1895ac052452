"""Coded lists of files."""

from desmigratif.core.enums import CodeList


class DocumentPurpose(CodeList):
    """What a file is for."""

    BUKTI = "BUKTI", "Data dukung", "Evidence"
    SETUJU = "SETUJU", "Lembar persetujuan wali", "Guardian's consent paper"
    SK = "SK", "Surat keputusan", "Decree"
    FOTO = "FOTO", "Foto kegiatan", "Photo of an activity"
