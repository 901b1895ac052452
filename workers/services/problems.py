"""All broken rules at once, so that a form shows every error beside its field and nobody is sent back twice."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from desmigratif.core.errors import DomainError


class Problems:
    """Collects the DomainErrors of a service."""

    def __init__(self) -> None:
        self.found: list[DomainError] = []

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Keep the error of a block for later."""
        try:
            yield
        except DomainError as error:
            self.found.append(error)

    @property
    def fields(self) -> set[str | None]:
        """Fields that are wrong so far."""
        return {error.field for error in self.found}

    def raise_any(self) -> None:
        """Raises the one DomainError, or a ValidationError {field: errors} when there are several."""
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            by_field: dict[str, list[ValidationError]] = {}
            for error in self.found:
                by_field.setdefault(error.field or NON_FIELD_ERRORS, []).append(error)
            raise ValidationError(by_field)
