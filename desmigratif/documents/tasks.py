"""Work on a clock."""

from typing import Any

from celery import shared_task

from desmigratif.documents import services


@shared_task(name="documents.clear_documents")
def clear_documents(**_future: Any) -> None:
    """Delete bytes that nothing needs any more."""
    services.clear_documents()
