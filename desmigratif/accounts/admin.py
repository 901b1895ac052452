"""Users and their assignments, kept by the system administrator. Nobody is deleted: records name who wrote them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from desmigratif.accounts import services
from desmigratif.accounts.models import Assignment, LevelChoice, User
from desmigratif.accounts.roles import Perm, Role, rule_of
from desmigratif.core.admin import ScopedAdmin
from desmigratif.core.admin_forms import ReasonForm
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import CODE_LENGTHS, Level
from desmigratif.reference.models import Institution, Region

LEVEL_OF_LENGTH = {length: level for level, length in CODE_LENGTHS.items()}
PASSWORD_HINT = "Sedikitnya 12 huruf. Tiga atau empat kata yang tidak berhubungan sudah baik."  # noqa: S105


def _password_field(label: str, **kwargs: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "vTextField"})
    return forms.CharField(label=label, max_length=200, strip=False, widget=widget, **kwargs)


class TwicePasswordMixin(forms.Form):
    """A password typed twice; whether it is good enough is the service's to say."""

    password = _password_field("Kata sandi", help_text=PASSWORD_HINT)
    password_again = _password_field("Kata sandi sekali lagi")

    def clean_password_again(self) -> str:
        again = self.cleaned_data["password_again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Kedua kata sandi berbeda. Ketik lagi keduanya.")
        return again


class NewUserForm(TwicePasswordMixin, ReasonForm):
    """A user with a first password, told to the user by another way."""

    class Meta:
        help_texts = {"username": "Huruf kecil, angka, titik, - dan _. Tidak bisa diubah lagi."}


