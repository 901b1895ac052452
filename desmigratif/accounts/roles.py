"""Who may do what: the role table of docs/architecture, in code.

`Perm` names a right, `Role` a role, `ROLE_PERMS` says which role has which. On which rows is another question and is
answered by the assignment's region (`visible_to`) and by row security.
"""

from dataclasses import dataclass
from enum import StrEnum

from desmigratif.core.enums import CodeList
from desmigratif.core.scope import AUDIT_RIGHT, DbRole, Level, Reach


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
    PERSON_IMPORT = "workers.import_person"
    PERSON_COMMENT = "workers.comment_person"  # also on families
    FAMILY_VIEW = "workers.view_family"
    FAMILY_CHANGE = "workers.change_family"
    CHILD_VIEW = "workers.view_child"
    CHILD_CHANGE = "workers.change_child"
    CHILD_EXCEPTION = "workers.except_child_consent"  # enter a child without consent, by a named handler
    PILLAR_VIEW = "pillars.view_activity"
    PILLAR_CHANGE = "pillars.change_activity"
    PILLAR_VERIFY = "pillars.verify_activity"
    PILLAR_CORRECT = "pillars.correct_activity"  # in the admin, with a reason
    PILLAR_COMMENT = "pillars.comment_activity"
    AID_CHANGE = "pillars.change_aid"  # aid of the own sector
    ACTION_VIEW = "coordination.view_actionitem"  # also meetings, visits, findings, recommendations
    ACTION_CHANGE = "coordination.change_actionitem"
    ACTION_REPORT = "coordination.report_progress"  # of the own institution
    ACTION_CHECK = "coordination.check_progress"
    REVISION_REQUEST = "coordination.request_revision"
    REVISION_APPROVE = "coordination.approve_revision"
    ACTION_COMMENT = "coordination.comment_actionitem"
    COORDINATION_CORRECT = "coordination.correct_actionitem"  # in the admin, with a reason
    DOCUMENT_VIEW = "documents.view_document"  # which ones the record decides that a file hangs on
    DOCUMENT_CHANGE = "documents.change_document"
    FIGURE_VIEW = "reporting.view_figure"
    FIGURE_CHANGE = "reporting.change_figure"
    EXPORT_APPROVE = "reporting.approve_export"
    DASHBOARD_VIEW = "reporting.view_dashboard"
    AGREEMENT_VIEW = "exchange.view_agreement"
    AGREEMENT_DRAFT = "exchange.add_agreement"
    AGREEMENT_APPROVE = "exchange.approve_agreement"
    USER_MANAGE = "accounts.change_user"
    ACCOUNT_MANAGE = "accounts.manage_account"  # the accounts that are the actor's to keep: `User.objects.kept_by`
    REFERENCE_CHANGE = "reference.change_region"
    ADMIN_SITE = "accounts.use_admin_site"
    JOB_VIEW = "notifications.view_job"  # the outbox
    READERS_VIEW = "audit.view_readers"  # who saw a record that one sees
    ACCESS_LOG_VIEW = AUDIT_RIGHT  # the log as a whole, ids only
    NUMBER_REVEAL = "rights.reveal_number"  # a whole NIK or KK number, with a reason
    REVEAL_LOG_VIEW = "rights.view_reveal"  # who revealed what, ids only
    SUBJECT_VIEW = "rights.view_subjectrequest"  # the register of what people ask about their data; also receives
    SUBJECT_HANDLE = "rights.handle_subjectrequest"
    EMERGENCY_OPEN = "rights.open_emergency"  # one person of another district, for two hours
    EMERGENCY_REVIEW = "rights.review_emergency"


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
    reach: Reach = Reach.NONE

    def reach_at(self, level: Level) -> Reach:
        """Which rows of the coordination the role sees; without a region there is no reach by region."""
        return Reach.NONE if self.reach is Reach.REGION and level in {Level.NATION, Level.NONE} else self.reach

    def db_role(self, level: Level) -> DbRole:
        """National roles run as a role of the database of their own; a region runs as the app role."""
        if level is not Level.NATION:
            return DbRole.APP
        return DbRole.PERSON if self.sees_persons else DbRole.STAT


VILLAGE_ROLES = (Role.PETUGAS, Role.KADES)  # the coordinator of the kabupaten keeps their accounts
# After the password these need a code from their telephone: what they see or decide reaches beyond one village.
SECOND_FACTOR_ROLES = frozenset(
    {
        Role.DISNAKER,
        Role.KL,
        Role.ANALIS,
        Role.PIMPINAN,
        Role.PENANGAN,
        Role.PENATA,
        Role.WALIDATA,
        Role.AUDITOR,
        Role.ADMIN,
    }
)

EVERYONE = frozenset({Perm.HOME, Perm.REGION_VIEW})
SHARES = frozenset({Perm.PILLAR_VIEW, Perm.ACTION_VIEW, Perm.FIGURE_VIEW, Perm.DOCUMENT_VIEW})
READER = EVERYONE | SHARES | {Perm.VILLAGE_VIEW, Perm.DASHBOARD_VIEW}
REPORTER = frozenset({Perm.ACTION_REPORT, Perm.REVISION_REQUEST, Perm.ACTION_COMMENT, Perm.DOCUMENT_CHANGE})


