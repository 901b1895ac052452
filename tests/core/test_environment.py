"""A mistake in the environment ends the start with one sentence."""

import base64

import pytest

from desmigratif.settings.environment import KEY_NAMES, resolve  # noqa: TID251  what is tested

KEY, OTHER = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
GOOD = dict(zip(KEY_NAMES, ("s" * 60, f"1:{KEY}", OTHER), strict=True))


@pytest.fixture
def environment(monkeypatch):
    def set_to(**changes: str) -> None:
        servers = {"DATABASE_URL": "postgresql://desm_app@localhost/x", "REDIS_URL": "redis://localhost"}
        for name, value in {**servers, **GOOD, **changes}.items():
            monkeypatch.setenv(name, value)

    return set_to


def test_keys_and_servers_from_the_environment_need_no_folder(environment, tmp_path, monkeypatch):
    environment(DATA_DIR=str(tmp_path / "never"), TRUSTED_PROXIES="1", ALLOWED_HOSTS="a.example, b.example")
    found = resolve()
    assert (found.nik_keys, found.nik_hmac_key) == ({1: b"\x01" * 32}, b"\x02" * 32)
    assert (found.embedded, found.keys_from_environment, found.trusted_proxies) == (False, True, 1)
    assert found.allowed_hosts == ("a.example", "b.example")
    assert not (tmp_path / "never").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TRUSTED_PROXIES", "x", "TRUSTED_PROXIES must be a whole number"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number"),
        ("SIMKOPDES_URL", "simkopdes", "must be an address that begins with https://"),
        ("DESMIGRATIF_NIK_KEYS", KEY, "must read 1:<base64>"),
        ("DESMIGRATIF_NIK_KEYS", f"300:{KEY}", "numbers 1 to 255"),
        ("DESMIGRATIF_NIK_KEYS", "1:!!", "is not base64"),
        ("DESMIGRATIF_NIK_HMAC_KEY", base64.b64encode(b"short").decode(), "needs 32 bytes"),
        ("DESMIGRATIF_NIK_HMAC_KEY", KEY, "must be another key"),
        ("DESMIGRATIF_SECRET_KEY", "", "given together or not at all"),
    ],
)
def test_a_mistake_is_one_sentence(environment, tmp_path, capsys, name, value, sentence):
    environment(DATA_DIR=str(tmp_path), **{name: value})
    with pytest.raises(SystemExit):
        resolve()
    said = capsys.readouterr().err.strip()
    assert sentence in said
    assert "\n" not in said
