"""Coded lists of villages; codes exactly as the data dictionary (domain.md 6.1)."""

from desmigratif.core.enums import CodeList


class ProgrammeStatus(CodeList):
    """Where a village stands in a programme."""

    USUL = "USUL", "Diusulkan", "Proposed"
    TETAP = "TETAP", "Ditetapkan", "Designated"
    AKTIF = "AKTIF", "Aktif", "Active"
    MANDIRI = "MANDIRI", "Mandiri (dana desa)", "Self-sustaining"
    NONAKTIF = "NONAKTIF", "Tidak aktif", "Inactive"


class IndexStatus(CodeList):
    """Status in the Indeks Desa of the Ministry of Villages (Kepmendes 343/2025), best first."""

    MANDIRI = "MANDIRI", "Mandiri", "Independent"
    MAJU = "MAJU", "Maju", "Advanced"
    BERKEMBANG = "BERKEMBANG", "Berkembang", "Developing"
    TERTINGGAL = "TERTINGGAL", "Tertinggal", "Lagging"
    SANGAT_TERTINGGAL = "SANGAT_TERTINGGAL", "Sangat tertinggal", "Severely lagging"


class OfficerRole(CodeList):
    """What somebody does for the programme in a village (domain.md 1.3)."""

    PETUGAS = "PETUGAS", "Petugas Desmigratif", "Desmigratif officer"
    PJ = "PJ", "Penanggung jawab", "Person in charge"
    KOORDINATOR = "KOORDINATOR", "Koordinator", "Coordinator"
    FASILITATOR = "FASILITATOR", "Fasilitator", "Facilitator"
    KADER = "KADER", "Kader", "Cadre"
    RELAWAN = "RELAWAN", "Relawan", "Volunteer"
