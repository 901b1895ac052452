"""OAuth2 scopes: a client may ask for the datasets of its agreement and for nothing else."""

from typing import Any

from oauth2_provider.scopes import BaseScopes

from desmigratif.exchange.catalogue import DATASETS, UNDER_AGREEMENT
from desmigratif.exchange.models import ApiClient

REFERENCE_SCOPE = "reference:read"  # so that a client whose agreement names reference data only has a scope too


class AgreementScopes(BaseScopes):
    """Asked by the token endpoint."""

    def get_all_scopes(self) -> dict[str, str]:
        """Every scope there is."""
        named = {dataset.scope: dataset.label_en for dataset in UNDER_AGREEMENT.values()}
        return {REFERENCE_SCOPE: "Reference data", **named}

    def get_available_scopes(self, application: ApiClient | None = None, *args: Any, **kwargs: Any) -> list[str]:
        """Those of the client's agreement."""
        if application is None:
            return []
        named = application.agreement.datasets
        return [REFERENCE_SCOPE, *(DATASETS[name].scope for name in UNDER_AGREEMENT if name in named)]

    def get_default_scopes(self, application: ApiClient | None = None, *args: Any, **kwargs: Any) -> list[str]:
        """All of them, when the client asks for none in particular."""
        return self.get_available_scopes(application)
