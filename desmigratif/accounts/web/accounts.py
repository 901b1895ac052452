"""The accounts that somebody looks after: all for a system administrator, the villages' for the coordinator."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from desmigratif.accounts import services
from desmigratif.accounts.enums import CodeWay
from desmigratif.accounts.filters import UserFilter
from desmigratif.accounts.models import AccountLog, Assignment, User
from desmigratif.accounts.roles import Perm, Role
from desmigratif.accounts.services import Issued
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.accounts.web import account_forms as forms
from desmigratif.core.clock import today
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.records import TEMPLATE
from desmigratif.core.web.views import ScopedDetail, ScopedObjectMixin, ServiceForm

PLACES = Assignment.objects.select_related("region", "institution", "stands_in_for__user").order_by("-starts_on", "pk")


class AccountList(ListPage):
    """Accounts, newest first."""

    permission_required = Perm.ACCOUNT_MANAGE
    model = User
    filterset_class = UserFilter
    noun = "akun"
    title = "Pengguna"
    template_name = "accounts/list.html"

    def get_queryset(self) -> QuerySet:
        valid = PLACES.valid_on(today())
        return User.objects.kept_by(self.request.actor).prefetch_related(
            Prefetch("assignments", valid, to_attr="places")
        )


class KeptAccount(ScopedObjectMixin):
    """Finds the account among those the actor keeps; 404 otherwise, as for one that does not exist."""

    model = User
    permission_required = Perm.ACCOUNT_MANAGE

    def get_queryset(self) -> QuerySet:
        return User.objects.kept_by(self.request.actor)


class AccountDetail(KeptAccount, ScopedDetail):
    """One account: state, assignments, what can be done, what was done."""

    template_name = "accounts/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, day = self.object, today()
        places = list(PLACES.filter(user=user).prefetch_related("stand_ins__user"))
        return super().get_context_data(
            current=[row for row in places if not row.is_over],
            past=[row for row in places if row.is_over],
            code=user.codes.filter(used_at=None, ended_at=None).select_related("made_by").first(),
            sessions=services.open_sessions(user),
            factor=getattr(user, "second_factor", None),
            lines=lines_of(AccountLog, user, self.request.actor),
            is_self=user.pk == self.request.actor.user_id,
            today=day,
            **kwargs,
        )


class AccountServiceForm(ServiceForm):
    """A form of one column, of the make of the records' forms."""

    permission_required = Perm.ACCOUNT_MANAGE
    template_name = TEMPLATE
    title: ClassVar[str]
    lead: ClassVar[str] = ""
    submit_label: ClassVar[str] = "Simpan"
    back_words = "Kembali ke akun"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "actor": self.request.actor}

    def back_url(self) -> str:
        """Where "Batal" leads."""
        return self.object.get_absolute_url()

    def get_success_url(self, done: Any = None) -> str:
        return self.back_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.title,
            lead=self.lead,
            submit_label=self.submit_label,
            back_url=self.back_url(),
            back_words=self.back_words,
            **kwargs,
        )


