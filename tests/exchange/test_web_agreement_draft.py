"""The form that drafts an agreement: the region is a choice of names, never skipped; fields say their tier."""

import pytest
from django.urls import reverse

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.enums import AgreementStatus
from desmigratif.exchange.models import Agreement
from desmigratif.reference.models import Institution
from tests.conftest import JAWA_TIMUR, TULUNGAGUNG, TUNGGANGRI
from tests.workers.web_people import text_of

DRAFT = reverse("agreement-draft")


def answers(**changes: object) -> dict[str, object]:
    """A form filled in well."""
    day = today()
    return {
        "record_id": str(uuid7()),
        "number": f"PKS-UJI-{uuid7()}",
        "institution": Institution.objects.get(code="KEMNAKER").pk,
        "purpose": "Mencocokkan peserta pelatihan",
        "legal_basis": "Perjanjian kerja sama",
        "region_code": TULUNGAGUNG,
        "tier": "T1",
        "starts_on": day.isoformat(),
        "ends_on": day.replace(year=day.year + 1, month=1, day=31).isoformat(),
        "villages_open": "on",
        "villages": ["name"],
        **changes,
    }


def drafts() -> list[Agreement]:
    with acting_as(SYSTEM):
        return list(Agreement.objects.filter(status=AgreementStatus.DRAF))


def test_regions_are_offered_by_name_with_the_place_above(as_user, walidata):
    page = text_of(as_user(walidata).get(DRAFT))
    assert "Seluruh Indonesia" in page
    assert f"Seluruh Jawa Timur ({JAWA_TIMUR})" in page
    assert f"Kabupaten Tulungagung, Jawa Timur ({TULUNGAGUNG})" in page


@pytest.mark.parametrize(
    ("chosen", "region"), [("nasional", None), (JAWA_TIMUR, JAWA_TIMUR), (TULUNGAGUNG, TULUNGAGUNG)]
)
def test_the_chosen_region_is_drafted_and_shown_again(as_user, walidata, chosen, region):
    client = as_user(walidata)
    answer = client.post(DRAFT, answers(region_code=chosen))
    (draft,) = drafts()
    assert answer.status_code == 302
    assert draft.region_id == region
    form = client.get(reverse("agreement-edit", args=[draft.pk])).context["form"]
    assert form["region_code"].value() == chosen


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Isi dulu: Wilayah."), ("99.99", "Pilih wilayah dari daftar."), ("x" * 99, "Pilih wilayah dari daftar.")],
)
def test_no_region_is_never_the_whole_country(as_user, walidata, typed, words):
    answer = as_user(walidata).post(DRAFT, answers(region_code=typed))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Mencocokkan peserta pelatihan" in text_of(answer)
    assert drafts() == []


def test_a_draft_for_a_village_keeps_its_region(as_user, walidata):
    client = as_user(walidata)
    client.post(DRAFT, answers(region_code=TUNGGANGRI))
    (draft,) = drafts()
    assert draft.region_id == TUNGGANGRI
    page = text_of(client.get(reverse("agreement-edit", args=[draft.pk])))
    assert f"Kab. Tulungagung, Jawa Timur ({TUNGGANGRI})" in page


def test_a_draft_says_whose_turn_it_is(as_user, walidata, pimpinan):
    as_user(walidata).post(DRAFT, answers())
    (draft,) = drafts()
    url = draft.get_absolute_url()
    assert "Giliran: pimpinan" in " ".join(text_of(as_user(walidata).get(url)).split())
    assert "Giliran: Anda" in " ".join(text_of(as_user(pimpinan).get(url)).split())
