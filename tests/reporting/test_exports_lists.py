"""Downloads of families, children and permission letters: the rules of the list of people hold for each of them."""

import csv
import io
import re

import pytest
from django.urls import reverse

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting import services
from desmigratif.reporting.enums import ExportFormat, ExportSubject
from desmigratif.reporting.lists import LISTS
from desmigratif.reporting.models import Export
from tests.architecture.world import World, make_world
from tests.conftest import OUTSIDE, TUNGGANGRI
from tests.reporting.test_exports import PURPOSE, fetch, run
from workers.models import Child, Consent

NEW = "/unduhan/baru/"


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def by(world, actor_of):
    """Actors by role."""
    return lambda role: actor_of(world.users[role])


def ask(actor, name, **filters) -> Export:
    with acting_as(actor):
        return services.request_export(
            record_id=uuid7(), list_name=name, filters=filters, format=ExportFormat.CSV, purpose=PURPOSE, by=actor
        )


def rows_of(actor, name, **filters) -> list[list[str]]:
    """The rows of the file, cover and all."""
    _, content = fetch(run(ask(actor, name, **filters)), actor)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def table_of(rows, first) -> list[dict[str, str]]:
    start = next(number for number, row in enumerate(rows) if row[:1] == [first])
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def test_every_list_has_a_name_that_can_be_asked_for():
    assert set(LISTS) == set(ExportSubject)


@pytest.mark.parametrize(("name", "first"), [("keluarga", "Kepala keluarga"), ("surat", "Nomor surat")])
def test_a_village_takes_out_its_own_rows_and_no_secret(by, name, first):
    rows = rows_of(by(Role.PETUGAS), name)
    table = table_of(rows, first)
    assert table
    assert {row["Kode desa"] for row in table} == {TUNGGANGRI}
    assert OUTSIDE not in str(rows)
    assert not re.search(r"\d{16}", "".join(cell for row in rows for cell in row if "-" not in cell))
    assert ["Keperluan", PURPOSE] in rows


def test_the_steward_gets_every_village_without_what_only_neighbours_need(by):
    table = table_of(rows_of(by(Role.PENATA), "keluarga"), "Kepala keluarga")
    assert {row["Kode desa"] for row in table} >= {TUNGGANGRI, OUTSIDE}
    assert not {"Alamat", "RT", "Menerima bansos"} & table[0].keys()


def test_only_children_with_a_consent_that_holds_leave_and_the_cover_says_how_many_do_not(world, by):
    officer = by(Role.PETUGAS)
    rows = rows_of(officer, "anak")
    (child,) = table_of(rows, "Nama anak")
    assert child["Pengasuh"] == "Sumiati"
    assert "risiko" not in str(child).lower()
    assert ["Tidak ikut", "0 anak tanpa persetujuan wali yang berlaku"] in rows
    assert any("bersifat spesifik" in cell for row in rows for cell in row)
    with acting_as(SYSTEM):
        Consent.objects.filter(village_code=TUNGGANGRI).update(withdrawn_on="2026-01-05")
        assert Child.objects.filter(village_code=TUNGGANGRI, withdrawn_at=None).count() == 1
    with pytest.raises(DomainError, match="Tidak ada anak yang cocok"):
        ask(officer, "anak")
    rows = rows_of(by(Role.PENATA), "anak")
    assert TUNGGANGRI not in {row["Kode desa"] for row in table_of(rows, "Nama anak")}
    assert ["Tidak ikut", "1 anak tanpa persetujuan wali yang berlaku"] in rows


def test_a_consent_withdrawn_while_the_file_waits_is_respected(by):
    export = ask(by(Role.PENATA), "anak")
    with acting_as(SYSTEM):
        Consent.objects.filter(village_code=TUNGGANGRI).update(withdrawn_on="2026-01-05")
    _, content = fetch(run(export), by(Role.PENATA))
    assert TUNGGANGRI not in content.decode()


def test_who_may_not_see_children_gets_no_file_of_them(by, monkeypatch):
    """Asked again when the file is made: the right may be gone by then."""
    officer = by(Role.PETUGAS)
    export = ask(officer, "anak")
    blind = LISTS["anak"].__class__
    monkeypatch.setattr(blind, "right", Perm.CHILD_EXCEPTION)
    failed = run(export)
    assert (failed.status, failed.failure) == ("GAGAL", "Peran Anda tidak lagi boleh mengunduh daftar ini.")


def test_a_large_list_of_any_kind_waits_for_somebody_else(by, settings):
    settings.EXPORT_APPROVAL_ABOVE = 0
    for name in ExportSubject:
        assert ask(by(Role.PETUGAS), name).status == "MENUNGGU_SETUJU"


@pytest.mark.parametrize("name", list(ExportSubject))
def test_each_list_leads_to_its_download_with_its_filters(world, as_user, name):
    client, shown = as_user(world.users[Role.PETUGAS]), reverse(LISTS[name].address)
    page = client.get(shown, {"village": TUNGGANGRI}).content.decode()
    path = re.search(r'href="(/unduhan/baru/[^"]*)"', page)[1].replace("&amp;", "&")
    asked = client.get(path)
    text = asked.content.decode()
    assert f"Unduh {name.words}" in text
    assert f'href="{shown}?village={TUNGGANGRI}"' in text
    answer = client.post(path, {"record_id": str(uuid7()), "format": "XLSX", "purpose": PURPOSE}, follow=True)
    with acting_as(SYSTEM):
        export = Export.objects.get(purpose=PURPOSE, created_by=world.users[Role.PETUGAS])
    assert (export.list_name, export.filters) == (name, {"village": TUNGGANGRI})
    assert name.label in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["daftar=semua", "daftar=anak&daftar=orang", "daftar=keluarga&status=PURNA", "daftar=surat&village=x"]
)
def test_a_list_or_filter_not_understood_never_makes_a_file(world, as_user, query):
    client = as_user(world.users[Role.PETUGAS])
    for answer in (client.get(f"{NEW}?{query}"), client.post(f"{NEW}?{query}", {"record_id": str(uuid7())})):
        assert answer.status_code == 400
        assert "Daftar ini tidak bisa diunduh" in answer.content.decode()
