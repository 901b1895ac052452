"""Published figures: their rules in words, their rivals side by side, who may read and who may write."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting.models import Figure, FigureLog
from desmigratif.reporting.published import figures_for, rivals_of
from desmigratif.reporting.services import correct_figure, load_figures, withdraw_figure
from desmigratif.reporting.services.figure_file import read_figures
from tests.conftest import TULUNGAGUNG
from tests.exchange.conftest import agreement, ask_token, caller, make_agreement, make_api_client  # noqa: F401
from tests.reporting.published import SENT, make_figure


def typed(**changes):
    return {
        "record_id": str(uuid7()),
        "subject": "PENEMPATAN",
        "label": "Penempatan PMI Kabupaten Tulungagung",
        "value": "11.589",
        "unit": "orang",
        "region": TULUNGAGUNG,
        "definition": "Penempatan PMI asal Tulungagung.",
        "period_label": "2022",
        "period_start": "1-1-2022",
        "period_end": "31-12-2022",
        "source": "Siaran pers Rakor Desmigratif",
        "publisher": "Kemenko PMK",
        "url": "",
        "published_on": "6-4-2023",
        "accessed_on": "23-11-2026",
        "note": "",
        **changes,
    }


def url(name, figure):
    return reverse(f"published-figure-{name}", args=[figure.pk])


def errors_of(answer):
    return {name: list(words) for name, words in answer.context["form"].errors.items()}


# ---- Rivals ---------------------------------------------------------------------------------------------------------


def test_two_figures_about_the_same_thing_stand_side_by_side_and_are_never_added(db, camat, as_user):
    figure, rival = make_figure(), make_figure(**SENT)
    page = as_user(camat).get(url("detail", figure))
    text = page.content.decode()
    assert page.context["rivals"] == [rival]
    for words in ("11.589", "5.202", figure.definition, rival.definition, rival.source, "newsparameter.com"):
        assert words in text
    assert "16.791" not in text
    assert "8.395" not in text
    assert rival.get_absolute_url() in text


def test_rivals_share_subject_region_and_a_day_of_the_period(db):
    figure = make_figure()
    same_day = make_figure(period_start=date(2022, 12, 31), period_end=date(2023, 12, 30))
    make_figure(period_start=date(2023, 1, 1), period_end=date(2023, 12, 31))
    make_figure(subject="REMITANSI")
    make_figure(region="35")
    make_figure(region="")
    gone = make_figure()
    with acting_as(SYSTEM):
        withdraw_figure(figure=gone, version=1, reason="Salah kutip", by=SYSTEM)
    assert rivals_of(figure) == [same_day]


def test_figures_of_a_place_are_of_exactly_that_place(db):
    here, nation = make_figure(), make_figure(region="")
    money = make_figure(subject="REMITANSI")
    assert figures_for(TULUNGAGUNG) == [here, money]
    assert figures_for(TULUNGAGUNG, "REMITANSI") == [money]
    assert figures_for("") == [nation]
    assert figures_for("35") == []


# ---- Rules ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"period_end": date(2021, 12, 31)}, "period_end", "Akhir periode harus sama dengan atau sesudah awalnya."),
        (
            {"published_on": PartialDate("2026-12")},
            "published_on",
            "Tanggal terbit tidak mungkin sesudah tanggal dibaca.",
        ),
        ({"value": Decimal("72.53"), "decimals": 1}, "decimals", "lebih dari 1 angka di belakang koma"),
    ],
)
def test_what_cannot_be_is_refused_in_words(db, changes, field, words):
    with pytest.raises(DomainError, match=words) as refused:
        make_figure(**changes)
    assert refused.value.field == field


def test_a_source_is_not_read_tomorrow(db):
    with pytest.raises(DomainError, match="isi hari ini atau sebelumnya"):
        make_figure(accessed_on=today() + timedelta(days=1))


def test_the_database_too_wants_a_source_and_a_period_in_order(db):
    figure = make_figure()
    for changes in ({"source": ""}, {"period_end": date(2020, 1, 1)}, {"subject": "XX"}, {"decimals": 3}):
        with pytest.raises(IntegrityError), acting_as(SYSTEM):
            Figure.objects.filter(pk=figure.pk).update(**changes)


def test_a_number_is_shown_with_the_decimals_it_was_published_with(db):
    assert make_figure(value=Decimal("72.50"), decimals=2).value_words == "72,50"
    assert make_figure(value=Decimal(2_000_000_000_000)).value_words == "2.000.000.000.000"


def test_a_correction_says_why_and_keeps_what_stood_there(db):
    figure = make_figure()
    with acting_as(SYSTEM):
        with pytest.raises(DomainError, match="Tulis alasannya"):
            correct_figure(figure=figure, version=1, reason=" ", by=SYSTEM, value=Decimal(11598))
        with pytest.raises(DomainError, match="Belum ada isian yang diubah"):
            correct_figure(figure=figure, version=1, reason="Tidak ada", by=SYSTEM, value=Decimal("11589.00"))
        correct_figure(figure=figure, version=1, reason="Salah ketik", by=SYSTEM, value=Decimal(11598))
        with pytest.raises(StaleVersion):
            correct_figure(figure=figure, version=1, reason="Salah ketik", by=SYSTEM, value=Decimal(1))
    entry = FigureLog.objects.filter(record_id=figure.pk).order_by("-seq")[0]
    assert entry.comment == "Salah ketik"
    assert entry.changes == [{"field": "value", "label": "Angka", "old": "11.589", "new": "11.598"}]


def test_a_withdrawn_figure_leaves_the_list_and_keeps_its_page(db, analis, as_user):
    figure = make_figure()
    client = as_user(analis)
    assert client.post(url("withdraw", figure), {"version": 1, "reason": ""}).status_code == 422
    assert client.post(url("withdraw", figure), {"version": 1, "reason": "Salah kutip"}).status_code == 302
    assert figure.label not in client.get(reverse("published-figure-list")).content.decode()
    page = client.get(url("detail", figure)).content.decode()
    assert "Angka ini sudah ditarik" in page
    assert "Salah kutip" in page
    assert client.get(url("edit", figure)).status_code == 404
    with acting_as(SYSTEM), pytest.raises(DomainError, match="sudah ditarik"):
        correct_figure(figure=figure, version=2, reason="Coba", by=SYSTEM, value=Decimal(1))


# ---- Screens --------------------------------------------------------------------------------------------------------


def test_the_analyst_takes_a_number_up_once_however_often_the_form_is_sent(db, analis, as_user):
    client = as_user(analis)
    data = typed(value="72,53", unit="persen", url="https://contoh.go.id/berita?a=1")
    first, second = (client.post(reverse("published-figure-add"), data) for _ in range(2))
    figure = Figure.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == figure.get_absolute_url()
    assert (figure.value, figure.decimals, figure.value_words) == (Decimal("72.53"), 2, "72,53")
    assert (figure.region_id, str(figure.published_on)) == (TULUNGAGUNG, "2023-04-06")
    assert FigureLog.objects.get().by == analis
    page = client.get(figure.get_absolute_url()).content.decode()
    assert 'href="https://contoh.go.id/berita?a=1"' in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"value": "sebelas ribu"}, "value", "Angka: tulis angkanya, misalnya 11.589 atau 72,53."),
        ({"value": "11,589"}, "value", "Angka: tulis angkanya, misalnya 11.589 atau 72,53."),
        ({"source": ""}, "source", "Isi dulu: Sumber."),
        ({"definition": ""}, "definition", "Isi dulu: Definisi."),
        ({"region": "99.99"}, "region", "Pilih wilayah dari daftar."),
        ({"url": "javascript:alert(1)"}, "url", "Tulis alamat lengkapnya, misalnya https://contoh.go.id."),
        ({"period_end": "1-1-2021"}, "period_end", "Akhir periode harus sama dengan atau sesudah awalnya."),
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_everything_typed(db, analis, as_user, changes, field, words):
    answer = as_user(analis).post(reverse("published-figure-add"), typed(**changes))
    assert answer.status_code == 422
    assert errors_of(answer) == {field: [words]}
    assert "Siaran pers Rakor Desmigratif" in answer.content.decode() or field == "source"
    assert not Figure.objects.exists()


def test_an_edit_of_somebody_else_is_shown_and_nothing_typed_is_lost(db, analis, as_user):
    figure, client = make_figure(), as_user(analis)
    form = client.get(url("edit", figure)).context["form"]
    assert (form["value"].value(), form["region"].value()) == ("11.589", TULUNGAGUNG)
    with acting_as(SYSTEM):
        correct_figure(figure=figure, version=1, reason="Salah ketik", by=SYSTEM, value=Decimal(11598))
    data = {**typed(value="11.590"), "version": 1, "reason": "Dibaca ulang"}
    answer = client.post(url("edit", figure), data)
    assert answer.status_code == 422
    assert ("Angka", "11.598") in answer.context["stored"]
    assert answer.context["form"]["value"].value() == "11.590"
    assert client.post(url("edit", figure), {**data, "version": 2}).status_code == 302
    figure.refresh_from_db()
    assert figure.value_words == "11.590"


def test_a_figure_about_a_village_keeps_its_village_when_it_is_edited(db, analis, as_user):
    figure = make_figure(region="35.04.14.2011")
    data = {**typed(region="35.04.14.2011", value="9"), "version": 1, "reason": "Dibaca ulang"}
    assert as_user(analis).post(url("edit", figure), data).status_code == 302
    figure.refresh_from_db()
    assert (figure.region_id, figure.value_words) == ("35.04.14.2011", "9")


def test_a_camat_reads_and_can_neither_add_nor_comment(db, camat, as_user):
    figure, client = make_figure(), as_user(camat)
    page = client.get(reverse("published-figure-list")).content.decode()
    assert figure.label in page
    assert reverse("published-figure-add") not in page
    detail = client.get(url("detail", figure)).content.decode()
    assert url("edit", figure) not in detail
    assert url("comment", figure) not in detail
    for path in (
        reverse("published-figure-add"),
        url("edit", figure),
        url("withdraw", figure),
        url("comment", figure),
    ):
        assert client.post(path, typed()).status_code == 403


def test_the_analyst_comments_and_everybody_reads_it(db, analis, petugas, as_user):
    figure = make_figure()
    assert as_user(analis).post(url("comment", figure), {"comment": "Tanyakan definisinya."}).status_code == 302
    assert "Tanyakan definisinya." in as_user(petugas).get(url("detail", figure)).content.decode()


def test_the_list_is_filtered_by_subject_year_and_place_and_leaves_as_a_file(db, petugas, as_user):
    client, address = as_user(petugas), reverse("published-figure-list")
    make_figure()
    make_figure(label="Remitansi Indonesia", subject="REMITANSI", region="", value=Decimal("9.71"), decimals=2)
    make_figure(label="Juni 2024", period_start=date(2024, 1, 1), period_end=date(2024, 6, 30))

    def labels(**query):
        return {row.label for row in client.get(address, query).context["page"].rows}

    assert labels(subject="REMITANSI") == {"Remitansi Indonesia"}
    assert labels(year="2024") == {"Juni 2024"}
    assert labels(region="ID") == {"Remitansi Indonesia"}
    assert labels(q="remitansi indonesia") == {"Remitansi Indonesia"}
    assert client.get(address, {"year": "1800"}).status_code == 400
    assert client.get(address, {"tahun": "2022"}).status_code == 400
    file = client.get(address, {"subject": "REMITANSI", "unduh": "csv"})
    text = file.content.decode("utf-8-sig")
    assert "9,71" in text
    assert "11589" not in text
    assert client.get(address, {"unduh": "xlsx"}).status_code == 200


def test_the_steward_corrects_in_the_admin_and_the_journal_says_so(db, penata, as_user):
    figure, client = make_figure(), as_user(penata)
    path = reverse("admin:reporting_figure_change", args=[figure.pk])
    form = client.get(path).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(path, {**data, "publisher": "Kemenko PMK RI", "reason": "Nama penerbit lengkap"})
    assert answer.status_code == 302, answer.content
    figure.refresh_from_db()
    assert figure.publisher == "Kemenko PMK RI"
    entry = FigureLog.objects.filter(record_id=figure.pk).order_by("-seq")[0]
    assert (entry.kind, entry.by, entry.comment) == ("KOREKSI", penata, "Nama penerbit lengkap")


# ---- What comes with the system -----------------------------------------------------------------------------------


def test_the_figures_that_come_with_the_system_load_once_and_keep_what_was_done_since(db):
    total = len(read_figures())
    assert load_figures() == (total, total)
    of_2022 = [row for row in figures_for(TULUNGAGUNG, "PENEMPATAN") if row.period_start.year == 2022]
    assert {row.value_words for row in of_2022} == {"11.589", "5.202", "4.000"}
    seed = next(row for row in of_2022 if row.value_words == "11.589")
    assert {row.value_words for row in rivals_of(seed)} == {"5.202", "4.000"}
    with acting_as(SYSTEM):
        withdraw_figure(figure=seed, version=1, reason="Salah kutip", by=SYSTEM)
    assert load_figures() == (0, total)
    seed.refresh_from_db()
    assert seed.is_withdrawn


# ---- API ------------------------------------------------------------------------------------------------------------


def test_the_api_gives_the_figures_that_stand_with_all_their_keys(db, agreement, caller):  # noqa: F811
    figure, gone = make_figure(), make_figure(**SENT)
    with acting_as(SYSTEM):
        withdraw_figure(figure=gone, version=1, reason="Salah kutip", by=SYSTEM)
    api = caller(agreement)
    (row,) = api.rows("figures/")
    assert row.keys() == {
        "id", "subject", "label", "value", "decimals", "unit", "definition", "region_code", "period_label",
        "period_start", "period_end", "source", "publisher", "url", "published_on", "accessed_on", "note",
    }  # fmt: skip
    assert (row["id"], row["value"], row["region_code"], row["published_on"]) == (
        str(figure.pk), 11589.0, TULUNGAGUNG, "2023-04",
    )  # fmt: skip
    assert api.get(f"figures/{figure.pk}/").json() == row
    assert api.get(f"figures/{gone.pk}/").status_code == 404
    assert api.get("figures/x/").status_code == 404
    assert api.rows("figures/", {"subject": "REMITANSI"}) == []
    assert api.rows("figures/", {"region_code": TULUNGAGUNG}) == [row]
