"""Bases of every page: the right, the rows, and a form whose errors stand beside their fields."""

import re
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.generic import TemplateView, View
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.edit import FormMixin

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.models import ScopedQuerySet
from desmigratif.core.nik import mask_nik
from desmigratif.core.scope import because

REASONS = ("reason", "comment")
NIK_RUN = re.compile(r"(?<!\d)(?:\d[\s.\-]?){15}\d(?!\d)")


class ScopedView(View):
    """A view for those whose role has `permission_required`.

    Without the right: 403 before any row is read, so the answer is the same whether the row exists or not.
    """

    permission_required: ClassVar[str]
    costs: ClassVar[int] = 0  # units of a user's minute (PAGE_LIMITS); for pages that cost the database much

    @classmethod
    def cost_of(cls, request: HttpRequest) -> int:  # noqa: ARG003  lists look into it
        """What this request costs."""
        return cls.costs

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.may(self.permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ScopedPage(ScopedView, TemplateView):
    """A page without a form."""


class ScopedObjectMixin:
    """Finds the row of the URL among those the actor may see; 404 otherwise, as for an id that does not exist."""

    model: ClassVar[type[models.Model]]

    def get_queryset(self) -> ScopedQuerySet:
        """Rows to look in; a view adds its joins here."""
        return self.model._default_manager.all().visible_to(self.request.actor)

    def get_object(self) -> Any:
        found = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    @property
    def object(self) -> Any:
        """The row, read once a request."""
        if not hasattr(self, "_object"):
            self._object = self.get_object()
        return self._object


class ScopedDetail(ScopedObjectMixin, ScopedPage):
    """A page about one row, in the context as `object`."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, **kwargs)


class ServiceForm(FormMixin, TemplateResponseMixin, ScopedView):
    """A form that calls one service.

    `perform(data)` returns the changed object. A DomainError goes to its field; a StaleVersion shows the conflict with
    everything typed still there. A refused form answers 422, so that nothing between caches it as a success.
    """

    success_message = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if form.is_valid():
            try:
                with because(reason_in(form.cleaned_data)):
                    done = self.perform(form.cleaned_data)
            except StaleVersion as error:
                form.add_error(None, error)
                return self.refused(form, conflict=error.current)
            except ValidationError as error:
                add_domain_error(form, error)
            else:
                if self.success_message:
                    messages.success(request, self.success_message)
                return HttpResponseRedirect(self.get_success_url(done))
        return self.refused(form)

    def refused(self, form: Form, **context: Any) -> HttpResponse:
        """The page again, with every error at once and everything typed."""
        return self.render_to_response(self.get_context_data(form=form, **context), status=422)

    def perform(self, data: dict[str, Any]) -> Any:
        """Call the service."""
        raise NotImplementedError

    def get_success_url(self, done: Any = None) -> str:
        return done.get_absolute_url()


class ObjectServiceForm(ScopedObjectMixin, ServiceForm):
    """A form about one existing row."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(object=self.object, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(request, *args, **kwargs)


def reason_in(data: dict[str, Any]) -> str:
    """Why something is done, where the form asks it: kept in history beside what changed, so without a NIK."""
    given = next((str(data[name]).strip() for name in REASONS if data.get(name)), "")
    return NIK_RUN.sub(lambda found: mask_nik(re.sub(r"\D", "", found[0])), given)


def add_domain_error(form: Form, error: ValidationError) -> None:
    """Put a service's error beside the field it names; a model's field without an input goes to the top."""
    if isinstance(error, DomainError):
        form.add_error(error.field if error.field in form.fields else None, error)
    elif hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, error)