class IssuingForm(AccountServiceForm):
    """A form that makes a code or a link. The digits are shown in the answer to the form, this once: they are kept
    nowhere, so a page that could be opened again could not show them."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.issued: Issued | None = None
        response = super().post(request, *args, **kwargs)
        if self.issued is None:
            return response
        return self.response_class(
            request=request,
            template=["accounts/issued.html"],
            context={"issued": self.issued, "person": self.issued.code.user, "is_demo": settings.DEMO},
            using=self.template_engine,
            headers={"Cache-Control": "no-store"},
        )


class AccountNew(FreshSecondFactor, IssuingForm):
    """Makes an account with an assignment, and the way to its first password."""

    form_class = forms.NewAccountForm
    title = "Akun baru"
    submit_label = "Buat akun"
    back_words = "Kembali ke Pengguna"

    def back_url(self) -> str:
        return reverse("account-list")

    def perform(self, data: dict[str, Any]) -> User:
        by = self.request.actor
        user = services.create_user(
            user_id=data["record_id"],
            username=data["username"],
            full_name=data["full_name"],
            phone=data["phone"],
            email=data["email"],
            reason=data["reason"],
            by=by,
        )
        if not user.assignments.exists():  # a second press: the first one did this
            give(user, data, by)
        self.issued = services.issue_code(user=user, way=CodeWay(data["way"]), reason=data["reason"], by=by)
        return user


def give(user: User, data: dict[str, Any], by: Any) -> Assignment:
    """The assignment of a form with role, place and days."""
    return services.assign(
        user=user,
        role=Role(data["role"]),
        level=data["level"],
        region=data["region"],
        institution=data.get("institution"),
        starts_on=data["starts_on"],
        ends_on=data["ends_on"],
        reason=data["reason"],
        by=by,
    )


class AccountCode(FreshSecondFactor, KeptAccount, IssuingForm):
    """A code or link for somebody who forgot the password, or whose first code got lost."""

    form_class = forms.NewCodeForm
    title = "Kode atau tautan untuk kata sandi"
    lead = "Pastikan dulu bahwa yang meminta benar pemilik akun. Kode yang lama tidak berlaku lagi."
    submit_label = "Buat"

    def perform(self, data: dict[str, Any]) -> User:
        way = CodeWay(data["way"])
        self.issued = services.issue_code(user=self.object, way=way, reason=data["reason"], by=self.request.actor)
        return self.object


class AccountContact(KeptAccount, AccountServiceForm):
    """Puts name and contact right."""

    form_class = forms.ContactForm
    title = "Ubah nama dan kontak"
    success_message = "Nama dan kontak tersimpan."

    def get_initial(self) -> dict[str, Any]:
        user = self.object
        return {
            "full_name": user.full_name,
            "phone": user.phone.as_national if user.phone else "",
            "email": user.email,
        }

    def perform(self, data: dict[str, Any]) -> User:
        return services.change_user(user=self.object, by=self.request.actor, **data)


class AccountDeactivate(KeptAccount, AccountServiceForm):
    """Shuts somebody out."""

    form_class = forms.WhyForm
    title = "Nonaktifkan akun"
    lead = "Orang ini langsung keluar dari semua perangkat dan tidak bisa masuk lagi. Catatannya tetap ada."
    submit_label = "Nonaktifkan"
    success_message = "Akun dinonaktifkan."

    def perform(self, data: dict[str, Any]) -> User:
        return services.deactivate_user(user=self.object, reason=data["reason"], by=self.request.actor)


class AccountReactivate(KeptAccount, AccountServiceForm):
    """Lets somebody in again."""

    form_class = forms.WhyForm
    title = "Aktifkan lagi akun"
    lead = "Orang ini bisa masuk lagi, dengan penugasan yang masih berlaku."
    submit_label = "Aktifkan"
    success_message = "Akun aktif lagi."

    def perform(self, data: dict[str, Any]) -> User:
        return services.reactivate_user(user=self.object, reason=data["reason"], by=self.request.actor)


class AccountAssign(FreshSecondFactor, KeptAccount, AccountServiceForm):
    """Gives another role or place."""

    form_class = forms.AssignForm
    title = "Beri penugasan"
    success_message = "Penugasan tersimpan. Berlaku mulai halaman berikutnya yang dibuka orangnya."

    def perform(self, data: dict[str, Any]) -> Assignment:
        return give(self.object, data, self.request.actor)


class AccountSessionsEnd(KeptAccount, AccountServiceForm):
    """Ends all sessions of somebody, for instance when a telephone was lost."""

    form_class = forms.WhyForm
    title = "Keluarkan dari semua perangkat"
    lead = "Orang ini harus masuk lagi dengan kata sandinya. Isian yang belum disimpan di perangkatnya bisa hilang."
    submit_label = "Keluarkan"
    success_message = "Semua perangkat sudah dikeluarkan."

    def perform(self, data: dict[str, Any]) -> int:
        return services.end_sessions(user=self.object, reason=data["reason"], by=self.request.actor)


class AccountSecondFactorRemove(FreshSecondFactor, KeptAccount, AccountServiceForm):
    """Takes a lost second factor from an account."""

    form_class = forms.WhyForm
    title = "Lepas kode kedua"
    lead = (
        "Hanya kalau HP dan kode pemulihannya hilang. Pastikan dulu orangnya. Kalau perannya wajib memakai kode kedua,"
        " orang ini memasangnya lagi saat masuk."
    )
    submit_label = "Lepas"
    success_message = "Kode kedua dilepas."

    def perform(self, data: dict[str, Any]) -> None:
        services.remove_second_factor(user=self.object, reason=data["reason"], by=self.request.actor)


class KeptAssignment(ScopedObjectMixin):
    """Finds the assignment of an account that the actor keeps."""

    model = Assignment

    def get_queryset(self) -> QuerySet:
        kept = User.objects.kept_by(self.request.actor)
        return PLACES.filter(user__in=kept).select_related("user", "region", "institution")

    def back_url(self) -> str:
        """Back to whose assignment it is."""
        return self.object.user.get_absolute_url()


class AssignmentEnd(KeptAssignment, AccountServiceForm):
    """Ends an assignment."""

    form_class = forms.EndForm
    title = "Akhiri penugasan"
    submit_label = "Akhiri"
    success_message = "Hari terakhir tersimpan."

    def perform(self, data: dict[str, Any]) -> Assignment:
        return services.end_assignment(assignment=self.object, by=self.request.actor, **data)


class AssignmentStandIn(FreshSecondFactor, KeptAssignment, AccountServiceForm):
    """Lets a colleague do the work while somebody is away."""

    form_class = forms.StandInForm
    title = "Pengganti sementara"
    lead = "Pengganti mendapat peran dan wilayah yang sama untuk hari-hari itu, lalu berakhir sendiri."
    success_message = "Pengganti tersimpan."

    def perform(self, data: dict[str, Any]) -> Assignment:
        return services.stand_in(assignment=self.object, by=self.request.actor, **data)
