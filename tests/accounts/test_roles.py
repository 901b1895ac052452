"""The role table of the architecture (section 8), row by row, for the rights that have a screen so far."""

import pytest

from desmigratif.accounts.roles import ROLE_PERMS, Perm, Role, rule_of
from desmigratif.core.scope import DbRole, Level, Reach

ALWAYS = "HOME REGION_VIEW"
SHARED = "PILLAR_VIEW ACTION_VIEW FIGURE_VIEW DOCUMENT_VIEW"
READS = f"{ALWAYS} VILLAGE_VIEW DASHBOARD_VIEW {SHARED}"
REPORTS = "ACTION_REPORT REVISION_REQUEST ACTION_COMMENT DOCUMENT_CHANGE"
PEOPLE = "PERSON_VIEW PERSON_NAMES"
WRITES = f"{PEOPLE} PERSON_CHANGE PERSON_WITHDRAW PERSON_EXPORT PERSON_IMPORT PERSON_COMMENT"
HOUSEHOLDS = "FAMILY_VIEW FAMILY_CHANGE CHILD_VIEW CHILD_CHANGE"
ASKS = "NUMBER_REVEAL SUBJECT_VIEW"

# role: levels | sees persons | rows of the coordination it sees | rights
TABLE = {
    "petugas": (
        "desa",
        True,
        "region",
        f"{READS} {WRITES} READERS_VIEW PERSON_ADD {HOUSEHOLDS} PILLAR_CHANGE PILLAR_COMMENT AID_CHANGE"
        f" VILLAGE_CHANGE DOCUMENT_CHANGE {ASKS}",
    ),
    "kades": ("desa", True, "region", f"{READS} PERSON_NAMES PILLAR_VERIFY PILLAR_COMMENT"),
    "kecamatan": ("kec", False, "region", READS),
    "disnaker": (
        "kab",
        True,
        "region",
        f"{READS} {WRITES} READERS_VIEW PERSON_VERIFY EXPORT_APPROVE {HOUSEHOLDS} CHILD_EXCEPTION PILLAR_VERIFY"
        f" PILLAR_COMMENT {REPORTS} VILLAGE_CHANGE {ASKS} SUBJECT_HANDLE EMERGENCY_OPEN ACCOUNT_MANAGE",
    ),
    "opd": ("kab prov", False, "institution", f"{ALWAYS} VILLAGE_VIEW {SHARED} {REPORTS} AID_CHANGE"),
    "disnaker_prov": ("prov", False, "region", f"{READS} {REPORTS}"),
    "bp3mi": ("prov", False, "institution", f"{READS} {REPORTS}"),
    "kl": ("nation", False, "institution", f"{READS} {REPORTS}"),
    "analis": (
        "nation",
        False,
        "all",
        f"{READS} ACTION_CHANGE ACTION_CHECK REVISION_REQUEST ACTION_COMMENT FIGURE_CHANGE",
    ),
    "pimpinan": (
        "nation",
        False,
        "all",
        f"{READS} AGREEMENT_VIEW AGREEMENT_APPROVE REVISION_APPROVE ACTION_COMMENT",
    ),
    "penangan": ("none", False, "none", ALWAYS),
    "penata": (
        "nation",
        True,
        "all",
        f"{READS} {PEOPLE} PERSON_CORRECT PERSON_EXPORT EXPORT_APPROVE FAMILY_VIEW CHILD_VIEW PILLAR_CORRECT"
        " COORDINATION_CORRECT DOCUMENT_CHANGE VILLAGE_CHANGE REFERENCE_CHANGE ADMIN_SITE NUMBER_REVEAL",
    ),
    "walidata": ("nation", False, "all", f"{READS} AGREEMENT_VIEW AGREEMENT_DRAFT"),
    "auditor": ("nation", False, "none", f"{ALWAYS} ACCESS_LOG_VIEW REVEAL_LOG_VIEW EMERGENCY_REVIEW"),
    "admin": ("none", False, "none", f"{ALWAYS} USER_MANAGE ACCOUNT_MANAGE ADMIN_SITE JOB_VIEW AGREEMENT_VIEW"),
}
NEEDS_INSTITUTION = {"opd", "bp3mi", "kl"}


def test_the_table_has_every_role():
    assert set(TABLE) == set(Role.values) == {str(role) for role in ROLE_PERMS}


@pytest.mark.parametrize("role", TABLE)
def test_a_role_has_exactly_the_rights_of_its_row(role):
    levels, sees_persons, reach, rights = TABLE[role]
    rule = rule_of(role)
    assert rule.levels == {Level(level) for level in levels.split()}
    assert rule.sees_persons is sees_persons
    assert rule.reach is Reach[reach.upper()]
    assert rule.needs_institution == (role in NEEDS_INSTITUTION)
    assert rule.perms == {Perm[name] for name in rights.split()}


@pytest.mark.parametrize("role", TABLE)
def test_a_region_runs_as_the_app_role_and_only_the_nation_as_a_national_one(role):
    rule = rule_of(role)
    for level in Level:
        expected = DbRole.APP
        if level is Level.NATION:
            expected = DbRole.PERSON if rule.sees_persons else DbRole.STAT
        assert rule.db_role(level) is expected


def test_nobody_who_may_not_see_persons_has_a_right_on_them():
    for role, rule in ROLE_PERMS.items():
        about_persons = {perm for perm in rule.perms if perm.startswith("workers.")}
        assert rule.sees_persons or not about_persons, role


def test_whoever_decides_does_not_enter():
    """Two pairs of eyes: no role may both register and verify, or both draft and approve an agreement."""
    for role, rule in ROLE_PERMS.items():
        assert not {Perm.PERSON_ADD, Perm.PERSON_VERIFY} <= rule.perms, role
        assert not {Perm.PILLAR_CHANGE, Perm.PILLAR_VERIFY} <= rule.perms, role
        assert not {Perm.ACTION_REPORT, Perm.ACTION_CHECK} <= rule.perms, role
        assert not {Perm.REVISION_REQUEST, Perm.REVISION_APPROVE} <= rule.perms, role
        assert not {Perm.AGREEMENT_DRAFT, Perm.AGREEMENT_APPROVE} <= rule.perms, role


def test_a_code_that_is_no_role_has_no_rule():
    with pytest.raises(ValueError, match="raja"):
        rule_of("raja")
