"""Indicators: the list that comes with the system, its page, and what the steward may put right."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.models import Indicator
from desmigratif.reporting.services import add_indicator, describe_indicator, load_indicators
from desmigratif.reporting.services.indicators import read_file
from desmigratif.reporting.web.indicators import SHOWN_AT, TOPICS
from tests.exchange.conftest import agreement, ask_token, caller, make_agreement, make_api_client  # noqa: F401


def test_every_row_of_the_list_is_whole_and_known(db):
    rows = read_file()
    codes = [row["code"] for row in rows]
    assert len(codes) == len(set(codes))
    assert {code[0] for code in codes} == set(TOPICS)
    for row in rows:
        Indicator(**row).full_clean(validate_unique=False, validate_constraints=True)
        assert row["unit"] != "%" or row["denominator"], f"{row['code']}: a share has a whole"


def test_each_of_the_two_aims_has_its_indicator():
    assert {row["aim"]: row["code"] for row in read_file() if row["aim"]} == {"TETAP": "P2", "BEKAL": "T2"}


def test_what_is_called_computed_is_shown_somewhere_and_nothing_else_is(db):
    assert {row["code"] for row in read_file() if row["is_computed"]} == set(SHOWN_AT)


def test_loading_again_keeps_the_stewards_words_and_follows_the_software(db, penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        describe_indicator(indicator=Indicator.objects.get(pk="P2"), name="Kembali tanpa prosedur", by=by)
    with acting_as(SYSTEM):
        Indicator.objects.filter(pk="E1").update(is_computed=False)
        Indicator.objects.filter(pk="S3").delete()
    assert load_indicators() == (1, len(read_file()))
    assert load_indicators() == (0, len(read_file()))
    call_command("load_indicators", verbosity=0)
    assert Indicator.objects.get(pk="P2").name == "Kembali tanpa prosedur"
    assert Indicator.objects.get(pk="E1").is_computed


def test_the_list_says_which_are_computed_and_puts_the_aims_first(db, camat, as_user):
    page = as_user(camat).get(reverse("indicator-list"))
    text = page.content.decode()
    computed = len([row for row in read_file() if row["is_computed"]])
    assert f"{computed} dari {len(read_file())} indikator sudah dihitung" in " ".join(text.split())
    assert text.index("Dua tujuan pemberdayaan") < text.index("Kesiapan data")
    assert text.count("Belum dihitung") >= len(read_file()) - computed
    assert sum(len(group.rows) for group in page.context["groups"]) == len(read_file())


def test_an_indicator_tells_its_parts_and_leads_to_where_it_is_shown(db, camat, opd, as_user):
    page = as_user(camat).get(reverse("indicator-detail", args=["E1"])).content.decode()
    for words in ("Usaha yang berjalan atau berkembang", "Semua usaha yang tercatat", "Makin tinggi makin baik"):
        assert words in page
    assert f'href="{reverse("dashboard")}"' in page
    closed = as_user(opd).get(reverse("indicator-detail", args=["E1"])).content.decode()
    assert "tidak terbuka untuk peran Anda" in closed
    waiting = as_user(camat).get(reverse("indicator-detail", args=["P2"])).content.decode()
    assert "Belum dihitung, jadi belum tampil" in waiting
    assert as_user(camat).get(reverse("indicator-detail", args=["Z9"])).status_code == 404


def test_only_the_nation_keeps_the_list(db, disnaker, penata, actor_of):
    words = {
        "name": "Uji",
        "definition": "Uji",
        "numerator": "Uji",
        "unit": "orang",
        "direction": "NAIK",
        "frequency": "TAHUN",
        "source_table": "Uji",
        "reader": "Uji",
    }
    with acting_as(actor_of(disnaker)) as by, pytest.raises(DomainError, match="dijaga penata data"):
        add_indicator(code="Q1", by=by, **words)
    with acting_as(actor_of(penata)) as by:
        assert not add_indicator(code=" q1 ", by=by, **words).is_computed
        with pytest.raises(ValidationError):
            add_indicator(code="Q1", by=by, **words)
        with pytest.raises(ValidationError, match="Kode indikator"):
            add_indicator(code="11", by=by, **words)
        with pytest.raises(ValidationError):
            describe_indicator(indicator=Indicator.objects.get(pk="Q1"), by=by, direction="SAMPING")


def test_the_steward_puts_an_indicator_right_in_the_admin(db, penata, as_user):
    client = as_user(penata)
    path = reverse("admin:reporting_indicator_change", args=["T2"])
    form = client.get(path).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(path, {**data, "reader": "Kemnaker", "reason": "Disepakati dalam rapat"})
    assert answer.status_code == 302
    assert Indicator.objects.get(pk="T2").reader == "Kemnaker"


def test_the_api_gives_every_indicator(db, agreement, caller):  # noqa: F811
    api = caller(agreement)
    rows = api.rows("indicators/", {"limit": "10"})
    assert [row["code"] for row in rows] == sorted(row["code"] for row in read_file())
    assert rows[0].keys() == {
        "code", "name", "definition", "numerator", "denominator", "unit", "direction", "frequency", "source_table",
        "pillar", "reader", "aim", "is_computed",
    }  # fmt: skip
    assert api.get("indicators/P2/").json()["aim"] == "TETAP"
    assert {row["code"] for row in api.rows("indicators/", {"pillar": "KOPERASI"})} == {"K1", "K2", "K3"}
    assert all(row["is_computed"] for row in api.rows("indicators/", {"is_computed": "true"}))
