"""The demo's mailbox: what the system would have mailed, to be opened by whoever tries it."""

import email
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

SHOWN = 30


@dataclass(frozen=True)
class Letter:
    """One mail as it is shown."""

    to: str
    subject: str
    body: str
    at: datetime


def letters(folder: Path) -> list[Letter]:
    """The newest mails in the folder of Django's file backend."""
    found = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [_read(path) for path in found[:SHOWN]]


def _read(path: Path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    text = message.get_content().rpartition("-" * 79)[0] or message.get_content()
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Letter(str(message["To"] or ""), str(message["Subject"] or ""), text.strip(), at)


@method_decorator([login_not_required, never_cache], name="dispatch")
class DemoMailbox(TemplateView):
    """Mails of the demo; 404 everywhere else."""

    template_name = "devdata/mailbox.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(settings, "DEMO", False):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(letters=letters(Path(settings.EMAIL_FILE_PATH)), **kwargs)
