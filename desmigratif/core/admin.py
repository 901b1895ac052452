"""Base of the admin screens: rights from the role table, rows of the scope, changes through services with a reason."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from phonenumber_field.modelfields import PhoneNumberField

from desmigratif.core.admin_forms import CorrectionForm, DayInput, PartialDateInput, PhoneInput, ReasonForm
from desmigratif.core.partial_date import PartialDateField
from desmigratif.core.scope import SYSTEM, acting_as, because

MOST_COUNTED = 10_000
MOST_SEARCH_WORDS = 6
LONGEST_SEARCH = 120
LOOKUPS = frozenset({"exact", "in", "isnull", "isempty", "id__exact", "pk__exact", "code__exact"})


class CappedPaginator(Paginator):
    """Pages of the first ten thousand rows: a table of millions is never counted whole (architecture D12)."""

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:MOST_COUNTED].count()


class ReadOnlyAdmin(admin.ModelAdmin):
    """A model to look at. `view_right` names who may."""

    view_right: ClassVar[str]
    linked_by: ClassVar[tuple[str, ...]] = ()  # foreign keys that links of other pages filter by
    actions = None
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    list_per_page = 50
    paginator = CappedPaginator

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.actor.may(self.view_right)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted here: withdrawing is a service of its own."""
        return False

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """As above, before any row is read."""
        raise PermissionDenied

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Rows of the scope. Without the right: 403 before any row is read; Django would read first and ask then."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        rows = super().get_queryset(request)
        return rows.visible_to(request.actor) if hasattr(rows, "visible_to") else rows

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str | None, dict[str, Any]]]:
        """As Django's, without links to pages that the reader may not open."""
        groups = super().get_fieldsets(request, obj)
        return [
            (title, {**group, "fields": self.without_dead_ends(request, group["fields"])}) for title, group in groups
        ]

    def without_dead_ends(self, request: HttpRequest, names: Iterable[Any]) -> list[Any]:
        """Fields to show, where a relation whose screen is closed to the reader is replaced by its text."""
        related = {field.name: field.related_model for field in self.opts.fields if field.many_to_one}
        shown: list[Any] = []
        for name in names:
            screen = self.admin_site._registry.get(related.get(name))
            is_closed = screen is not None and not screen.has_view_permission(request)
            shown.append(self._as_text(name) if is_closed else name)
        return shown

    def _as_text(self, name: str) -> Callable[[Any], str]:
        """One function per field: Django compares those of the page with those to show only."""
        if name not in self._texts:

            @admin.display(description=self.opts.get_field(name).verbose_name, empty_value="-")
            def text(record: Any) -> str | None:
                found = getattr(record, name)
                return None if found is None else str(found)

            self._texts[name] = text
        return self._texts[name]

    @cached_property
    def _texts(self) -> dict[str, Callable[[Any], str]]:
        return {}

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only the filters that are offered, by equality; any other parameter is 400.

        Django would take every lookup on the model's own columns, and a bad regular expression then fails in the
        database.
        """
        offered = [self._filter_name(item) for item in self.get_list_filter(request)]
        name = next((name for name in (*offered, *self.linked_by) if f"{lookup}__".startswith(f"{name}__")), None)
        return name is not None and (lookup == name or lookup.removeprefix(f"{name}__") in LOOKUPS)

    @staticmethod
    def _filter_name(item: Any) -> str:
        if isinstance(item, tuple | list):
            return item[0]
        return getattr(item, "parameter_name", item)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """A few words: each one is another condition on every search field."""
        words = search_term[:LONGEST_SEARCH].split()[:MOST_SEARCH_WORDS]
        return super().get_search_results(request, queryset, " ".join(words))

    def view_on_site(self, obj: Any) -> str | None:
        """The record's own page, for those who have one."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Out of scope, unknown and malformed ids are all 404, as everywhere."""
        raise Http404


