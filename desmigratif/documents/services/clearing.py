"""Bytes don't outlive their reason: files taken back, files of records taken back, uploads that came to nothing."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.documents import keeping
from desmigratif.documents.holders import holders
from desmigratif.documents.models import PersonDocument, SharedDocument, VillageDocument

KEPT_AFTER_WITHDRAWAL = timedelta(days=30)
RECORD_GONE = "Catatannya ditarik."
STRAY_AFTER = timedelta(hours=6)
TABLES: tuple[Any, ...] = (VillageDocument, PersonDocument, SharedDocument)


def clear_documents() -> int:
    """Delete the bytes of files taken back 30 days ago, and bytes that no row names; returns how many were deleted.
    Files of records that were taken back, or are there no more, are taken back too.

    May run twice: what is gone already is no error.
    """
    now, cleared = timezone.now(), 0
    with acting_as(SYSTEM):
        _take_back_with_records()
        for table in TABLES:
            due = table.objects.filter(withdrawn_at__lte=now - KEPT_AFTER_WITHDRAWAL, cleared_at=None)
            for document in due.select_for_update(of=("self",), skip_locked=True):
                keeping.delete(document.storage_key, document.thumbnail_key)
                rows = table.objects.filter(pk=document.pk)
                rows.update(storage_key="", thumbnail_key="", cleared_at=now, updated_at=now)
                cleared += 1
        known = {
            key
            for table in TABLES
            for keys in table.objects.filter(cleared_at=None).values_list("storage_key", "thumbnail_key")
            for key in keys
        }
    for key in keeping.strays(known, now - STRAY_AFTER):
        keeping.delete(key)
        cleared += 1
    return cleared


def _take_back_with_records() -> None:
    now = timezone.now()
    for label, holder in holders().items():
        records = holder.model._default_manager.all()
        if holder.withdrawn:
            records = records.filter(**{f"{holder.withdrawn}__isnull": True})
        orphans = holder.table.objects.filter(record_kind=label, withdrawn_at=None)
        orphans = orphans.exclude(record_id__in=records.values("pk"))
        orphans.update(withdrawn_at=now, withdrawn_reason=RECORD_GONE, updated_at=now)
