"""Reference data in the admin: to look at."""

from datetime import date

import pytest
from django.urls import reverse

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Institution, InstitutionSuccession, Region, RegionSuccession
from tests.conftest import BETAK, TUNGGANGRI
from tests.core.admin_forms import change_url


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


@pytest.mark.parametrize("words", ["pagersari kalidawir", "35.04.14.2017", "  PAGERSARI   tulungagung "])
def test_a_region_is_found_by_code_name_and_place(words, steward):
    found = steward.get(reverse("admin:reference_region_changelist"), {"q": words}).context["cl"].result_list
    assert [region.pk for region in found] == ["35.04.14.2017"]


def test_the_count_of_all_regions_stops_at_ten_thousand(steward):
    assert Region.objects.count() > 10_000
    assert steward.get(reverse("admin:reference_region_changelist")).context["cl"].result_count == 10_000


def test_regions_and_institutions_show_what_follows_them(steward):
    old, new = Region.objects.get(pk=TUNGGANGRI), Region.objects.get(pk=BETAK)
    first, second = Institution.objects.filter(predecessors=None, successors=None).order_by("code")[:2]
    with acting_as(SYSTEM):
        RegionSuccession.objects.create(predecessor=old, successor=new, effective_on=date(2027, 1, 1))
        InstitutionSuccession.objects.create(predecessor=first, successor=second)
    for before, after in ((old, new), (first, second)):
        assert f'href="{change_url(after)}"' in steward.get(change_url(before)).content.decode()
        assert f'href="{change_url(before)}"' in steward.get(change_url(after)).content.decode()


def test_nothing_is_changed_here(steward):
    region = Region.objects.get(pk=TUNGGANGRI)
    assert steward.post(change_url(region), {"name": "Lain"}).status_code == 403
    assert Region.objects.get(pk=TUNGGANGRI).name == "Tunggangri"
