"""Texts of consent as rows; the consents given so far were given to the first one."""

from datetime import date

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

FIRST = "1"
BODY = """Nama saya petugas Desmigratif desa ini. Saya ingin mencatat data anak ini supaya desa bisa mendampinginya \
selama orang tuanya bekerja di luar negeri.

Yang dicatat: nama dan tanggal lahir, siapa orang tua yang bekerja di luar negeri, siapa yang mengasuh, sekolah dan \
kelasnya, seberapa sering bicara dengan orang tuanya, JKN, akta lahir, dan kalau ada, tanda bahwa anak butuh \
pertolongan.

Yang boleh melihat: petugas desa ini dan dinas tenaga kerja kabupaten. Instansi lain hanya menerima data tanpa nama, \
lewat perjanjian tertulis. Tanda risiko tidak diberikan kepada siapa pun di luar desa dan kabupaten.

Data dipakai untuk mendampingi anak dan kegiatan pengasuhan bersama. Data tidak dijual dan tidak dipakai untuk hal lain.

Bapak atau Ibu boleh menolak; layanan lain tetap diberikan. Persetujuan boleh dicabut kapan saja lewat petugas desa. \
Kalau dicabut, catatan anak langsung dikosongkan. Bapak atau Ibu juga boleh meminta melihat atau membetulkan datanya, \
dan dijawab dalam 3 x 24 jam.

Apakah Bapak atau Ibu setuju?"""


def add_first(apps, schema_editor):
    """The first text, in force since the programme began to record children."""
    apps.get_model("workers", "ConsentText").objects.create(
        version=FIRST, language="id", body=BODY, valid_from=date(2023, 1, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("workers", "0004_child_recorded_anew")]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "version",
                    models.CharField(
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*\\Z", "Versi: huruf kecil, angka, titik, dan -. Contoh: 2."
                            )
                        ],
                        verbose_name="versi",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("id", "Indonesia"),
                            ("jv", "Jawa"),
                            ("mad", "Madura"),
                            ("sas", "Sasak"),
                            ("su", "Sunda"),
                        ],
                        default="id",
                        max_length=3,
                        verbose_name="bahasa",
                    ),
                ),
                ("body", models.TextField(max_length=3000, verbose_name="teks")),
                ("valid_from", models.DateField(verbose_name="berlaku mulai")),
            ],
            options={"verbose_name": "teks persetujuan", "verbose_name_plural": "teks persetujuan"},
        ),
        migrations.RunPython(add_first, migrations.RunPython.noop),
        migrations.AddField(
            model_name="consent",
            name="text",
            field=models.ForeignKey(
                default=FIRST,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="workers.consenttext",
                verbose_name="teks yang dibacakan",
            ),
            preserve_default=False,
        ),
        migrations.RemoveField(model_name="consent", name="text_version"),
    ]
