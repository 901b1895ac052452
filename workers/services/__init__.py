"""Changes to people, their stays abroad, their families and children."""

from workers.services.add_episode import add_episode
from workers.services.changing import needs_reason
from workers.services.children import (
    GivenConsent,
    correct_child,
    mark_carers_trained,
    register_child,
    withdraw_child,
    withdraw_consent,
)
from workers.services.consent_texts import add_consent_text
from workers.services.correct_episode import cancel_episode, correct_episode
from workers.services.correct_person import correct_person, set_nik
from workers.services.decide_nik_review import decide_nik_review
from workers.services.families import (
    NewMember,
    correct_family,
    register_family,
    return_family,
    verify_family,
    withdraw_family,
)
from workers.services.kk import open_kk
from workers.services.memberships import add_member, change_head, end_membership
from workers.services.nik import DuplicateNikError, open_nik
from workers.services.register_returnee import register_returnee
from workers.services.resubmit_person import resubmit_person
from workers.services.return_person import return_person
from workers.services.verify_person import verify_person
from workers.services.withdraw_person import withdraw_person

__all__ = [
    "DuplicateNikError",
    "GivenConsent",
    "NewMember",
    "add_consent_text",
    "add_episode",
    "add_member",
    "cancel_episode",
    "change_head",
    "correct_child",
    "correct_episode",
    "correct_family",
    "correct_person",
    "decide_nik_review",
    "end_membership",
    "mark_carers_trained",
    "needs_reason",
    "open_kk",
    "open_nik",
    "register_child",
    "register_family",
    "register_returnee",
    "resubmit_person",
    "return_family",
    "return_person",
    "set_nik",
    "verify_family",
    "verify_person",
    "withdraw_child",
    "withdraw_consent",
    "withdraw_family",
    "withdraw_person",
]
