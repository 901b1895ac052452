"""Changes to agreements and their clients. One person drafts, another approves (P-36)."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import CODE_LENGTHS, Actor, Level
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from desmigratif.exchange.enums import AgreementStatus, Tier
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.reference.models import Institution, Region

MAX_CLIENTS = 2  # the second is for changing a secret without a gap
LONGEST = timedelta(days=5 * 366)
SECRET_BYTES = 48
LEVEL_OF_LENGTH = {length: level for level, length in CODE_LENGTHS.items()}


def check_datasets(datasets: Mapping[str, Sequence[str]], tier: str) -> dict[str, list[str]]:
    """The datasets in canonical form, with the fields that are always there.

    Raises DomainError when a name is unknown or above the tier, or when nothing is named.
    """
    found: dict[str, list[str]] = {}
    for name, wanted in datasets.items():
        dataset = UNDER_AGREEMENT.get(name)
        if dataset is None:
            raise DomainError(f"Data {name} tidak dikenal.", field="datasets")
        allowed = {field.name for field in dataset.allowed_in(tier)}
        if not allowed:
            raise DomainError(f"{dataset.label}: baru boleh dibuka mulai tingkat {_lowest(dataset)}.", field=name)
        unknown = sorted(set(wanted) - set(dataset.by_name))
        above = [dataset.by_name[item].label for item in wanted if item in dataset.by_name and item not in allowed]
        if unknown:
            raise DomainError(f"{dataset.label}: kolom {', '.join(unknown)} tidak dikenal.", field=name)
        if above:
            raise DomainError(f"{dataset.label}: {', '.join(above)} tidak boleh pada tingkat {tier}.", field=name)
        found[name] = [field.name for field in dataset.fields_for(wanted)]
    if not found:
        raise DomainError("Pilih paling sedikit satu data yang dibuka.", field="datasets")
    return found


def _lowest(dataset: Any) -> str:
    return max(field.tier for field in dataset.fields if field.always)


def level_of(region: Region | None) -> Level:
    """The level a region stands on; without a region the whole country."""
    return Level.NATION if region is None else LEVEL_OF_LENGTH[len(region.pk)]


@dataclass(frozen=True)
class Terms:
    """What an agreement says. `datasets` maps names of datasets to names of fields; no region means the nation."""

    number: str
    institution: Institution
    purpose: str
    legal_basis: str
    tier: Tier
    region: Region | None
    datasets: Mapping[str, Sequence[str]]
    starts_on: date
    ends_on: date


@transaction.atomic
def draft_agreement(*, terms: Terms, by: Actor, record_id: UUID | None = None) -> Agreement:
    """Write down an agreement; nobody can use it before it is approved. A resend of `record_id` changes nothing.

    Raises DomainError for datasets, dates or a number that can't be.
    """
    existing = Agreement.objects.filter(pk=record_id, drafted_by=by.user_id).first() if record_id else None
    if existing is not None:
        return existing
    assert by.user_id is not None
    agreement = Agreement(drafted_by_id=by.user_id)
    if record_id:
        agreement.pk = record_id
    _apply(terms, agreement)
    return agreement.save_new(by=by)


@transaction.atomic
def change_draft(*, agreement: Agreement, version: int, terms: Terms, by: Actor) -> Agreement:
    """Correct a draft. Whoever changes it becomes its drafter and so can't approve it.

    Raises DomainError once it is approved: what was approved is what is shared.
    """
    agreement = Agreement.objects.lock(pk=agreement.pk, version=version)
    if agreement.status != AgreementStatus.DRAF:
        raise DomainError("Perjanjian ini sudah disetujui. Akhiri, lalu susun yang baru.")
    assert by.user_id is not None
    agreement.drafted_by_id = by.user_id
    _apply(terms, agreement)
    return agreement.save_changed(by=by)


def _apply(terms: Terms, agreement: Agreement) -> None:
    if terms.ends_on < terms.starts_on:
        raise DomainError("Tanggal berakhir harus sama dengan atau sesudah tanggal mulai.", field="ends_on")
    if terms.ends_on < today():
        raise DomainError("Tanggal berakhir harus hari ini atau sesudahnya.", field="ends_on")
    if terms.ends_on - terms.starts_on > LONGEST:
        raise DomainError("Perjanjian paling lama lima tahun.", field="ends_on")
    if Agreement.objects.filter(number=terms.number).exclude(pk=agreement.pk).exists():
        raise DomainError("Nomor perjanjian ini sudah dipakai.", field="number")
    agreement.number, agreement.institution, agreement.region = terms.number, terms.institution, terms.region
    agreement.purpose, agreement.legal_basis, agreement.tier = terms.purpose, terms.legal_basis, terms.tier
    agreement.level = level_of(terms.region)
    agreement.datasets = check_datasets(terms.datasets, terms.tier)
    agreement.starts_on, agreement.ends_on = terms.starts_on, terms.ends_on


@transaction.atomic
def approve_agreement(*, agreement: Agreement, version: int, by: Actor) -> Agreement:
    """Put a draft into force.

    Raises DomainError when it is no draft, has passed its last day, or `by` wrote it.
    """
    agreement = Agreement.objects.lock(pk=agreement.pk, version=version)
    if agreement.status != AgreementStatus.DRAF:
        raise DomainError("Perjanjian ini bukan draf lagi.")
    if agreement.drafted_by_id == by.user_id:
        raise DomainError("Penyusun perjanjian tidak boleh menyetujuinya sendiri.")
    if agreement.ends_on < today():
        raise DomainError("Tanggal berakhirnya sudah lewat. Minta penyusun memperbaikinya.")
    agreement.status = AgreementStatus.SETUJU
    agreement.approved_by_id, agreement.approved_at = by.user_id, timezone.now()
    return agreement.save_changed(by=by)


@transaction.atomic
def end_agreement(*, agreement: Agreement, version: int, reason: str, by: Actor) -> Agreement:
    """End it before its day. Its tokens are refused from the next request on."""
    agreement = Agreement.objects.lock(pk=agreement.pk, version=version)
    if agreement.status == AgreementStatus.BERAKHIR:
        raise DomainError("Perjanjian ini sudah diakhiri.")
    agreement.status, agreement.ended_reason = AgreementStatus.BERAKHIR, reason
    return agreement.save_changed(by=by)


@transaction.atomic
def create_client(*, agreement: Agreement, name: str, by: Actor) -> tuple[ApiClient, str]:
    """A new client and its secret, which is kept only as a hash and can never be shown again.

    Raises DomainError when the agreement is not in force or has two active clients.
    """
    _ = by
    agreement = Agreement.objects.lock(pk=agreement.pk)
    if not agreement.is_in_force:
        raise DomainError("Klien hanya bisa dibuat untuk perjanjian yang sudah disetujui dan sedang berlaku.")
    if agreement.clients.filter(is_active=True).count() >= MAX_CLIENTS:
        raise DomainError("Sudah ada dua klien aktif. Hentikan salah satunya dulu.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return make_client(agreement=agreement, name=name, client_id=secrets.token_hex(16), secret=secret), secret


def make_client(*, agreement: Agreement, name: str, client_id: str, secret: str) -> ApiClient:
    """Insert a client; the secret field hashes what it is given."""
    client = ApiClient(
        agreement=agreement,
        name=name,
        client_id=client_id,
        client_secret=secret,
        client_type=ApiClient.CLIENT_CONFIDENTIAL,
        authorization_grant_type=ApiClient.GRANT_CLIENT_CREDENTIALS,
        expires_on=agreement.ends_on,
    )
    client.full_clean(validate_unique=False)
    client.save(force_insert=True)
    return client


@transaction.atomic
def deactivate_client(*, client: ApiClient, by: Actor) -> ApiClient:
    """Stop a client for good. Its tokens are refused from the next request on."""
    _ = by
    client = ApiClient.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if client.is_active:
        client.is_active, client.ended_at = False, timezone.now()
        client.save(update_fields=["is_active", "ended_at", "updated"])
    return client
