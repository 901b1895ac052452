"""Show a whole NIK or KK number: with a reason, counted and written down before it is shown (security.md P-09)."""

from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.http import Http404

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import Actor, narrowed
from desmigratif.rights.enums import RevealedField, RevealReason
from desmigratif.rights.models import Reveal
from desmigratif.rights.services.limits import TooManyError, long_reason
from workers.models import Family, Person
from workers.services import open_kk, open_nik
from workers.services.cleaning import clean_code

MOST_AN_HOUR, MOST_A_DAY = 10, 20


@transaction.atomic
def reveal_nik(*, person: Person, reason_code: str, reason: str, by: Actor) -> str:
    """The whole NIK of a person, after its row in the list of reveals.

    Raises Http404 out of scope, DomainError without a fitting reason or NIK, TooManyError above 10 an hour or 20 a
    day of one user, over all assignments.
    """
    found = Person.objects.visible_to(by).filter(pk=person.pk).first()
    if found is None:
        raise Http404
    if not found.has_nik:
        raise DomainError("Orang ini belum punya NIK di sini.")
    _note(found, RevealedField.NIK, reason_code, reason, by, person=found)
    return open_nik(found)


@transaction.atomic
def reveal_kk(*, family: Family, reason_code: str, reason: str, by: Actor) -> str:
    """The whole KK number of a family; as `reveal_nik`."""
    found = Family.objects.visible_to(by).filter(pk=family.pk).first()
    if found is None:
        raise Http404
    if not found.kk_masked:
        raise DomainError("Nomor KK keluarga ini belum diisi.")
    _note(found, RevealedField.KK, reason_code, reason, by, family=found)
    return open_kk(found)


def _note(record: Person | Family, field: RevealedField, reason_code: str, reason: str, by: Actor, **of: Any) -> None:
    if by.user_id is None or not by.may(Perm.NUMBER_REVEAL):
        raise Http404
    code = clean_code(reason_code, RevealReason, field="reason_code", label="Keperluan")
    words = long_reason(reason)
    with narrowed(by, record.village_code):
        _refuse_too_many()
        row = Reveal(
            id=uuid7(),
            village_code=record.village_code,
            field=field,
            reason_code=code,
            reason=words,
            by_id=by.user_id,
            by_role=by.role,
            **of,
        )
        row.full_clean(validate_unique=False)
        row.save(force_insert=True)


def _refuse_too_many() -> None:
    """The database counts, over every village: the rows of another assignment are not visible here."""
    with connection.cursor() as cursor:
        for most, back, words in (
            (MOST_AN_HOUR, timedelta(hours=1), "satu jam"),
            (MOST_A_DAY, timedelta(days=1), "sehari"),
        ):
            cursor.execute("select rights_own_reveals(make_interval(secs => %s))", [back.total_seconds()])
            if cursor.fetchone()[0] >= most:
                raise TooManyError(
                    f"Anda sudah membuka {most} nomor dalam {words}. Tunggu dulu, atau minta bantuan penata data."
                )
