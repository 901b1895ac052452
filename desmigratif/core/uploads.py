"""Uploaded files stay in memory: Django's own handler writes larger ones, unsealed, to the temporary folder."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_KEPT = 12 * 1024 * 1024  # bytes of one request, all its files together; what comes after is only counted


class MemoryOnlyUploadHandler(FileUploadHandler):
    """Keeps up to 12 MB of a request. Of a larger file only the size is true: enough to refuse it in words."""

    kept = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        part = raw_data[: MOST_KEPT - self.kept]
        self.kept += len(part)
        self.file.write(part)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        return InMemoryUploadedFile(
            file=self.file,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
