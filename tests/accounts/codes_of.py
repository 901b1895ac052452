"""What an authenticator application would show."""

from django_otp.oath import TOTP

from desmigratif.accounts import services
from desmigratif.accounts.models import SecondFactor


def code_of(factor: SecondFactor, *, later: int = 0) -> str:
    """The six digits of now, or of so many steps of 30 seconds later."""
    totp = TOTP(services.key_of(factor), drift=later)
    return f"{totp.token():06}"
