"""Coded lists of data-sharing agreements."""

from desmigratif.core.enums import CodeList


class Tier(CodeList):
    """How much an agreement opens (domain handbook 5.3). T0, public figures, needs no agreement."""

    T1 = "T1", "T1: data desa, tanpa data orang", "T1: village data, no persons"
    T2 = "T2", "T2: baris orang dengan nama samaran", "T2: pseudonymous rows"
    T3 = "T3", "T3: baris orang dengan identitas", "T3: identified rows"


class AgreementStatus(CodeList):
    """Where an agreement stands. One that has passed its last day has ended too, whatever is stored."""

    DRAF = "DRAF", "Draf", "Draft"
    SETUJU = "SETUJU", "Disetujui", "Approved"
    BERAKHIR = "BERAKHIR", "Diakhiri", "Ended"


class AgreementLevel(CodeList):
    """The one region an agreement covers (architecture D7)."""

    DESA = "desa", "Desa", "Village"
    KEC = "kec", "Kecamatan", "Subdistrict"
    KAB = "kab", "Kabupaten/kota", "District"
    PROV = "prov", "Provinsi", "Province"
    NATION = "nation", "Nasional", "Nation"
