"""Files on records of persons: the consent paper of a child's guardian."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.documents.enums import DocumentPurpose
from desmigratif.documents.holders import Holder, register
from desmigratif.documents.models import PersonDocument
from workers.models import Child, FamilyLog


def _with_consent(child: Any, _by: Actor) -> None:
    if not child.has_consent:
        raise DomainError("Data anak ini dicatat tanpa persetujuan wali.")


# A paper hangs on the child's record: it has one consent, and is taken out of sight with it.
register(
    Holder(
        model=Child,
        table=PersonDocument,
        purpose=DocumentPurpose.SETUJU,
        view_right=Perm.CHILD_VIEW,
        change_right=Perm.CHILD_CHANGE,
        rows=lambda by: Child.objects.visible_to(by).current().select_related("person", "consent"),
        add_url="child-document-add",
        most=4,
        withdrawn="withdrawn_at",
        near_only=True,
        journal=FamilyLog,
        allow=_with_consent,
    )
)