class ScopedAdmin(ReadOnlyAdmin):
    """A model that may be corrected, by `change_right`, through the service that `correct` calls.

    Fields named in `addable` make new records, through the service that `create` calls. There are no inlines: the
    form saves while it is checked, and nothing may be refused after that.
    """

    change_right: ClassVar[str]
    form = CorrectionForm
    add_form: ClassVar[type[ReasonForm]] = ReasonForm
    context: ClassVar[tuple[str, ...]] = ()  # those of `readonly_fields` that stand above the form
    correctable: ClassVar[tuple[str, ...]] = ()
    addable: ClassVar[tuple[str, ...]] = ()
    log_values: ClassVar[bool] = True  # False where the values are personal: the admin's log has no row security

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.actor.may(self.change_right)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.addable) and self.has_change_permission(request)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str | None, dict[str, Any]]]:
        """What record it is, what can be changed, what else is known, and last, beside the button, the reason."""
        if obj is None:
            return [(None, {"fields": [*self.addable, "reason"]})]
        known = [name for name in self.readonly_fields if name not in self.context]
        inputs, reason = self.correctable, ("reason", "read_version")
        if not self.has_change_permission(request, obj):
            inputs, reason = self.without_dead_ends(request, inputs), ()
        groups = [
            (None, self.without_dead_ends(request, self.context)),
            ("Isian", inputs),
            ("Catatan", self.without_dead_ends(request, known)),
            ("Alasan", reason),
        ]
        return [(title, {"fields": list(names)}) for title, names in groups if names]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        if obj is None:
            return []
        extra = () if self.has_change_permission(request, obj) else self.correctable
        return self.without_dead_ends(request, (*self.readonly_fields, *extra))

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return []

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> forms.Field | None:
        """Dates and phone numbers as they are written here; relations as plain lists, without pop-up windows."""
        shape = {"label": capfirst(db_field.verbose_name), "required": not db_field.blank}
        if isinstance(db_field, PartialDateField):
            return PartialDateInput(help_text="Contoh: 14-5-1988. Kalau tidak tahu, tahunnya saja.", **shape)
        if isinstance(db_field, models.DateField):
            return DayInput(help_text="Contoh: 14-5-2023.", **shape)
        if isinstance(db_field, PhoneNumberField):
            return PhoneInput(**shape)
        if db_field.remote_field:
            return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[ReasonForm]:  # noqa: FBT001, FBT002  Django's signature
        """The form, told which service to call."""
        if obj is None:
            kwargs["form"] = self.add_form
        form = super().get_form(request, obj, change=change, **kwargs)
        form.perform = lambda bound: self.perform(request=request, form=bound)
        return form

    def perform(self, *, request: HttpRequest, form: ReasonForm) -> Any:
        """Call the service and return the saved record."""
        data = form.cleaned_data
        with because(data["reason"]):
            if form.instance._state.adding:
                given = {name: data[name] for name in self.addable}
                return self.create(request=request, reason=data["reason"], data=given)
            return self.correct(
                request=request,
                record=form.instance,
                version=data["read_version"],
                reason=data["reason"],
                changes=form.changes(self.correctable),
            )

    def correct(self, *, request: HttpRequest, record: Any, version: int, reason: str, changes: dict[str, Any]) -> Any:
        """Change a record. `changes` holds the cleaned values of the changed fields only."""
        raise NotImplementedError

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> Any:
        """Make a record of `data`, the cleaned values of the `addable` fields."""
        raise NotImplementedError

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refused form answers 422, as everywhere."""
        response = super().changeform_view(request, *args, **kwargs)
        if (getattr(response, "context_data", None) or {}).get("errors"):
            response.status_code = 422
        return response

    def save_form(self, request: HttpRequest, form: ReasonForm, change: bool) -> Any:  # noqa: FBT001
        return form.saved

    def save_model(self, request: HttpRequest, obj: Any, form: ReasonForm, change: bool) -> None:  # noqa: FBT001
        """The service has saved it already."""

    def save_related(self, request: HttpRequest, form: ReasonForm, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """There is nothing beside the record."""

    def construct_change_message(
        self,
        request: HttpRequest,
        form: ReasonForm,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> str:
        return form.told(values=self.log_values)

    def log_addition(self, request: HttpRequest, obj: Any, message: str) -> LogEntry | None:
        return self.log(request, obj, message, flag=ADDITION)

    def log_change(self, request: HttpRequest, obj: Any, message: str) -> LogEntry | None:
        return self.log(request, obj, message, flag=CHANGE)

    def log(self, request: HttpRequest, obj: Any, message: str, *, flag: int = CHANGE) -> LogEntry | None:
        """A row in the admin's log, which the record's history page shows."""
        name = str(obj) if self.log_values else str(self.opts.verbose_name)
        return LogEntry.objects.create(
            user_id=request.user.pk,
            content_type_id=get_content_type_for_model(obj).pk,
            object_id=str(obj.pk),
            object_repr=name[:200],
            action_flag=flag,
            change_message=message,
        )


class SystemReadAdmin(ReadOnlyAdmin):
    """A table that only the system itself may read, shown to those with the right; the page is made as the system."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """All rows, and not the reader's own only. Without the right: 403 before any row is read."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return admin.ModelAdmin.get_queryset(self, request)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(SYSTEM):
            return _made(super().changelist_view(request, *args, **kwargs))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(SYSTEM):
            return _made(super().changeform_view(request, *args, **kwargs))

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(SYSTEM):
            return _made(super().history_view(request, *args, **kwargs))


def _made(response: HttpResponse) -> HttpResponse:
    """The response with its page made now, not after the context has ended."""
    return response.render() if hasattr(response, "render") else response