def _rule(
    *levels: Level,
    perms: frozenset[str],
    sees_persons: bool = False,
    institution: bool = False,
    reach: Reach = Reach.NONE,
) -> RoleRule:
    return RoleRule(frozenset(levels), perms, sees_persons, institution, reach)


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
            Perm.NUMBER_REVEAL,
            Perm.SUBJECT_VIEW,
            Perm.PERSON_EXPORT,
            Perm.PERSON_IMPORT,
            Perm.PERSON_COMMENT,
            Perm.READERS_VIEW,
            Perm.FAMILY_VIEW,
            Perm.FAMILY_CHANGE,
            Perm.CHILD_VIEW,
            Perm.CHILD_CHANGE,
            Perm.PILLAR_CHANGE,
            Perm.PILLAR_COMMENT,
            Perm.AID_CHANGE,
            Perm.VILLAGE_CHANGE,
            Perm.DOCUMENT_CHANGE,
        },
        sees_persons=True,
        reach=Reach.REGION,
    ),
    Role.KADES: _rule(
        Level.DESA,
        perms=READER | {Perm.PERSON_NAMES, Perm.PILLAR_VERIFY, Perm.PILLAR_COMMENT},
        sees_persons=True,
        reach=Reach.REGION,
    ),
    Role.KECAMATAN: _rule(Level.KEC, perms=READER, reach=Reach.REGION),
    Role.DISNAKER: _rule(
        Level.KAB,
        perms=READER
        | {
            Perm.PERSON_VIEW,
            Perm.PERSON_NAMES,
            Perm.PERSON_CHANGE,
            Perm.PERSON_WITHDRAW,
            Perm.PERSON_VERIFY,
            Perm.NUMBER_REVEAL,
            Perm.SUBJECT_VIEW,
            Perm.SUBJECT_HANDLE,
            Perm.EMERGENCY_OPEN,
            Perm.PERSON_EXPORT,
            Perm.EXPORT_APPROVE,
            Perm.PERSON_IMPORT,
            Perm.PERSON_COMMENT,
            Perm.READERS_VIEW,
            Perm.FAMILY_VIEW,
            Perm.FAMILY_CHANGE,
            Perm.CHILD_VIEW,
            Perm.CHILD_CHANGE,
            Perm.CHILD_EXCEPTION,
            Perm.PILLAR_VERIFY,
            Perm.PILLAR_COMMENT,
            *REPORTER,
            Perm.VILLAGE_CHANGE,
            Perm.ACCOUNT_MANAGE,
        },
        sees_persons=True,
        reach=Reach.REGION,
    ),
    Role.OPD: _rule(
        Level.KAB,
        Level.PROV,
        perms=EVERYONE | SHARES | REPORTER | {Perm.VILLAGE_VIEW, Perm.AID_CHANGE},
        institution=True,
        reach=Reach.INSTITUTION,
    ),
    Role.DISNAKER_PROV: _rule(Level.PROV, perms=READER | REPORTER, reach=Reach.REGION),
    Role.BP3MI: _rule(Level.PROV, perms=READER | REPORTER, institution=True, reach=Reach.INSTITUTION),
    Role.KL: _rule(Level.NATION, perms=READER | REPORTER, institution=True, reach=Reach.INSTITUTION),
    Role.ANALIS: _rule(
        Level.NATION,
        perms=READER
        | {
            Perm.ACTION_CHANGE,
            Perm.ACTION_CHECK,
            Perm.REVISION_REQUEST,
            Perm.ACTION_COMMENT,
            Perm.FIGURE_CHANGE,
        },
        reach=Reach.ALL,
    ),
    Role.PIMPINAN: _rule(
        Level.NATION,
        perms=READER | {Perm.AGREEMENT_VIEW, Perm.AGREEMENT_APPROVE, Perm.REVISION_APPROVE, Perm.ACTION_COMMENT},
        reach=Reach.ALL,
    ),
    Role.PENANGAN: _rule(Level.NONE, perms=EVERYONE),
    Role.PENATA: _rule(
        Level.NATION,
        perms=READER
        | {
            Perm.PERSON_VIEW,
            Perm.PERSON_NAMES,
            Perm.PERSON_CORRECT,
            Perm.NUMBER_REVEAL,
            Perm.PERSON_EXPORT,
            Perm.EXPORT_APPROVE,
            Perm.FAMILY_VIEW,
            Perm.CHILD_VIEW,
            Perm.PILLAR_CORRECT,
            Perm.COORDINATION_CORRECT,
            Perm.DOCUMENT_CHANGE,
            Perm.VILLAGE_CHANGE,
            Perm.REFERENCE_CHANGE,
            Perm.ADMIN_SITE,
        },
        sees_persons=True,
        reach=Reach.ALL,
    ),
    Role.WALIDATA: _rule(Level.NATION, perms=READER | {Perm.AGREEMENT_VIEW, Perm.AGREEMENT_DRAFT}, reach=Reach.ALL),
    Role.AUDITOR: _rule(
        Level.NATION, perms=EVERYONE | {Perm.ACCESS_LOG_VIEW, Perm.REVEAL_LOG_VIEW, Perm.EMERGENCY_REVIEW}
    ),
    Role.ADMIN: _rule(
        Level.NONE,
        perms=EVERYONE | {Perm.USER_MANAGE, Perm.ACCOUNT_MANAGE, Perm.ADMIN_SITE, Perm.JOB_VIEW, Perm.AGREEMENT_VIEW},
    ),
}


def rule_of(role: str) -> RoleRule:
    """The rule of a role code; raises ValueError for a code that is no role."""
    return ROLE_PERMS[Role(role)]
