"""Batches: upload, check, apply, take back, throw away, clear."""

from desmigratif.imports.services.applying import apply_batch, run_apply
from desmigratif.imports.services.checking import check_batch
from desmigratif.imports.services.clearing import clear_old_batches
from desmigratif.imports.services.rejecting import rejected_file, template_file
from desmigratif.imports.services.undoing import discard_batch, run_undo, undo_batch
from desmigratif.imports.services.uploading import retry_batch, upload_batch

__all__ = [
    "apply_batch",
    "check_batch",
    "clear_old_batches",
    "discard_batch",
    "rejected_file",
    "retry_batch",
    "run_apply",
    "run_undo",
    "template_file",
    "undo_batch",
    "upload_batch",
]
