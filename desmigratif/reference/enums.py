"""Coded lists of regions and institutions (data dictionary 6.1)."""

from desmigratif.core.enums import CodeList


class RegionLevel(CodeList):
    """Level of a region, by Kemendagri's code."""

    PROV = "PROV", "Provinsi", "Province"
    KAB = "KAB", "Kabupaten", "Regency"
    KOTA = "KOTA", "Kota", "City"
    KEC = "KEC", "Kecamatan", "Subdistrict"
    KEL = "KEL", "Kelurahan", "Urban village"
    DESA = "DESA", "Desa", "Village"
    DESA_ADAT = "DESA_ADAT", "Desa adat", "Customary village"


VILLAGE_LEVELS = (RegionLevel.DESA, RegionLevel.KEL, RegionLevel.DESA_ADAT)


class InstitutionKind(CodeList):
    """Kind of institution."""

    KEMENKO = "KEMENKO", "Kementerian koordinator", "Coordinating ministry"
    KEMENTERIAN = "KEMENTERIAN", "Kementerian", "Ministry"
    LEMBAGA = "LEMBAGA", "Lembaga", "Agency"
    OPD_PROV = "OPD_PROV", "OPD provinsi", "Provincial agency"
    OPD_KAB = "OPD_KAB", "OPD kabupaten/kota", "Regency or city agency"
    UPT = "UPT", "Unit pelaksana teknis", "Technical unit"
    BUMN = "BUMN", "BUMN", "State-owned enterprise"
    PEMDES = "PEMDES", "Pemerintah desa", "Village government"
    LSM = "LSM", "Lembaga masyarakat", "Civil society organisation"
