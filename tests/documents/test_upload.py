"""The form that adds a file: hostile files refused in words or made harmless, nothing typed lost."""

import re

import pytest
from django.test import Client

from desmigratif.core.ids import uuid7
from desmigratif.documents import keeping
from tests.documents.conftest import keys, sent, stored
from tests.documents.corpus import EICAR, JPEG, PDF, REFUSED, SCRIPT, TAKEN, picture
from tests.workers.web_people import text_of

WEB_WORD = "kata yang sudah diketik"


@pytest.fixture
def client(as_user, petugas) -> Client:
    client = as_user(petugas)
    client.raise_request_exception = True
    return client


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_a_sentence_and_what_was_typed_stays(case, client, decree):
    name, content, said, words = REFUSED[case]
    answer = client.post(decree, sent(content, name=name, said=said, caption=WEB_WORD))
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert WEB_WORD in page
    assert "SVG" not in page and "script" not in re.sub(r"<script[^>]+></script>", "", page)  # noqa: PT018
    assert (stored(), keys()) == ([], set())


@pytest.mark.parametrize("case", TAKEN)
def test_a_good_file_is_kept_as_a_clean_copy_under_a_clean_name(case, client, decree):
    name, content, said, kept_as = TAKEN[case]
    answer = client.post(decree, sent(content, name=name, said=said))
    assert answer.status_code == 302, text_of(answer)
    (row,) = stored()
    copy = keeping.read(row.storage_key, row_id=row.pk)
    assert row.name == kept_as or not kept_as
    assert "3504140000000001" not in row.name
    assert copy != content
    assert (EICAR not in copy, SCRIPT not in copy) == (True, True)
    assert row.size == len(copy)


def test_without_a_file_it_says_so(client, decree):
    answer = client.post(decree, {"record_id": str(uuid7()), "caption": WEB_WORD})
    assert answer.status_code == 422
    assert "Pilih berkasnya dulu" in text_of(answer)
    assert WEB_WORD in text_of(answer)


def test_a_good_file_beside_another_mistake_has_to_be_chosen_again_and_the_page_says_so(client, decree):
    answer = client.post(decree, sent(caption="x" * 201))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Keterangan paling panjang 200 huruf" in page
    assert "Pilih berkasnya lagi" in page
    assert stored() == []


def test_the_same_form_sent_twice_keeps_one_file(client, decree):
    form = sent()
    again = sent(record_id=form["record_id"])
    assert client.post(decree, form).status_code == client.post(decree, again).status_code == 302
    assert len(stored()) == 1


def test_a_foreign_or_impossible_id_is_refused_in_words(client, decree, added):
    added()
    taken = stored()[0].pk
    for record_id in ("bukan-uuid", "", str(taken)[:-1]):
        assert client.post(decree, sent(record_id=record_id)).status_code == 422
    assert len(stored()) == 1


def test_more_files_than_a_record_may_have_are_refused(client, decree, added):
    for _ in range(3):
        added()
    answer = client.post(decree, sent())
    assert (answer.status_code, "Paling banyak 3 berkas" in text_of(answer)) == (422, True)
    assert len(stored()) == 3


def test_a_village_has_room_for_so_much(client, decree, added, settings):
    added()
    settings.DOCUMENTS_BYTES_PER_VILLAGE = stored()[0].size + 10
    answer = client.post(decree, sent(picture(size=(800, 700))))
    assert answer.status_code == 422
    assert "Tempat simpan berkas desa ini sudah penuh" in text_of(answer)
    assert len(stored()) == 1


def test_too_many_files_at_once_are_refused_and_not_a_fault(client, decree):
    files = [sent()["file"] for _ in range(5)]
    assert client.post(decree, {**sent(), "file": files}).status_code in {400, 422}
    assert stored() == []


def test_both_inputs_empty_but_one_gives_that_one(client, decree):
    """The form has one input for what is on the phone and one for its camera; one of them is sent empty."""
    boundary = "batas"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="record_id"\r\n\r\n{uuid7()}\r\n'.encode(),
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="sk.pdf"\r\n'.encode()
        + b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n",
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename=""\r\n'.encode()
        + b"Content-Type: application/octet-stream\r\n\r\n\r\n",
        f"--{boundary}--\r\n".encode(),
    ]  # fmt: skip
    answer = client.post(decree, b"".join(parts), content_type=f"multipart/form-data; boundary={boundary}")
    assert answer.status_code == 302
    assert stored()[0].name == "sk.pdf"


def test_the_bytes_lie_sealed_under_a_name_that_says_nothing(added, settings):
    row = added(name="SK Ratna.jpg")
    place = settings.STORAGES["documents"]["OPTIONS"]["location"]
    lying = {path.name: path.read_bytes() for path in place.iterdir()}
    assert lying.keys() == {row.storage_key, row.thumbnail_key}
    for name, content in lying.items():
        assert re.fullmatch(r"[0-9a-f]{40}", name)
        assert b"\xff\xd8" not in content[:64]
        assert JPEG[:16] not in content
    assert (place / row.storage_key).stat().st_mode & 0o077 == 0


def test_bytes_of_another_row_or_changed_ones_are_not_given_out(added, as_user, petugas):
    first, second = added(), added(content=picture(size=(300, 300)))
    place = keeping.storage()
    with place.open(second.storage_key, "rb") as file:
        swapped = file.read()
    place.delete(first.storage_key)
    with place.open(first.storage_key, "wb") as file:
        file.write(swapped)
    page = as_user(petugas).get(first.get_absolute_url()).content.decode()
    link = re.search(r'href="([^"]+kunci=[^"]+)"', page)[1].replace("&amp;", "&")
    assert as_user(petugas).get(link).status_code == 404
