"""Files on records of the coordination: the evidence of a progress report."""

from typing import Any

from coordination.models import CoordinationLog, ProgressReport
from coordination.services.progress import follow_evidence, refuse_evidence
from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.documents.enums import DocumentPurpose
from desmigratif.documents.holders import Holder, register
from desmigratif.documents.models import SharedDocument


def _rows(by: Actor) -> Any:
    rows = ProgressReport.objects.all().visible_to(by).filter(action__withdrawn_at=None)
    return rows.select_related("action__owner", "period")


register(
    Holder(
        model=ProgressReport,
        table=SharedDocument,
        purpose=DocumentPurpose.BUKTI,
        view_right=Perm.ACTION_VIEW,
        change_right=Perm.ACTION_REPORT,
        rows=_rows,
        add_url="progress-document-add",
        withdrawn="action__withdrawn_at",
        journal=CoordinationLog,
        told_on=lambda report: report.action,
        page=lambda report: report.action.get_absolute_url(),
        allow=refuse_evidence,
        follow=follow_evidence,
    )
)
