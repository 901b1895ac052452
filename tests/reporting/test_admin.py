"""Counts and downloads in the admin: to look at, for the data steward."""

import pytest
from django.urls import reverse
from django.utils import timezone

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.counting import fold
from desmigratif.reporting.models import Export
from tests.conftest import BETAK
from tests.core.admin_forms import change_url
from tests.reporting.people import make, many


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


@pytest.fixture
def export(db):
    with acting_as(SYSTEM) as by:
        return Export(
            assignment_id=uuid7(),
            code="35.04",
            place="Kabupaten Tulungagung",
            filter_words="Status: Purna",
            format="XLSX",
            purpose="Rapat koordinasi bulan ini",
            status="SIAP",
            expected=3,
            file_name="f" * 32,
            token_hash="e" * 64,
            expires_at=timezone.now(),
        ).save_new(by=by)


def test_counts_before_and_after_the_fold_are_shown(steward):
    make(*many(3), *many(2, village_code=BETAK))
    rollup, deltas = (reverse(f"admin:reporting_{name}_changelist") for name in ("personcount", "personcountdelta"))
    assert steward.get(deltas, {"q": BETAK}).context["cl"].result_list[0].n == 2
    assert steward.get(rollup).context["cl"].result_count == 0
    fold()
    assert steward.get(deltas).context["cl"].result_count == 0
    answer = steward.get(rollup, {"q": BETAK})
    assert answer.context["cl"].result_count == 1
    assert "Betak, " in answer.content.decode()


def test_a_download_is_shown_without_file_and_key(export, steward):
    page = steward.get(change_url(export)).content.decode()
    assert "Rapat koordinasi bulan ini" in page
    assert "Kabupaten Tulungagung" in page
    assert export.file_name not in page
    assert export.token_hash not in page


@pytest.mark.parametrize("who", ["admin_user", "disnaker", "analis"])
def test_others_do_not_see_downloads_here(who, request, export, as_user):
    assert as_user(request.getfixturevalue(who)).get(change_url(export)).status_code == 403
