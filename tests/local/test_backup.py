"""A backup is read into a second, empty PostgreSQL of its own, compared, and somebody logs in there."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, Level, acting_as
from desmigratif.local.backup.errors import BackupError
from desmigratif.local.backup.inventory import differences
from desmigratif.local.backup.making import make, thin_out
from desmigratif.local.backup.manifest import NAME, check_whole, key_marks, read
from desmigratif.local.backup.restoring import restore
from desmigratif.local.backup.sealing import PART, Sealer, opened, read_passphrase
from desmigratif.local.layout import CHECKOUT
from desmigratif.local.reset import delete
from tests.conftest import PASSWORD, TUNGGANGRI, make_user
from tests.own_database import own_database  # noqa: F401  a fixture

MINUTES = 240
PASSPHRASE = b"sebuah-kalimat-panjang-untuk-cadangan"
LOG_IN = f"""
from django.test import Client
client = Client(headers={{"host": "localhost"}})
answer = client.post("/masuk/", {{"username": "petugas-cadangan", "password": "{PASSWORD}"}})
assert answer.status_code == 302, answer.status_code
page = client.get("/")
assert page.status_code == 200 and "Tunggangri" in page.content.decode()
print("logged in")
"""


@pytest.fixture
def files(tmp_path) -> Path:
    folder = tmp_path / "files"
    (folder / "exports").mkdir(parents=True)
    (folder / "exports" / "daftar.xlsx").write_bytes(b"unduhan")
    (folder / "scratch").mkdir()
    (folder / "scratch" / "half").write_bytes(b"half")
    return folder


@pytest.fixture
def second(tmp_path):
    """An empty installation with the same keys, and its environment."""
    tmp_path.chmod(0o755)
    data_dir = tmp_path / "second"
    data_dir.mkdir()
    shutil.copy(settings.DATA_DIR / "keys.json", data_dir / "keys.json")
    dropped = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "DESMIGRATIF_TESTING"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    yield {**kept, "DATA_DIR": str(data_dir), "DJANGO_SETTINGS_MODULE": "desmigratif.settings.dev"}
    delete(data_dir)


def manage(environment, *words) -> subprocess.CompletedProcess:
    line = [sys.executable, "manage.py", *map(str, words)]
    return subprocess.run(line, cwd=CHECKOUT, env=environment, capture_output=True, text=True, timeout=MINUTES)


def inside(environment, script: str) -> subprocess.CompletedProcess:
    """Run a script of the shell with the servers up."""
    return manage(environment, "with_servers", "--throw-away", "bash", "-c", script)


@pytest.mark.usefixtures("own_database")
def test_a_backup_comes_back_whole_in_an_empty_installation_and_nowhere_else(files, second, tmp_path):
    with acting_as(SYSTEM):
        make_user(Role.PETUGAS, Level.DESA, TUNGGANGRI, username="petugas-cadangan")
    made = make(folder=tmp_path / "backups", files=files, passphrase=PASSPHRASE)
    connection.close()
    secret = tmp_path / "passphrase"
    secret.write_bytes(PASSPHRASE + b"\n")

    restored = manage(second, "restore", made, "--passphrase-file", secret)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    assert "DIFFERENT" not in restored.stdout
    assert restored.stdout.count("equal") >= 9
    assert (Path(second["DATA_DIR"]) / "files/exports/daftar.xlsx").read_bytes() == b"unduhan"

    python = f"'{sys.executable}' manage.py"
    steps = [
        "migrate --check",
        "recount",
        "collectstatic --noinput -v 0",
        f"shell -c '''{LOG_IN}'''",
        "backup --keep 1",
    ]
    used = inside(second, " && ".join(f"{python} {step}" for step in steps))
    assert used.returncode == 0, used.stdout + used.stderr
    assert "logged in" in used.stdout
    assert "The keys are NOT in it" in used.stdout
    assert len(list((Path(second["DATA_DIR"]) / "backups").iterdir())) == 1

    over_data = manage(second, "restore", made, "--passphrase-file", secret)
    assert over_data.returncode == 1
    assert "is not empty. Nothing was restored" in over_data.stderr


@pytest.mark.usefixtures("own_database")
def test_what_lies_on_the_disk_is_for_its_owner_only_and_holds_no_key(files, tmp_path):
    made = make(folder=tmp_path / "backups", files=files, passphrase=None)
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert {path.name for path in made.iterdir()} == {"database.dump", "files.tar", NAME, "README.txt"}
    assert {stat.S_IMODE(made.joinpath(name).stat().st_mode) for name in ("database.dump", "files.tar", NAME)} == {
        0o600
    }
    everything = b"".join(path.read_bytes() for path in made.iterdir())
    for key in (*settings.NIK_KEYS.values(), settings.NIK_HMAC_KEY, settings.SECRET_KEY.encode()):
        assert key not in everything
    stored = json.loads((settings.DATA_DIR / "keys.json").read_text())
    assert stored["nik_hmac_key"].encode() not in everything
    assert "NOT in it: the keys" in (made / "README.txt").read_text()
    manifest = read(made)
    assert manifest.files.entries == 1
    assert manifest.inventory["rows"]["reference_region"] > 80_000
    assert manifest.inventory["policies"]
    assert manifest.inventory["grants"]["table workers_person to desm_app"]


@pytest.mark.usefixtures("own_database")
def test_a_table_that_lost_a_row_a_policy_or_a_grant_is_named(files, tmp_path):
    manifest = read(make(folder=tmp_path / "backups", files=files, passphrase=None))
    here = json.loads(json.dumps(manifest.inventory))
    assert not any(differences(manifest.inventory, here).values())
    here["rows"]["reference_region"] -= 1
    del here["policies"]["workers_person.scope"]
    here["grants"]["table workers_person to public"] = ["SELECT"]
    found = {part: names for part, names in differences(manifest.inventory, here).items() if names}
    assert found == {
        "rows": ["reference_region"],
        "policies": ["workers_person.scope"],
        "grants": ["table workers_person to public"],
    }


@pytest.mark.usefixtures("own_database")
def test_other_keys_a_damaged_part_and_no_passphrase_stop_before_anything_changes(files, tmp_path, settings):
    made = make(folder=tmp_path / "backups", files=files, passphrase=PASSPHRASE)
    empty = tmp_path / "empty"
    with pytest.raises(BackupError, match="sealed"):
        restore(folder=made, files=empty, passphrase=None)
    saved, settings.NIK_HMAC_KEY = settings.NIK_HMAC_KEY, bytes(32)
    with pytest.raises(BackupError, match="NIK HMAC key"):
        restore(folder=made, files=empty, passphrase=PASSPHRASE)
    settings.NIK_HMAC_KEY = saved
    with pytest.raises(BackupError, match="is not empty"):
        restore(folder=made, files=empty, passphrase=PASSPHRASE)
    path = made / read(made).database.file
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupError, match="is not what was written"):
        check_whole(made, read(made).database)
    with pytest.raises(BackupError, match="is no backup"):
        read(tmp_path)


@pytest.mark.usefixtures("own_database")
def test_nothing_that_looks_like_a_backup_is_left_when_the_dump_fails(files, tmp_path, monkeypatch):
    monkeypatch.setattr("desmigratif.local.backup.making.program", lambda name, connection: "/bin/false")
    with pytest.raises(BackupError, match="there is no backup"):
        make(folder=tmp_path / "backups", files=files, passphrase=None)
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("length", [0, 1, PART, PART + 1, 2 * PART])
def test_a_sealed_stream_opens_again(length):
    plain, sealed = os.urandom(length), io.BytesIO()
    sealer = Sealer(sealed, PASSPHRASE)
    for start in range(0, length, 300_000):
        sealer.write(plain[start : start + 300_000])
    sealer.close()
    assert b"".join(opened(io.BytesIO(sealed.getvalue()), PASSPHRASE)) == plain


def test_a_sealed_stream_that_was_cut_changed_or_reordered_does_not_open():
    sealed = io.BytesIO()
    sealer = Sealer(sealed, PASSPHRASE)
    sealer.write(bytes(3 * PART))
    sealer.close()
    whole = sealed.getvalue()
    head, one = len(whole) - 3 * (PART + 16), PART + 16
    parts = [whole[head + n * one : head + (n + 1) * one] for n in range(3)]
    damaged = {
        "cut": whole[: head + 2 * one],
        "reordered": whole[:head] + parts[1] + parts[0] + parts[2],
        "changed": whole[:-1] + bytes([whole[-1] ^ 1]),
        "other": b"x" + whole[1:],
    }
    for data in damaged.values():
        with pytest.raises(BackupError):
            list(opened(io.BytesIO(data), PASSPHRASE))
    with pytest.raises(BackupError, match="passphrase"):
        list(opened(io.BytesIO(whole), b"another passphrase"))


def test_a_short_or_missing_passphrase_is_one_sentence(tmp_path):
    (tmp_path / "short").write_text("short\n")
    with pytest.raises(BackupError, match="less than 16"):
        read_passphrase(tmp_path / "short")
    with pytest.raises(BackupError, match="can't be read"):
        read_passphrase(tmp_path / "none")


def test_only_whole_backups_beyond_the_newest_are_deleted(tmp_path):
    names = ["20260101T000000Z", "20260102T000000Z", "20260103T000000Z", "20260104T000000Z.making", "mine"]
    for name in names:
        (tmp_path / name).mkdir()
    assert [path.name for path in thin_out(tmp_path, 2)] == ["20260101T000000Z"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names[1:]


def test_marks_tell_keys_apart_without_showing_them():
    marks = key_marks()
    assert "NIK HMAC key" in marks
    assert settings.NIK_HMAC_KEY.hex()[:32] not in marks.values()
