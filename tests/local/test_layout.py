"""Places and keys of one machine."""

import json
import os
import stat

import pytest

from desmigratif.local import layout as layout_module
from desmigratif.local.accounts import Account, server_account
from desmigratif.local.errors import LocalError, plain_os_errors
from desmigratif.local.layout import CHECKOUT, layout_of
from desmigratif.local.reset import delete


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def ordinary(monkeypatch):
    """As for an ordinary user, whoever runs the tests."""
    monkeypatch.setattr(layout_module, "server_account", lambda _checkout: None)


def test_keys_are_made_once_and_kept_private(tmp_path):
    first, second = layout_of(tmp_path / "data"), layout_of(tmp_path / "data")
    assert first == second
    assert mode(tmp_path / "data/keys.json") == 0o600
    assert mode(tmp_path / "data") & 0o066 == 0, "others may not list or write the data folder"
    assert len(first.keys.nik_keys[1]) == len(first.keys.nik_hmac_key) == 32
    assert first.keys.nik_keys[1] != first.keys.nik_hmac_key


def test_two_installations_share_no_key(tmp_path):
    one, two = layout_of(tmp_path / "one"), layout_of(tmp_path / "two")
    assert one.keys.secret_key != two.keys.secret_key
    assert one.keys.nik_keys != two.keys.nik_keys


def test_lost_keys_are_not_replaced_beside_data_they_would_not_open(tmp_path):
    layout_of(tmp_path)
    (tmp_path / "servers" / "postgres").mkdir(parents=True, exist_ok=True)
    (tmp_path / "keys.json").unlink()
    with pytest.raises(LocalError, match=r"Put keys\.json back"):
        layout_of(tmp_path)
    assert not (tmp_path / "keys.json").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"identity": 1}', "not json"])
def test_damaged_keys_end_with_the_way_out(tmp_path, text):
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(LocalError, match="damaged"):
        layout_of(tmp_path)


def test_a_long_path_gets_a_short_place_for_sockets(tmp_path, ordinary):
    deep = tmp_path / ("x" * 60) / ("y" * 60)
    layout = layout_of(deep)
    assert len(os.fsencode(layout.run)) <= layout_module.SOCKET_PATH_LIMIT
    assert layout.keys.identity in layout.run.name


def test_a_path_with_a_space_is_quoted_in_addresses(tmp_path, ordinary):
    assert "%20" in layout_of(tmp_path / "a b").database_url("desm_app")


def test_an_account_enters_only_where_it_may(tmp_path):
    stranger = Account(65534, 65534)
    closed = tmp_path / "closed"
    (closed / "inside").mkdir(parents=True)
    closed.chmod(0o700)
    assert not stranger.can_enter(closed / "inside")
    assert Account(os.geteuid(), os.getegid()).can_enter(closed)
    assert mode(closed) == 0o700, "looking widens nothing"


def test_only_root_hands_the_servers_to_another_account():
    account = server_account(CHECKOUT)
    assert (account is None) == (os.geteuid() != 0)
    assert account is None or account.uid != 0


def test_a_full_disk_is_one_sentence():
    with pytest.raises(LocalError, match="disk is full: the report"), plain_os_errors("the report"):
        raise OSError(28, "No space left on device")


def test_reset_deletes_what_we_made_and_nothing_else(tmp_path):
    layout_of(tmp_path)
    (tmp_path / "servers").mkdir(exist_ok=True)
    (tmp_path / "mine.txt").write_text("keep")
    assert delete(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert not delete(tmp_path / "never-made")


def test_a_stored_home_is_followed(tmp_path):
    layout_of(tmp_path)
    (tmp_path / "home").write_text(f"{tmp_path / 'elsewhere'}\n")
    assert layout_of(tmp_path).home == tmp_path / "elsewhere"
    assert json.loads((tmp_path / "keys.json").read_text())["identity"] == layout_of(tmp_path).keys.identity
