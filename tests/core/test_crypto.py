"""Sealed values: they open only for their row and under their key."""

import pytest

from desmigratif.core.crypto import DecryptionError, blind_index, decrypt, encrypt
from desmigratif.core.ids import uuid7

NIK = "3504145405880007"


def test_a_value_opens_for_its_own_row_only():
    mine, other = uuid7(), uuid7()
    sealed = encrypt(NIK, table="workers_person", row_id=mine)
    assert decrypt(sealed, table="workers_person", row_id=mine) == NIK
    with pytest.raises(DecryptionError):
        decrypt(sealed, table="workers_person", row_id=other)
    with pytest.raises(DecryptionError):
        decrypt(sealed, table="workers_family", row_id=mine)


def test_a_wrong_key_raises_and_never_returns_the_stored_bytes(settings):
    row = uuid7()
    sealed = encrypt(NIK, table="t", row_id=row)
    settings.NIK_KEYS = {max(settings.NIK_KEYS): b"z" * 32}
    with pytest.raises(DecryptionError):
        decrypt(sealed, table="t", row_id=row)


def test_the_same_number_is_sealed_differently_each_time_but_indexed_alike():
    row = uuid7()
    assert encrypt(NIK, table="t", row_id=row) != encrypt(NIK, table="t", row_id=row)
    assert blind_index(NIK) == blind_index(NIK) != blind_index(NIK[:-1] + "8")


def test_old_values_open_after_a_new_key_is_added(settings):
    row = uuid7()
    sealed = encrypt(NIK, table="t", row_id=row)
    newest = max(settings.NIK_KEYS)
    settings.NIK_KEYS = {**settings.NIK_KEYS, newest + 1: b"n" * 32}
    assert decrypt(sealed, table="t", row_id=row) == NIK
    assert encrypt(NIK, table="t", row_id=row)[1] == newest + 1


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x09" * 60, b"\x01\x63" + b"0" * 60])
def test_broken_bytes_raise_the_same_error(broken):
    with pytest.raises(DecryptionError):
        decrypt(broken, table="t", row_id=uuid7())
