"""Families: the list, one family, a new one, its members."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.records import ConfirmForm, RecordAdd, RecordForm, ReturnRecord, WhyForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from workers import services
from workers.enums import RecordStatus
from workers.filters import FamilyFilter
from workers.models import Child, Family, FamilyLog, FamilyMembership, Person
from workers.web.forms.family import (
    MOST_ROWS,
    ROWS,
    EndMembershipForm,
    FamilyEditForm,
    FamilyForm,
    HeadForm,
    MemberForm,
    member_of,
)


class FamilyList(ListPage):
    """Families of the actor's region."""

    permission_required = Perm.FAMILY_VIEW
    model = Family
    filterset_class = FamilyFilter
    template_name = "workers/family/list.html"
    noun = "keluarga"
    title = "Keluarga"
    shown_filters = ("q", "record_status", "has_children")

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("head").with_counts()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        names = dict(Region.objects.filter(pk__in={row.village_code for row in rows}).values_list("pk", "name"))
        for row in rows:
            row.village_name = names.get(row.village_code, "")
        return {**context, "sees_villages": self.request.actor.level is not Level.DESA}


class FamilyDetail(ScopedDetail):
    """Who is in the family, who was, its children, what happened to the record."""

    permission_required = Perm.FAMILY_VIEW
    model = Family
    template_name = "workers/family/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("head")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        family, actor = self.object, self.request.actor
        rows = family.memberships.visible_to(actor).select_related("person").in_order()
        members = [row for row in rows if not row.ended]
        people = [row.person_id for row in members]
        children = {
            child.person_id: child
            for child in Child.objects.visible_to(actor).current().filter(person__in=people).with_names()
        }
        for row in members:
            row.child = children.get(row.person_id)
        is_open = not family.is_withdrawn
        waiting = is_open and family.record_status == RecordStatus.KIRIM
        return super().get_context_data(
            village=Region.objects.filter(pk=family.village_code).first(),
            members=members,
            former=[row for row in rows if row.ended],
            lines=lines_of(FamilyLog, family, actor),
            may_change=actor.may(Perm.FAMILY_CHANGE) and is_open,
            may_decide=actor.may(Perm.PERSON_VERIFY) and waiting,
            **kwargs,
        )


class FamilyAdd(RecordAdd):
    """A household and its members on one page."""

    permission_required = Perm.FAMILY_CHANGE
    form_class = FamilyForm
    template_name = "workers/family/add.html"
    title = "Catat keluarga"
    list_name = "family-list"
    submit_label = "Simpan keluarga"
    success_message = "Keluarga tersimpan dan terkirim ke kabupaten untuk diperiksa."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.level is not Level.DESA:
            return self.render_to_response(self.get_context_data(form=None, only_villages=True))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Without a script "Tambah baris" sends the form: it comes back longer, with everything typed."""
        if request.actor.level is not Level.DESA:
            return self.render_to_response(self.get_context_data(form=None, only_villages=True), status=422)
        if "more" in request.POST:
            data = request.POST.copy()
            typed = data.get(ROWS, "")
            count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 1
            data[ROWS] = str(min(MOST_ROWS, count + 1))
            form = FamilyForm(data, by=request.actor)
            form._errors = {}  # nothing was asked yet: no error may be shown
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> Family:
        form = self.bound
        return services.register_family(
            record_id=data["record_id"],
            kk=data["kk"],
            details=form.details(),
            members=form.members(),
            by=self.request.actor,
        )

    def get_form(self, form_class: Any = None) -> FamilyForm:
        self.bound = super().get_form(form_class)
        return self.bound


class AboutFamily(RecordForm):
    """A form about one family."""

    permission_required = Perm.FAMILY_CHANGE
    model = Family

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("head")


class FamilyEdit(AboutFamily):
    """The household's own fields."""

    form_class = FamilyEditForm
    title = "Ubah data keluarga"
    names = ("address", "hamlet", "rt", "rw", "welfare_decile")
    success_message = "Perubahan tersimpan."

    def get_initial(self) -> dict[str, Any]:
        answer = {None: "", True: "YA", False: "TIDAK"}[self.object.receives_aid]
        return {**super().get_initial(), "receives_aid": answer}

    def get_form_kwargs(self) -> dict[str, Any]:
        needs = self.object.is_verified or self.request.actor.level is not Level.DESA
        return {
            **super().get_form_kwargs(),
            "by": self.request.actor,
            "family": self.object,
            "needs_reason": needs,
        }

    def perform(self, data: dict[str, Any]) -> Family:
        changes = {name: data[name] for name in ("kk", *self.names, "receives_aid")}
        return services.correct_family(
            family=self.object,
            version=data["version"],
            changes=changes,
            reason=data.get("reason", ""),
            by=self.request.actor,
        )


