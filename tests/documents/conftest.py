"""A village with an officer whose decree hangs on the appointment, and how files are sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.documents import keeping
from desmigratif.documents.models import PersonDocument, SharedDocument, VillageDocument
from tests.documents.corpus import JPEG
from tests.villages.conftest import betak, desmigratif, make_village, officer, standing, tunggangri

__all__ = ["betak", "desmigratif", "make_village", "officer", "standing", "tunggangri"]


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path) -> None:
    """Bytes of this test alone."""
    kept = settings.STORAGES["documents"]
    options = {**kept["OPTIONS"], "location": tmp_path / "documents"}
    settings.STORAGES = {**settings.STORAGES, "documents": {**kept, "OPTIONS": options}}


@pytest.fixture
def decree(officer) -> str:
    """Address of the form that adds a decree to the officer's appointment."""
    return reverse("village-officer-document-add", args=[officer.pk])


def sent(content: bytes = JPEG, *, name: str = "sk.jpg", said: str = "image/jpeg", **more: Any) -> dict[str, Any]:
    """A filled form."""
    file = SimpleUploadedFile(name, content, content_type=said)
    file._name = name  # as it comes over the wire: Django's own class would tidy it here
    return {"record_id": str(uuid7()), "file": file, "caption": "SK pengangkatan", **more}


def stored() -> list[Any]:
    """All files of all tables."""
    with acting_as(SYSTEM):
        return [row for table in (VillageDocument, PersonDocument, SharedDocument) for row in table.objects.all()]


def keys() -> set[str]:
    """What lies in the storage."""
    try:
        return set(keeping.storage().listdir("")[1])
    except FileNotFoundError:
        return set()


@pytest.fixture
def added(decree, as_user, petugas) -> Callable[..., Any]:
    """Adds a file to the officer's appointment through the form; returns its row."""

    def add(*, user: Any = petugas, to: str = decree, **form: Any) -> Any:
        known = {row.pk for row in stored()}
        answer = as_user(user).post(to, sent(**form))
        assert answer.status_code == 302, answer.content.decode()
        return next(row for row in stored() if row.pk not in known)

    return add
