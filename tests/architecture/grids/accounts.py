"""Who gets which answer: one's own account, the accounts one looks after, and the ways to a password."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db.models import Model

from desmigratif.accounts import services
from desmigratif.accounts.enums import CodeWay
from desmigratif.accounts.models import AccountLog, OneTimeCode, RecoveryCode, SecondFactor, Session
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Actor, Level
from desmigratif.reference.models import Region
from tests.accounts.codes_of import code_of
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
login-code               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
login-new-password       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
login-forgotten          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
login-second-step        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
demo-mailbox             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
password-change          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
session-end              405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
second-factor            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
second-factor-again      200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
second-factor-start      405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
account-list             403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-new              403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
"""

ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
account-detail           403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-contact          403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-code             403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-deactivate       403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-reactivate       403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-assign           403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-sessions-end     403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
account-second-factor-remove 403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
assignment-end           403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
assignment-stand-in      403 403 403 200 403 403 403 403 403 403 403 403 403 403 200
"""

ROW_OF: dict[str, Callable[["Place"], Any]] = {
    **dict.fromkeys(
        (
            "account-detail", "account-contact", "account-code", "account-deactivate", "account-reactivate",
            "account-assign", "account-sessions-end", "account-second-factor-remove",
        ),
        lambda place: place.more["colleague"].pk,
    ),
    **dict.fromkeys(
        ("assignment-end", "assignment-stand-in"), lambda place: place.more["colleague"].assignments.get().pk
    ),
}  # fmt: skip
WITHOUT_A_FORM = {"account-detail"}
READS = {
    "account-list": ["q", "role", "state", "sebelum", "sesudah"],
    "login-new-password": ["tautan"],
}

UNSCOPED = {
    "accounts.OneTimeCode": "asked before anyone is known",
    "accounts.AccountLog": "about accounts, which have no village; whose journal one reads is `kept_by`",
    "accounts.Session": "looked up by its key before anyone is known",
    "accounts.SecondFactor": "asked before anyone is known",
    "accounts.RecoveryCode": "asked before anyone is known",
}


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """An officer of the village, who may be looked after."""
    user = services.create_user(full_name="Wiji Astuti", username=f"wiji-{place.code}", by=by)
    services.assign(user=user, role=Role.PETUGAS, level=Level.DESA, region=Region.objects.get(pk=place.code), by=by)
    return {"colleague": user}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One row of every table."""
    user = services.create_user(full_name="Wiji Astuti", username=f"wiji-{uuid4().hex[:8]}", by=by)
    factor = services.start_second_factor(user=user, by=by)
    services.confirm_second_factor(user=user, typed=code_of(factor), by=by)
    return {
        OneTimeCode: services.issue_code(user=user, way=CodeWay.KODE, reason="uji", by=by).code,
        AccountLog: AccountLog.objects.filter(record_id=user.pk).first(),
        Session: Session.objects.create(session_key=uuid4().hex, expire_date="2030-01-01T00:00:00Z", user=user),
        SecondFactor: SecondFactor.objects.get(user=user),
        RecoveryCode: RecoveryCode.objects.filter(user=user).first(),
    }
