"""One error shape for every endpoint; a database that is away is answered by `core.web.pages`, with 503."""

from django.db import InterfaceError, OperationalError
from drf_standardized_errors.handler import ExceptionHandler


class ApiExceptionHandler(ExceptionHandler):
    """The package's handler turns everything unknown into 500; an absent database must stay 503 with Retry-After."""

    def should_not_handle(self, exc: Exception) -> bool:
        return isinstance(exc, OperationalError | InterfaceError) or super().should_not_handle(exc)
