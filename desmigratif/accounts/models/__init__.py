"""Tables of accounts: who logs in, where each works, how a log-in begins, and what happened to an account."""

from desmigratif.accounts.models.codes import OneTimeCode
from desmigratif.accounts.models.journal import AccountLog
from desmigratif.accounts.models.people import Assignment, LevelChoice, User
from desmigratif.accounts.models.second_factor import RecoveryCode, SecondFactor
from desmigratif.accounts.models.session import Session

__all__ = [
    "AccountLog",
    "Assignment",
    "LevelChoice",
    "OneTimeCode",
    "RecoveryCode",
    "SecondFactor",
    "Session",
    "User",
]
