"""Who may do what: the role table of docs/architecture, in code.

`Perm` names a right, `Role` a role, `ROLE_PERMS` says which role has which. On which rows is another question and is
answered by the assignment's region (`visible_to`) and by row security.
"""

from dataclasses import dataclass
from enum import StrEnum

from desmigratif.core.enums import CodeList
from desmigratif.core.scope import DbRole, Level


class Perm(StrEnum):
    """Rights in Django's own form: `app.verb_model`."""

    HOME = "accounts.view_home"
    REGION_VIEW = "reference.view_region"
    VILLAGE_VIEW = "villages.view_village"
    VILLAGE_CHANGE = "villages.change_village"
    PERSON_VIEW = "workers.view_person"
    PERSON_NAMES = "workers.view_person_names"  # names and status only
    PERSON_ADD = "workers.add_person"
    PERSON_CHANGE = "workers.change_person"
    PERSON_WITHDRAW = "workers.withdraw_person"
    PERSON_VERIFY = "workers.verify_person"
    PERSON_CORRECT = "workers.correct_person"  # in the admin, with a reason
    PERSON_EXPORT = "workers.export_person"
    EXPORT_APPROVE = "reporting.approve_export"
    DASHBOARD_VIEW = "reporting.view_dashboard"
    AGREEMENT_VIEW = "exchange.view_agreement"
    AGREEMENT_DRAFT = "exchange.add_agreement"
    AGREEMENT_APPROVE = "exchange.approve_agreement"
    USER_MANAGE = "accounts.change_user"
    REFERENCE_CHANGE = "reference.change_region"
    ADMIN_SITE = "accounts.use_admin_site"
    JOB_VIEW = "notifications.view_job"  # the outbox


class Role(CodeList):
    """Roles, with the codes used in assignments."""

    PETUGAS = "petugas", "Petugas Desmigratif", "Village Desmigratif officer"
    KADES = "kades", "Kepala Desa", "Village head"
    KECAMATAN = "kecamatan", "Camat", "Subdistrict head"
    DISNAKER = "disnaker", "Koordinator (Disnaker kab/kota)", "District labour office coordinator"
    OPD = "opd", "OPD kab/prov", "Regional agency"
    DISNAKER_PROV = "disnaker_prov", "Disnaker provinsi", "Provincial labour office"
    BP3MI = "bp3mi", "BP3MI", "Regional office of KP2MI"
    KL = "kl", "Petugas K/L", "Ministry or agency officer"
    ANALIS = "analis", "Analis Kemenko PMK", "Kemenko PMK analyst"
    PIMPINAN = "pimpinan", "Asdep atau Deputi", "Assistant deputy or deputy"
    PENANGAN = "penangan", "Penangan kasus", "Case handler"
    PENATA = "penata", "Penata data", "Data steward"
    WALIDATA = "walidata", "Walidata", "Data custodian"
    AUDITOR = "auditor", "Auditor", "Auditor"
    ADMIN = "admin", "Admin sistem", "System administrator"


@dataclass(frozen=True)
class RoleRule:
    """Where a role may be assigned, what the database lets it read, and its rights."""

    levels: frozenset[Level]
    perms: frozenset[str]
    sees_persons: bool = False
    needs_institution: bool = False

    def db_role(self, level: Level) -> DbRole:
        """National roles run as a role of the database of their own; a region runs as the app role."""
        if level is not Level.NATION:
            return DbRole.APP
        return DbRole.PERSON if self.sees_persons else DbRole.STAT


EVERYONE = frozenset({Perm.HOME, Perm.REGION_VIEW})
READER = EVERYONE | {Perm.VILLAGE_VIEW, Perm.DASHBOARD_VIEW}


def _rule(*levels: Level, perms: frozenset[str], sees_persons: bool = False, institution: bool = False) -> RoleRule:
    return RoleRule(frozenset(levels), perms, sees_persons, institution)


ROLE_PERMS: dict[Role, RoleRule] = {
    Role.PETUGAS: _rule(
        Level.DESA,
        perms=READER
        | {
            Perm.PERSON_VIEW,
            Perm.PERSON_NAMES,
            Perm.PERSON_ADD,
            Perm.PERSON_CHANGE,
            Perm.PERSON_WITHDRAW,
            Perm.PERSON_EXPORT,
            Perm.VILLAGE_CHANGE,
        },
        sees_persons=True,
    ),
    Role.KADES: _rule(Level.DESA, perms=READER | {Perm.PERSON_NAMES}, sees_persons=True),
    Role.KECAMATAN: _rule(Level.KEC, perms=READER),
    Role.DISNAKER: _rule(
        Level.KAB,
        perms=READER
        | {
            Perm.PERSON_VIEW,
            Perm.PERSON_NAMES,
            Perm.PERSON_CHANGE,
            Perm.PERSON_WITHDRAW,
            Perm.PERSON_VERIFY,
            Perm.PERSON_EXPORT,
            Perm.EXPORT_APPROVE,
            Perm.VILLAGE_CHANGE,
        },
        sees_persons=True,
    ),
    Role.OPD: _rule(Level.KAB, Level.PROV, perms=EVERYONE | {Perm.VILLAGE_VIEW}, institution=True),
    Role.DISNAKER_PROV: _rule(Level.PROV, perms=READER),
    Role.BP3MI: _rule(Level.PROV, perms=READER, institution=True),
    Role.KL: _rule(Level.NATION, perms=READER, institution=True),
    Role.ANALIS: _rule(Level.NATION, perms=READER),
    Role.PIMPINAN: _rule(Level.NATION, perms=READER | {Perm.AGREEMENT_VIEW, Perm.AGREEMENT_APPROVE}),
    Role.PENANGAN: _rule(Level.NONE, perms=EVERYONE),
    Role.PENATA: _rule(
        Level.NATION,
        perms=READER
        | {
            Perm.PERSON_VIEW,
            Perm.PERSON_NAMES,
            Perm.PERSON_CORRECT,
            Perm.PERSON_EXPORT,
            Perm.EXPORT_APPROVE,
            Perm.VILLAGE_CHANGE,
            Perm.REFERENCE_CHANGE,
            Perm.ADMIN_SITE,
        },
        sees_persons=True,
    ),
    Role.WALIDATA: _rule(Level.NATION, perms=READER | {Perm.AGREEMENT_VIEW, Perm.AGREEMENT_DRAFT}),
    Role.AUDITOR: _rule(Level.NATION, perms=EVERYONE),
    Role.ADMIN: _rule(
        Level.NONE,
        perms=EVERYONE | {Perm.USER_MANAGE, Perm.ADMIN_SITE, Perm.JOB_VIEW, Perm.AGREEMENT_VIEW},
    ),
}


def rule_of(role: str) -> RoleRule:
    """The rule of a role code; raises ValueError for a code that is no role."""
    return ROLE_PERMS[Role(role)]