class PasswordForm(TwicePasswordMixin, ReasonForm):
    """Another password for a user who forgot it."""

    class Meta:
        model = User
        fields: list[str] = []


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Who may log in."""

    view_right = change_right = Perm.USER_MANAGE
    add_form = NewUserForm
    addable = ("username", "full_name", "phone", "email", "password", "password_again")
    context = ("username", "assignments_shown", "password_page")
    correctable = ("full_name", "phone", "email", "is_active")
    readonly_fields = ("username", "password_page", "assignments_shown", "joined_at", "last_login")
    list_display = ["username", "full_name", "phone", "is_active", "joined_at", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    search_help_text = "Nama pengguna atau nama lengkap."
    ordering = ["username"]

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> User:
        given = {name: value for name, value in data.items() if name != "password_again"}
        return services.create_user(**given, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: User, version: int, reason: str, changes: dict[str, Any]
    ) -> User:
        is_active = changes.pop("is_active", record.is_active)
        saved = services.change_user(user=record, by=request.actor, **changes) if changes else record
        if is_active != record.is_active:
            move = services.reactivate_user if is_active else services.deactivate_user
            saved = move(user=record, by=request.actor)
        return saved

    @admin.display(description="kata sandi")
    def password_page(self, user: User) -> SafeString:
        """The password itself is never shown, not even as a hash."""
        return format_html(
            '<a href="{}">Ganti kata sandi</a>', reverse("admin:accounts_user_password", args=[user.pk])
        )

    @admin.display(description="penugasan")
    def assignments_shown(self, user: User) -> SafeString:
        """Links to the assignments, and to a new one."""
        rows = user.assignments.select_related("region", "institution").order_by("starts_on", "pk")
        links = [(reverse("admin:accounts_assignment_change", args=[row.pk]), row) for row in rows]
        links.append((reverse("admin:accounts_assignment_add", query={"user": user.username}), "Beri penugasan"))
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.password_view)
        return [path("<path:object_id>/password/", view, name="accounts_user_password"), *super().get_urls()]

    def password_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A new password, typed twice."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        user = self.get_object(request, unquote(object_id))
        if user is None:
            raise Http404
        form = PasswordForm(request.POST or None, instance=user)
        form.perform = lambda: services.set_password(
            user=user, password=form.cleaned_data["password"], by=request.actor
        )
        if request.method == "POST" and form.is_valid():
            self.log(request, user, f"Kata sandi diganti\nAlasan: {form.cleaned_data['reason']}")
            messages.success(request, f"Kata sandi {user.username} sudah diganti. Sesi lamanya berakhir.")
            return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[user.pk]))
        names = ["password", "password_again", "reason"]
        context = {
            **self.admin_site.each_context(request),
            "title": "Ganti kata sandi",
            "subtitle": user.username,
            "opts": self.opts,
            "original": user,
            "adminform": helpers.AdminForm(form, [(None, {"fields": names})], {}, model_admin=self),
            "errors": helpers.AdminErrorList(form, []),
        }
        template = "admin/accounts/user/password.html"
        return TemplateResponse(request, template, context, status=422 if form.errors else 200)


class UsernameField(forms.CharField):
    """A user, named by user name: there may be thousands. The clean value is the row."""

    def clean(self, value: Any) -> User | None:
        name = super().clean(value).strip().lower()
        found = User.objects.filter(username=name, is_active=True).first()
        if name and found is None:
            raise ValidationError("Tidak ada pengguna aktif dengan nama ini. Cari namanya di daftar Pengguna.")
        return found


class RegionCodeField(forms.CharField):
    """A region, named by its code: there are ninety thousand. The clean value is the row, None when empty."""

    def clean(self, value: Any) -> Region | None:
        code = super().clean(value)
        found = Region.objects.valid_on(today()).filter(pk=code).first() if code else None
        if code and found is None:
            raise ValidationError("Kode wilayah ini tidak ada. Contoh desa: 35.04.14.2011; kabupaten: 35.04.")
        return found


class AssignmentForm(ReasonForm):
    """A role in a place. The level follows from the region's code."""

    user = UsernameField(label="Nama pengguna", max_length=60, widget=forms.TextInput(attrs={"class": "vTextField"}))
    role = forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Role.choices])
    region = RegionCodeField(
        label="Kode wilayah",
        max_length=13,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField", "inputmode": "decimal"}),
        help_text="Contoh: 35.04.14.2011 (desa), 35.04 (kabupaten). Kosongkan untuk peran nasional dan admin sistem.",
    )
    institution = forms.ModelChoiceField(
        Institution.objects.none(),
        label="Instansi",
        required=False,
        empty_label="Tanpa instansi",
        error_messages={"invalid_choice": "Pilih instansi dari daftar."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "institution" in self.fields:
            self.fields["institution"].queryset = Institution.objects.valid_on(today()).order_by("short_name")
        if "starts_on" in self.fields:
            self.fields["starts_on"].initial = today


@admin.register(Assignment)
class AssignmentAdmin(ScopedAdmin):
    """Who works where as what. One that was given wrongly is ended, and another is given."""

    view_right = change_right = Perm.USER_MANAGE
    add_form = AssignmentForm
    addable = ("user", "role", "region", "institution", "starts_on", "ends_on")
    context = ("user", "role", "level", "place_shown", "institution", "starts_on")
    correctable = ("ends_on",)
    readonly_fields = ("user", "role", "level", "place_shown", "institution", "starts_on")
    linked_by = ("user",)
    list_display = ["user", "role", "place_shown", "starts_on", "ends_on"]
    list_filter = ["role", "level"]
    list_select_related = ["user", "region", "institution"]
    search_fields = ["user__username", "user__full_name", "region__code__startswith", "region__name"]
    search_help_text = "Nama pengguna, nama lengkap, kode atau nama wilayah."
    ordering = ["user__username", "starts_on"]

    @admin.display(description="wilayah")
    def place_shown(self, assignment: Assignment) -> str:
        """Where, in words."""
        return assignment.place

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> Assignment:
        region, levels = data["region"], rule_of(data["role"]).levels
        national = Level.NATION if Level.NATION in levels else Level.NONE
        level = LEVEL_OF_LENGTH[len(region.pk)] if region else national
        if level not in levels:
            names = " atau ".join(LevelChoice(name).label.lower() for name in sorted(levels))
            raise DomainError(f"Peran ini ada di tingkat {names}. Sesuaikan kode wilayahnya.", field="region")
        return services.assign(**{**data, "role": Role(data["role"]), "level": level}, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: Assignment, version: int, reason: str, changes: dict[str, Any]
    ) -> Assignment:
        if changes["ends_on"] is None:
            raise ValidationError({"ends_on": "Isi hari terakhirnya. Penugasan yang berlanjut diberikan yang baru."})
        return services.end_assignment(assignment=record, ends_on=changes["ends_on"], by=request.actor)
