"""Changes to people and their stays abroad."""

from workers.services.add_episode import add_episode
from workers.services.changing import needs_reason
from workers.services.correct_episode import cancel_episode, correct_episode
from workers.services.correct_person import correct_person, set_nik
from workers.services.decide_nik_review import decide_nik_review
from workers.services.nik import DuplicateNikError
from workers.services.register_returnee import register_returnee
from workers.services.resubmit_person import resubmit_person
from workers.services.return_person import return_person
from workers.services.verify_person import verify_person
from workers.services.withdraw_person import withdraw_person

__all__ = [
    "DuplicateNikError",
    "add_episode",
    "cancel_episode",
    "correct_episode",
    "correct_person",
    "decide_nik_review",
    "needs_reason",
    "register_returnee",
    "resubmit_person",
    "return_person",
    "set_nik",
    "verify_person",
    "withdraw_person",
]
