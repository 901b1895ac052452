"""Pages for errors that Django raises before or outside a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is old or cookies are off. The browser's back button brings the typed values back."""
    return render(request, "403_csrf.html", status=403)
