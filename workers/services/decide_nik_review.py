"""The district says whether two records with one NIK are one person."""

from django.db import transaction

from desmigratif.core.scope import Actor
from workers.enums import NikReviewStatus
from workers.models import NikReview
from workers.services.changing import locked_review
from workers.services.cleaning import clean_code, clean_reason


@transaction.atomic
def decide_nik_review(
    *, review: NikReview, decision: str, comment: str, by: Actor, version: int | None = None
) -> NikReview:
    """Record the decision, SAMA or BEDA, and what it rests on; may be decided again.

    It stands only here: in the person's history it would tell the village that the NIK is known elsewhere. One of two
    records of the same person is then withdrawn by hand. Raises Http404, StaleVersion, DomainError.
    """
    with locked_review(review=review, version=version, by=by) as locked:
        locked.status = clean_code(
            "" if decision == NikReviewStatus.BARU else decision, NikReviewStatus, field="decision", label="Keputusan"
        )
        locked.comment = clean_reason(comment, field="comment", required=True, message="Tulis dasar keputusannya.")
        return locked.save_changed(by=by)
