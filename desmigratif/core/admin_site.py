"""The admin site: entered through the ordinary log-in (its lock-out counts here too), by right of the active role."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode

ADMIN_SITE_RIGHT = "accounts.use_admin_site"
UNUSED_URLS = frozenset({"autocomplete", "view_on_site", "password_change_done"})


class DesmigratifAdminSite(AdminSite):
    """Keeping the data right: corrections with a reason, by the services that also check the rules."""

    site_header = "Kelola data Desmigratif"
    site_title = "Kelola Desmigratif"
    index_title = "Data"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register screens that name a right. Those that packages bring ask no role table, so they are left out."""
        if hasattr(admin_class, "view_right"):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the active role may use the admin at all; each model asks for its own right."""
        return request.actor.may(ADMIN_SITE_RIGHT)

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:  # noqa: FBT001, FBT002  Django's signature
        """403 for those who are logged in without the right; the log-in page is for nobody else than strangers."""
        allowed = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return allowed(request, *args, **kwargs)

        return update_wrapper(inner, allowed)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Without the addresses nothing here uses."""
        return [url for url in super().get_urls() if getattr(url, "name", None) not in UNUSED_URLS]

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The one log-in page, which leads back here; those already in have nothing to do on it."""
        if request.user.is_authenticated:
            return HttpResponseRedirect(reverse("home"))
        wanted = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('login')}?{urlencode({REDIRECT_FIELD_NAME: wanted})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The one log-out; the browser sends the same form there."""
        return HttpResponseRedirect(reverse("logout"), preserve_request=True)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """One's own account has one page for everybody."""
        return HttpResponseRedirect(reverse("account"))
