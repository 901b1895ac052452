"""Who opens a file: whoever sees its record now, for five minutes with a link, and nobody after it was taken back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.documents import keeping
from desmigratif.documents.services import clear_documents
from tests.audit.logged import Since
from tests.conftest import BETAK, TUNGGANGRI
from tests.documents.conftest import keys, sent, stored
from tests.documents.corpus import PDF
from tests.pillars.village import hold, make_child, make_person
from tests.workers.web_people import text_of
from villages.models import VillageOfficer
from workers import services as worker_services


def links(answer) -> list[str]:
    """Addresses of content on a page."""
    return [found.replace("&amp;", "&") for found in re.findall(r'"(/berkas/[^"]+kunci=[^"]+)"', text_of(answer))]


@pytest.fixture
def link(added, as_user, petugas):
    """A fresh link of the decree, as the village officer has it."""
    row = added(content=PDF, name="SK Petugas.pdf", said="application/pdf")
    return links(as_user(petugas).get(row.get_absolute_url()))[0]


def test_it_is_saved_not_shown_and_can_do_nothing_in_the_browser(link, as_user, petugas):
    answer = as_user(petugas).get(link)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == 'attachment; filename="SK Petugas.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_picture_is_saved_too_and_its_small_one_is_on_the_page(added, as_user, petugas, tunggangri):
    added()
    small, large = sorted(links(as_user(petugas).get(tunggangri.get_absolute_url())), key=len, reverse=True)
    for url in (small, large):
        answer = as_user(petugas).get(url)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert answer["Content-Disposition"].startswith("attachment")


def test_a_link_holds_five_minutes_then_a_page_offers_a_fresh_one(link, as_user, petugas):
    client = as_user(petugas)
    with time_machine.travel(timezone.now() + timedelta(minutes=4, seconds=55)):
        assert client.get(link)["Content-Type"] == "application/pdf"
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=5)):
        page = client.get(link)
        assert "Tautan berkas itu sudah tidak berlaku" in text_of(page)
        assert client.get(links(page)[0])["Content-Type"] == "application/pdf"


def test_a_link_is_of_one_user_and_one_file(link, added, as_user, disnaker, petugas):
    other = added()
    assert as_user(disnaker).get(link)["Content-Type"].startswith("text/html")
    moved = other.get_absolute_url() + link[link.index("?") :]
    assert as_user(petugas).get(moved)["Content-Type"].startswith("text/html")
    for spoilt in (link[:-2], link + "x", link.split("?")[0] + "?kunci=%00", link.split("?")[0] + "?kunci=1:zz:y"):
        assert as_user(petugas).get(spoilt)["Content-Type"].startswith("text/html"), spoilt


@pytest.mark.parametrize("who", ["petugas_betak", "disnaker_luar"])
def test_another_place_sees_nothing_by_link_by_address_or_in_a_list(who, link, as_user, request, tunggangri, decree):
    client = as_user(request.getfixturevalue(who))
    address = link.split("?")[0]
    nobody = client.get("/berkas/00000000-0000-4000-8000-00000000abcd/")
    for url in (link, address, f"{address}tarik/"):
        found = client.get(url)
        assert (found.status_code, found.content == nobody.content) == (404, True), url
    assert client.post(f"{address}tarik/", {"reason": "Mencoba."}).status_code == 404
    assert client.post(decree, sent()).status_code == 404
    assert client.get(tunggangri.get_absolute_url()).status_code == 404
    assert len(stored()) == 1


def test_a_stranger_is_asked_to_log_in(link, client):
    assert client.get(link)["Location"].startswith(reverse("login"))


def test_a_file_goes_where_its_record_goes(link, as_user, petugas, officer):
    """The link is still fresh, the user the same: the record decides, as it is now."""
    client = as_user(petugas)
    with acting_as(SYSTEM):
        VillageOfficer.objects.filter(pk=officer.pk).update(village_code=BETAK)
    assert client.get(link).status_code == 404


def test_an_assignment_that_ended_opens_nothing(link, as_user, petugas):
    client = as_user(petugas)
    petugas.assignments.update(ends_on="2023-06-30")
    assert client.get(link).status_code == 403


def test_a_file_taken_back_is_gone_at_once_and_says_who_and_why(link, as_user, petugas, tunggangri):
    client, address = as_user(petugas), link.split("?")[0]
    refused = client.post(f"{address}tarik/", {"reason": " "})
    assert (refused.status_code, "alasan" in text_of(refused)) == (422, True)
    answer = client.post(f"{address}tarik/", {"reason": "Salah unggah."}, follow=True)
    assert "Berkas ditarik" in text_of(answer)
    assert "“Salah unggah.”" in text_of(answer)
    assert "SK Petugas.pdf" not in text_of(answer)
    assert links(answer) == []
    for url in (link, address, f"{address}tarik/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{address}tarik/", {"reason": "Sekali lagi."}).status_code == 404


def test_the_bytes_go_thirty_days_after(link, as_user, petugas):
    as_user(petugas).post(link.split("?")[0] + "tarik/", {"reason": "Salah unggah."})
    assert clear_documents() == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert clear_documents() == 1
        assert clear_documents() == 0
    assert keys() == set()
    (row,) = stored()
    assert (row.storage_key, row.withdrawn_reason, row.cleared_at is not None) == ("", "Salah unggah.", True)


def test_bytes_that_no_row_names_go_after_six_hours(link):
    kept = keys()
    keeping.keep(b"unggahan yang batal", row_id=stored()[0].pk)
    assert clear_documents() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=7)):
        assert clear_documents() == 1
    assert keys() == kept


def test_who_only_looks_may_not_add_or_take_back(link, decree, as_user, kades):
    client = as_user(kades)
    assert client.get(link.split("?")[0]).status_code == 200
    assert client.get(decree).status_code == 403
    assert client.post(link.split("?")[0] + "tarik/", {"reason": "Mencoba."}).status_code == 403


class TestOfChildren:
    """Consent papers and photos with children stay near."""

    @pytest.fixture
    def child(self, tunggangri):
        return make_child(TUNGGANGRI, make_person(TUNGGANGRI))

    @pytest.fixture
    def paper(self, child, added):
        return added(to=reverse("child-document-add", args=[child.pk]), name="Persetujuan Bagus.jpg")

    def test_the_paper_is_on_the_childs_page(self, paper, child, as_user, petugas, disnaker):
        for user in (petugas, disnaker):
            assert links(as_user(user).get(child.get_absolute_url()))
            assert as_user(user).get(paper.get_absolute_url()).status_code == 200

    @pytest.mark.parametrize("who", ["kades", "camat", "kl", "analis", "penata", "petugas_betak", "opd"])
    def test_who_may_not_see_the_child_or_is_far_away_does_not_open_it(self, who, paper, as_user, request):
        client = as_user(request.getfixturevalue(who))
        nobody = client.get("/berkas/00000000-0000-4000-8000-00000000abcd/")
        found = client.get(paper.get_absolute_url())
        assert (found.status_code, found.content == nobody.content) == (404, True)

    def test_with_the_child_its_paper_goes(self, paper, child, as_user, petugas, actor_of):
        with acting_as(actor_of(petugas)) as by:
            worker_services.withdraw_child(child=child, reason="Ganda.", version=child.version, by=by)
        assert as_user(petugas).get(paper.get_absolute_url()).status_code == 404
        assert clear_documents() == 0
        (row,) = stored()
        assert (row.withdrawn_reason, row.storage_key != "") == ("Catatannya ditarik.", True)
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            assert clear_documents() == 1
        assert keys() == set()

    def test_who_opens_the_paper_is_in_the_access_log_with_the_child(self, paper, child, as_user, petugas):
        client = as_user(petugas)
        url = links(client.get(child.get_absolute_url()))[0]
        since = Since()
        assert client.get(url)["Content-Type"] == "image/jpeg"
        rows = since.rows()
        assert {(row.screen, row.user_id) for row in rows} == {("document-open", petugas.pk)}
        assert {row.record_id for row in rows} >= {paper.pk, child.person_id}

    def test_the_name_of_the_file_stays_out_of_the_journal(self, paper, child, as_user, petugas):
        page = text_of(as_user(petugas).get(child.get_absolute_url()))
        assert "Berkas ditambah: Lembar persetujuan wali." in page


def test_the_designation_is_the_districts_to_prove(standing, as_user, petugas, disnaker):
    url = reverse("village-programme-document-add", args=[standing.pk])
    assert as_user(petugas).get(url).status_code == 404
    assert as_user(disnaker).post(url, sent()).status_code == 302
    assert links(as_user(petugas).get(standing.village.get_absolute_url()))


def test_an_activity_takes_photos_only(tunggangri, added, as_user, petugas, actor_of):
    session = hold(actor_of(petugas))
    url = reverse("activity-document-add", args=["pengasuhan", session.pk])
    answer = as_user(petugas).post(url, sent(PDF, name="a.pdf", said="application/pdf"))
    assert (answer.status_code, "Di sini hanya foto" in text_of(answer)) == (422, True)
    assert added(to=url).purpose == "FOTO"
    assert links(as_user(petugas).get(session.get_absolute_url()))
