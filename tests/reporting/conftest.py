"""Files of downloads lie in a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def export_files(settings, tmp_path) -> Path:
    """The folder, which does not exist until a file is made."""
    storages = {name: dict(options) for name, options in settings.STORAGES.items()}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    return tmp_path / "exports"