class MemberAdd(AboutFamily):
    """One more member."""

    form_class = MemberForm
    template_name = "workers/family/member_add.html"
    title = "Tambah anggota keluarga"
    success_message = "Anggota keluarga tersimpan."

    def get_initial(self) -> dict[str, Any]:
        return {}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor, "family": self.object}

    def perform(self, data: dict[str, Any]) -> FamilyMembership:
        return services.add_member(
            family=self.object,
            member=member_of(data, "m0"),
            record_id=data["record_id"],
            starts_on=data["m0-starts_on"],
            by=self.request.actor,
        )


class MemberEnd(RecordForm):
    """Somebody leaves the family."""

    permission_required = Perm.FAMILY_CHANGE
    model = FamilyMembership
    form_class = EndMembershipForm
    submit_label = "Akhiri keanggotaan"
    success_message = "Tersimpan. Orangnya tetap tercatat."

    def get_queryset(self) -> Any:
        return super().get_queryset().current().select_related("person", "family__head")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = f"{self.object.person.full_name} keluar dari keluarga ini"
        return super().get_context_data(title=title, back_words="Kembali ke keluarga", **kwargs)

    def perform(self, data: dict[str, Any]) -> Family:
        return services.end_membership(
            membership=self.object, ends_on=data["ends_on"], version=data["version"], by=self.request.actor
        )


class HeadChange(AboutFamily):
    """Another head."""

    form_class = HeadForm
    title = "Ganti kepala keluarga"
    success_message = "Kepala keluarga diganti. Riwayat lamanya tetap tersimpan."

    def get_form_kwargs(self) -> dict[str, Any]:
        members = self.object.memberships.visible_to(self.request.actor).current().select_related("person").in_order()
        return {**super().get_form_kwargs(), "members": members}

    def perform(self, data: dict[str, Any]) -> Family:
        return services.change_head(
            family=self.object,
            new_head=data["new_head"],
            old_relation=data["old_relation"],
            version=data["version"],
            by=self.request.actor,
        )


class FamilyWithdraw(AboutFamily):
    """Take a family recorded by mistake out of the lists."""

    form_class = WhyForm
    title = "Tarik catatan keluarga ini"
    lead = "Keluarga hilang dari daftar; orang-orangnya tetap tercatat dan bisa masuk keluarga lain."
    submit_label = "Tarik keluarga"
    success_message = "Keluarga ditarik."

    def perform(self, data: dict[str, Any]) -> Family:
        return services.withdraw_family(
            family=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("family-list")


class FamilyVerify(AboutFamily):
    """The district confirms: one button, also on the family's page."""

    permission_required = Perm.PERSON_VERIFY
    form_class = ConfirmForm
    title = "Verifikasi keluarga ini?"
    submit_label = "Verifikasi"
    success_message = "Keluarga terverifikasi."

    def perform(self, data: dict[str, Any]) -> Family:
        return services.verify_family(family=self.object, version=data["version"], by=self.request.actor)


class FamilyReturn(AboutFamily, ReturnRecord):
    """The district sends it back."""

    permission_required = Perm.PERSON_VERIFY
    success_message = "Keluarga dikembalikan ke petugas desa."

    def perform(self, data: dict[str, Any]) -> Family:
        return services.return_family(
            family=self.object, comment=data["reason"], version=data["version"], by=self.request.actor
        )


class FamilyComment(CommentOn):
    """A comment on a family."""

    permission_required = Perm.PERSON_COMMENT
    model = Family
    journal = FamilyLog

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("head")


class PersonComment(CommentOn):
    """A comment on a person; it stands in the person's history."""

    permission_required = Perm.PERSON_COMMENT
    model = Person
    journal = FamilyLog


class PersonFamily(ScopedDetail):
    """From a person to the family: the way the profile links."""

    permission_required = Perm.FAMILY_VIEW
    model = Person

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = FamilyMembership.objects.visible_to(request.actor).current().filter(person=self.object).first()
        if row is None:
            raise Http404
        return HttpResponseRedirect(reverse("family-detail", args=[row.family_id]))
