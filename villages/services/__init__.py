"""Changes to villages."""

from villages.services.hamlet import add_hamlet, rename_hamlet
from villages.services.load_programmes import load_programmes
from villages.services.officer import accounts_for, appoint_officer, correct_officer, end_officer
from villages.services.programme import change_programme, designate, may_designate
from villages.services.programme_list import add_programme, describe_programme
from villages.services.village import change_village, create_village

__all__ = [
    "accounts_for",
    "add_hamlet",
    "add_programme",
    "appoint_officer",
    "change_programme",
    "change_village",
    "correct_officer",
    "create_village",
    "describe_programme",
    "designate",
    "end_officer",
    "load_programmes",
    "may_designate",
    "rename_hamlet",
]
