"""Uploaded files stay in memory: Django's own handler writes larger ones, unsealed, to the temporary folder."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_KEPT = 6 * 1024 * 1024  # bytes; what comes after is counted and thrown away


class MemoryOnlyUploadHandler(FileUploadHandler):
    """Keeps up to 6 MB of each file. Of a larger one only the size is true, which is enough to refuse it in words."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        room = MOST_KEPT - self.file.tell()
        if room > 0:
            self.file.write(raw_data[:room])

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
