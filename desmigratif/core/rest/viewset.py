"""The base of every endpoint: rows of the client's region, keys of the client's agreement, bytes from the database."""

import hashlib
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.exceptions import ErrorDetail, NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from desmigratif.core.reads import current_reads
from desmigratif.core.rest.cursor import BadCursor
from desmigratif.core.rest.datasets import Dataset, Field, Kind
from desmigratif.core.rest.permissions import ClientMay
from desmigratif.core.rest.pseudonym import pseudonyms, real_id
from desmigratif.core.rest.queries import ListQuery, read_query, refuse_parameters
from desmigratif.core.rest.rows import read_one, read_page

JSON = "application/json"
Rows = list[dict[str, Any]]  # inside the classes `list` is the action


def dump(payload: Any) -> bytes:
    """JSON; moments in UTC with Z, so that they can be pasted into an address; our own types as their text."""
    return orjson.dumps(payload, default=str, option=orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_DATACLASS)


def as_key(key: str, field: Field) -> Any:
    """The key of an address as the column's type; None for a text that is none."""
    if field.kind is not Kind.UUID:
        return key
    try:
        return UUID(key) if str(UUID(key)) == key else None
    except ValueError:
        return None


def named_by(model: type[Model], path: str) -> str:
    """The table of the record whose id stands in the column that `path` leads to."""
    for name in path.split("__"):
        field = model._meta.pk if name == "pk" else model._meta.get_field(name)
        model = field.related_model or model
    return model._meta.label


class ReadOnlyApi(GenericViewSet):
    """Reads only. Error texts are English whatever the site's language."""

    http_method_names = ["get", "head"]
    permission_classes = [ClientMay]
    parser_classes: ClassVar[list[type]] = []
    pagination_class = None
    filter_backends: ClassVar[list[type]] = []

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        """Nothing is written, so the transaction of the context middleware is enough; a savepoint costs 0.5 ms."""
        return transaction.non_atomic_requests(super().as_view(actions, **initkwargs))

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def answer(self, request: Request, payload: Any, *, is_reference: bool) -> HttpResponse:
        """The bytes. Reference data may be kept by the client and asked again with If-None-Match; the rest may not."""
        body = dump(payload)
        response = HttpResponse(body, content_type=JSON)
        if not is_reference:
            response["Cache-Control"] = "no-store"
            return response
        etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        return get_conditional_response(request._request, etag=etag, response=response)


class AgreementViewSet(ReadOnlyApi):
    """List and single row of one dataset.

    A subclass says which rows (`rows`), how the address names one (`find`) and what is still to be done with a page
    (`finish`).
    """

    dataset: ClassVar[Dataset]
    extra: ClassVar[tuple[str, ...]] = ()
    lookup_url_kwarg = "key"

    def fields(self) -> tuple[Field, ...]:
        """What this client's agreement opens, in the dataset's order."""
        return self.dataset.fields_for(self.request.agreement.datasets.get(self.dataset.name, ()))

    def rows(self, *, with_gone: bool) -> QuerySet:
        """Rows of the client's region. `with_gone`: those that no longer count too, for a client with a copy."""
        rows = self.dataset.model._default_manager.all()
        rows = rows.visible_to(self.request.actor) if hasattr(rows, "visible_to") else rows
        return rows if with_gone else rows.filter(**dict.fromkeys(self.dataset.gone_by))

    def find(self, rows: QuerySet, key: str) -> QuerySet:
        """The row an address names."""
        field = self.dataset.by_name[self.dataset.key]
        value = real_id(key, agreement_id=self.request.agreement.pk) if field.pseudonym else as_key(key, field)
        return rows.none() if value is None else rows.filter(**{field.column: value})

    def finish(self, rows: Rows) -> None:
        """Change rows in place before they leave."""

    def list(self, request: Request) -> HttpResponse:
        fields = self.fields()
        query = read_query(request.query_params, self.dataset, fields)
        try:
            page = read_page(
                self.rows(with_gone=query.updated_since is not None),
                dataset=self.dataset,
                fields=fields,
                query=query,
                client=request.agreement.pk,
                extra=self._extra(),
            )
        except BadCursor as error:
            detail = "This cursor belongs to another query. Follow `next` as it is."
            raise ValidationError({"cursor": [ErrorDetail(detail, code="invalid")]}) from error
        payload = {"results": self._leave(page.rows), "next": self._next(request, query, page.cursor)}
        if self.dataset.changed:
            payload["sync_from"] = page.sync_from
        return self.answer(request, payload, is_reference=self.dataset.is_reference)

    def retrieve(self, request: Request, key: str) -> HttpResponse:
        refuse_parameters(request.query_params)
        row = read_one(self.find(self.rows(with_gone=False), key), fields=self.fields(), extra=self._extra())
        if row is None:
            raise NotFound
        return self.answer(request, self._leave([row])[0], is_reference=self.dataset.is_reference)

    def _extra(self) -> tuple[str, ...]:
        """Besides what the view asks for, where the row lies: the log of who saw whom names it."""
        has_place = any(field.name == "village_code" for field in self.dataset.model._meta.local_fields)
        return (*self.extra, "village_code") if has_place else self.extra

    def _log(self, rows: Rows) -> None:
        """Everybody whom these rows are about is read (security.md P-10)."""
        reads = current_reads()
        if reads is None:
            return
        for name in [field.name for field in self.fields() if field.pseudonym]:
            what = named_by(self.dataset.model, self.dataset.by_name[name].column)
            for row in rows:
                if row[name] is not None:
                    reads.note(what, row[name], village_code=row.get("_village_code") or "")

    def _leave(self, rows: Rows) -> Rows:
        self._log(rows)
        self._disguise(rows)
        if self.dataset.gone_by:
            self._empty_gone(rows)
        self.finish(rows)
        for row in rows:
            for name in [name for name in row if name.startswith("_")]:
                del row[name]
        return rows

    def _empty_gone(self, rows: Rows) -> None:
        """Of a withdrawn row nothing leaves but what a client needs to delete its copy."""
        kept = {field.name for field in self.dataset.fields if field.always}
        for row in rows:
            if row["withdrawn"]:
                row.update(dict.fromkeys(row.keys() - kept))

    def _disguise(self, rows: Rows) -> None:
        """Ids of rows about persons become the agreement's own names for them."""
        for name in [field.name for field in self.fields() if field.pseudonym]:
            known = [row for row in rows if row[name] is not None]
            names = pseudonyms([row[name] for row in known], agreement_id=self.request.agreement.pk)
            for row, pseudonym in zip(known, names, strict=True):
                row[name] = pseudonym

    @staticmethod
    def _next(request: Request, query: ListQuery, cursor: str) -> str | None:
        if not cursor:
            return None
        kept = [(name, value) for name, value in request.query_params.items() if name != "cursor"]
        return f"{request.build_absolute_uri(request.path)}?{urlencode([*kept, ('cursor', cursor)])}"
