"""Tables of data exchange."""

from desmigratif.exchange.models.agreement import Agreement
from desmigratif.exchange.models.oauth import AccessToken, ApiClient, DeviceGrant, Grant, IDToken, RefreshToken

__all__ = ["AccessToken", "Agreement", "ApiClient", "DeviceGrant", "Grant", "IDToken", "RefreshToken"]
