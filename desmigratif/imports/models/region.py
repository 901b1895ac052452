"""The region of whoever uploaded: it decides who sees a batch."""

from django.db import models
from django.db.models.functions import Left


class OfUploader(models.Model):
    """Scope columns from the code of the uploader's assignment.

    A batch of a village is seen by that village and by the levels above it; one of a kabupaten by no village, because
    its code is no village's.
    """

    code = models.CharField("kode wilayah", max_length=13)
    village_code = models.GeneratedField(
        expression=Left("code", 13), output_field=models.CharField(max_length=13), db_persist=True
    )
    kec_code = models.GeneratedField(
        expression=Left("code", 8), output_field=models.CharField(max_length=8), db_persist=True
    )
    kab_code = models.GeneratedField(
        expression=Left("code", 5), output_field=models.CharField(max_length=5), db_persist=True
    )
    prov_code = models.GeneratedField(
        expression=Left("code", 2), output_field=models.CharField(max_length=2), db_persist=True
    )

    class Meta:
        abstract = True
