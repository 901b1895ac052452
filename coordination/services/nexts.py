"""What follows from a finding or a recommendation, and what nothing follows from yet.

Asked as the reader: a recommendation that is not shared with somebody does not count as an answer for him. Only for
those who see the whole coordination is "none" a fact about the world.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from coordination.models import ActionItem, Finding, GoodPractice, Recommendation, RecommendationFinding


def with_answers(rows: QuerySet[Finding]) -> Any:
    """With `is_answered`: a recommendation, an action or a good practice came of the finding."""
    answers = RecommendationFinding.objects.filter(finding=OuterRef("pk"), recommendation__withdrawn_at=None)
    actions = ActionItem.objects.filter(finding=OuterRef("pk"), withdrawn_at=None)
    practices = GoodPractice.objects.filter(finding=OuterRef("pk"), withdrawn_at=None)
    return rows.annotate(is_answered=Exists(answers) | Exists(actions) | Exists(practices))


def with_actions(rows: QuerySet[Recommendation]) -> Any:
    """With `has_action`: some institution promised to do it."""
    actions = ActionItem.objects.filter(recommendation=OuterRef("pk"), withdrawn_at=None)
    return rows.annotate(has_action=Exists(actions))
