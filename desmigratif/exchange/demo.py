"""A client for trying the API on one machine."""

import base64
import hashlib
import hmac
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from desmigratif.exchange.enums import AgreementStatus, Tier
from desmigratif.exchange.models import Agreement, ApiClient
from desmigratif.exchange.services import check_datasets, level_of, make_client
from desmigratif.reference.models import Institution, Region

DEMO_NUMBER = "PKS-CONTOH-01"
DEMO_CLIENT = "klien-contoh"
DEMO_REGION = "35.04"


def demo_secret() -> str:
    """The demo client's secret: the same at every call, another on every machine, and written nowhere."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"demo api client", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


@transaction.atomic
def create_demo_client(*, drafter: User, approver: User, institution: Institution) -> tuple[str, str]:
    """Make or repair the demo agreement and client; returns client id and secret. Call it inside `acting_as(SYSTEM)`.

    Tier T2, all datasets, Kabupaten Tulungagung. Raises DomainError where settings do not allow demo accounts.
    """
    if not getattr(settings, "DEMO", False):
        raise DomainError("The demo client exists on demo and development installations only.")
    agreement = Agreement.objects.filter(number=DEMO_NUMBER).first() or Agreement(number=DEMO_NUMBER)
    is_new = agreement._state.adding
    agreement.institution = institution
    agreement.purpose = "Mencoba API dengan data contoh."
    agreement.legal_basis = "Perjanjian contoh; semua data di dalamnya rekaan."
    agreement.tier, agreement.region = Tier.T2, Region.objects.get(pk=DEMO_REGION)
    agreement.level = level_of(agreement.region)
    fields = {name: [field.name for field in dataset.allowed_in(Tier.T2)] for name, dataset in UNDER_AGREEMENT.items()}
    agreement.datasets = check_datasets(fields, Tier.T2)
    agreement.starts_on, agreement.ends_on = date(today().year, 1, 1), date(today().year + 1, 12, 31)
    agreement.drafted_by, agreement.approved_by = drafter, approver
    agreement.status, agreement.approved_at = AgreementStatus.SETUJU, agreement.approved_at or timezone.now()
    agreement = agreement.save_new(by=SYSTEM) if is_new else agreement.save_changed(by=SYSTEM)
    secret = demo_secret()
    client = ApiClient.objects.filter(client_id=DEMO_CLIENT).first()
    if client is None:
        make_client(agreement=agreement, name="Klien contoh", client_id=DEMO_CLIENT, secret=secret)
    else:
        client.is_active, client.expires_on = True, agreement.ends_on
        if not check_password(secret, client.client_secret):
            client.client_secret = secret
        client.save()
    return DEMO_CLIENT, secret
