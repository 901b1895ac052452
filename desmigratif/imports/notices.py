"""What notifications of this app are about."""

from desmigratif.accounts.roles import Perm
from desmigratif.imports.models import ImportBatch
from desmigratif.notifications.subjects import register

register(ImportBatch, Perm.PERSON_IMPORT, "impor", ImportBatch.objects.all().readable_by)
