"""Coded lists of accounts."""

from desmigratif.core.enums import CodeList


class CodeWay(CodeList):
    """How somebody gets the means to set a password."""

    SUREL = "SUREL", "Tautan lewat surel", "Link by mail"
    KODE = "KODE", "Kode diberikan langsung", "Code handed over"


class CodePurpose(CodeList):
    """Why a password is to be set."""

    UNDANGAN = "UNDANGAN", "Kata sandi pertama", "First password"
    LUPA = "LUPA", "Lupa kata sandi", "Forgotten password"
