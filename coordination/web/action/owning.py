"""Whose actions a page may change: an officer's own institution's, and those of the institutions it followed."""

from typing import Any

from coordination.models import ActionItem
from coordination.services.sharing import answers_for, with_forebears
from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor


def own_institutions(actor: Actor) -> set[Any]:
    """Ids of the actor's institution and of those before it; empty without an institution."""
    return with_forebears({actor.institution_id}) if actor.institution_id else set()


def own_actions(actor: Actor) -> Any:
    """Actions in the plan that the actor's institution has to do."""
    return ActionItem.objects.all().visible_to(actor).current().owned_by(own_institutions(actor))


def rights_on(action: ActionItem, actor: Actor) -> dict[str, bool]:
    """What the actor may do on an action's page."""
    in_plan = not action.is_withdrawn
    is_own = answers_for(actor, action.owner_id)
    asks = actor.may(Perm.REVISION_REQUEST) and (is_own or actor.may(Perm.ACTION_CHANGE))
    return {
        "may_change": in_plan and actor.may(Perm.ACTION_CHANGE),
        "may_report": in_plan and is_own and actor.may(Perm.ACTION_REPORT) and action.status != "BATAL",
        "may_request": in_plan and asks and not action.is_over,
        "may_check": in_plan and actor.may(Perm.ACTION_CHECK),
        "may_decide": in_plan and actor.may(Perm.REVISION_APPROVE),
        "may_comment": actor.may(Perm.ACTION_COMMENT),
    }
