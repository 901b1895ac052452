"""Names of the database roles, importable before Django is set up."""

APP_ROLE = "desm_app"
STAT_ROLE = "desm_stat"
PERSON_ROLE = "desm_person"
SYSTEM_ROLE = "desm_system"
