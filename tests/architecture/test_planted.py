"""Each guard is given a violation and must name it; all is rolled back or lies in a folder of the test."""

import grimp
import pytest
from django.db import models
from django.test.utils import isolate_apps
from django.views.generic import View
from rest_framework.views import APIView

from desmigratif.accounts.roles import Perm
from desmigratif.core.access import PERSON_TABLE, Access, Family
from desmigratif.core.models import RegionalModel
from tests.architecture.addresses import Address
from tests.architecture.canaries import Evidence, shapes
from tests.architecture.guards import addresses, database, files
from tests.architecture.guards import models as of_models

OPEN_FUNCTION = (
    "create function planted() returns bigint language sql security definer as 'select count(*) from workers_person'"
)
IN_THE_DATABASE = [
    (database.undeclared, "create table planted (id int)", "planted"),
    (database.undeclared, "drop table workers_nikreview", "workers_nikreview"),
    (database.wrong_row_security, "alter table workers_person disable row level security", "workers_person"),
    (database.wrong_row_security, "alter table workers_person force row level security", "workers_person"),
    (
        database.wrong_policies,
        "create policy planted on workers_person for select to desm_app using (true)",
        "workers_person",
    ),
    (database.wrong_policies, "drop policy scope on workers_child", "workers_child"),
    (
        database.wrong_policies,
        "alter policy national on workers_person to desm_stat, desm_person",
        "workers_person",
    ),
    (
        database.wrong_rules,
        "alter policy scope on workers_person using (village_code like current_setting('app.scope', true) || '%%')",
        "workers_person",
    ),
    (database.wrong_rules, "alter policy scope on workers_person with check (true)", "workers_person"),
    (database.wrong_rules, "alter policy scope on workers_person using (true)", "workers_person"),
    (database.wrong_grants, "grant delete on workers_personlog to desm_app", ("workers_personlog", "desm_app")),
    (database.wrong_grants, "grant select on workers_person to desm_stat", ("workers_person", "desm_stat")),
    (database.open_parts, "grant select on history_event_default to desm_app", "history_event_default"),
    (database.open_search_paths, OPEN_FUNCTION, "planted"),
    (database.views_of_the_owner, "create view planted as select full_name from workers_person", "planted"),
]


@pytest.mark.parametrize(
    ("guard", "violation", "named"), IN_THE_DATABASE, ids=lambda value: getattr(value, "__name__", "")
)
def test_the_database_guards_see(owner, guard, violation, named):
    assert named not in guard(owner)
    owner.execute(violation)
    assert named in guard(owner)


def test_a_view_that_runs_as_its_reader_is_no_violation(owner):
    owner.execute("create view planted with (security_invoker = true) as select full_name from workers_person")
    assert database.views_of_the_owner(owner) == set()


@isolate_apps("workers")
def test_the_guards_of_models_see():
    class Unclassified(models.Model):
        class Meta:
            app_label = "workers"

    class Bare(models.Model):
        access = PERSON_TABLE
        version = models.IntegerField()

        class Meta:
            app_label = "workers"

    class Open(RegionalModel):
        access = Access(family=Family.PERSON, app="rw", stat="ro")

        class Meta:
            app_label = "workers"

    planted = {model: model.__dict__.get("access") for model in (Unclassified, Bare, Open)}
    assert of_models.unclassified(planted) == {"workers.Unclassified"}
    assert of_models.unguarded_columns(planted) == {"workers.Bare"}
    assert of_models.unscoped(planted) == {"workers.Bare"}
    assert of_models.unlocked_versions(planted) == {"workers.Bare"}
    assert of_models.open_to_statistics(planted) == {"workers.Open"}
    assert "workers.Bare.version" in of_models.unrecorded(planted)


class Bare(View):
    """A page that asks for nothing."""


class Half(View):
    """A page that names a right and has nobody to ask for it."""

    permission_required = Perm.PERSON_VIEW


class Endpoint(APIView):
    """An endpoint that asks for nothing."""


def test_the_guards_of_addresses_see():
    bare = Address("/tanam/", "planted", Bare.as_view())
    half = Address("/tanam/<uuid:pk>/", "planted-half", Half.as_view())
    twin = Address("/kembar/", "planted", Bare.as_view())
    endpoint = Address("/api/v1/tanam/", "api-planted", Endpoint.as_view())
    assert addresses.nameless([bare, half, Address("/x/", "", Bare.as_view())]) == ["/x/"]
    assert addresses.nameless([bare, twin]) == ["/tanam/", "/kembar/"]
    assert addresses.without_a_right([bare, half]) == {"planted", "planted-half"}
    assert addresses.without_a_row([bare, half], {"planted"}) == {"planted-half"}
    assert addresses.without_an_agreement([endpoint]) == {"api-planted"}
    opened = Bare.as_view()
    opened.login_required = False
    assert addresses.open_to_strangers([bare, Address("/buka/", "opened", opened)]) == {"opened"}


@pytest.fixture
def planted(tmp_path):
    """A tree with one module and one migration that break the rules of files."""
    folder = tmp_path / "workers"
    (folder / "migrations").mkdir(parents=True)
    (folder / "utils.py").write_text(
        "from django.db.models.signals import post_save\n\n\ndef late():\n    import json\n    return json\n"
        + "x = 1\n" * 400,
        encoding="utf-8",
    )
    (folder / "migrations" / "0007_auto_20261125_0101.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "page.html").write_text("{% load i18n %}{% trans 'Hai' %}", encoding="utf-8")
    return tmp_path


def test_the_guards_of_files_see(planted):
    found = list(files.modules(planted))
    assert len(found) == 2
    assert files.nameless(found, planted) == {"utils"}
    assert files.too_long(found) == {"utils.py": 406}
    assert [path.endswith("utils.py") for path in files.silent(found)] == [True]
    assert [path.endswith("utils.py") for path in files.unwanted(found)] == [True]
    assert [path.endswith("utils.py:5") for path in files.hidden_imports(found)] == [True]
    assert files.badly_named_migrations(found) == ["0007_auto_20261125_0101.py"]
    assert len(files.unwanted([planted / "workers" / "page.html"])) == 1


def test_the_guard_of_layers_sees():
    graph = grimp.build_graph(*files.PACKAGES)
    graph.add_import(importer="desmigratif.core.clock", imported="workers.models.person")
    assert ("desmigratif.core", "workers") in files.upward_imports(graph)


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">Hai</p>',
        "<style>p { color: red }</style>",
        '<button onclick="simpan()">Simpan</button>',
        '<a href="javascript:simpan()">Simpan</a>',
        "<script>simpan()</script>",
        '<script src="https://contoh.example/a.js"></script>',
        '<img src="//contoh.example/a.png" alt="">',
    ],
)
def test_the_guard_of_templates_sees(text):
    assert files.breaks_csp(text)


def test_a_nik_left_anywhere_is_seen_in_every_shape():
    number = "3504146301910931"
    evidence = Evidence([number])
    for place, shape in enumerate(shapes(number)):
        evidence.look(f"place {place}", b"before " + shape + b" after")
    evidence.look("nowhere", b"3504146301910932")
    assert evidence.found == [(f"place {place}", [number]) for place in range(len(shapes(number)))]
