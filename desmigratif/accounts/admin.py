"""Users and their assignments, kept by the system administrator. Nobody is deleted: records name who wrote them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from desmigratif.accounts import services
from desmigratif.accounts.models import (
    AccountLog,
    Assignment,
    LevelChoice,
    OneTimeCode,
    RecoveryCode,
    SecondFactor,
    Session,
    User,
)
from desmigratif.accounts.roles import Perm, Role, rule_of
from desmigratif.core.admin import ReadOnlyAdmin, ScopedAdmin
from desmigratif.core.admin_forms import ReasonForm
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import CODE_LENGTHS, Level
from desmigratif.reference.models import Institution, Region

LEVEL_OF_LENGTH = {length: level for level, length in CODE_LENGTHS.items()}


class NewUserForm(ReasonForm):
    """A user without a password: the page of the account makes the code that leads to it."""

    class Meta:
        help_texts = {"username": "Huruf kecil, angka, titik, - dan _. Tidak bisa diubah lagi."}


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """Who may log in."""

    view_right = change_right = Perm.USER_MANAGE
    add_form = NewUserForm
    addable = ("username", "full_name", "phone", "email")
    context = ("username", "assignments_shown", "account_page")
    correctable = ("full_name", "phone", "email", "is_active")
    readonly_fields = ("username", "account_page", "assignments_shown", "joined_at", "last_login")
    list_display = ["username", "full_name", "phone", "is_active", "joined_at", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["username", "full_name"]
    search_help_text = "Nama pengguna atau nama lengkap."
    ordering = ["username"]

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> User:
        return services.create_user(**data, reason=reason, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: User, version: int, reason: str, changes: dict[str, Any]
    ) -> User:
        is_active = changes.pop("is_active", record.is_active)
        saved = services.change_user(user=record, reason=reason, by=request.actor, **changes) if changes else record
        if is_active != record.is_active:
            move = services.reactivate_user if is_active else services.deactivate_user
            saved = move(user=record, reason=reason, by=request.actor)
        return saved

    @admin.display(description="kata sandi dan sesi")
    def account_page(self, user: User) -> SafeString:
        """Nobody sets another's password: the page of the account makes one-time codes and ends sessions."""
        return format_html('<a href="{}">Halaman akun</a>', user.get_absolute_url())

    @admin.display(description="penugasan")
    def assignments_shown(self, user: User) -> SafeString:
        """Links to the assignments, and to a new one."""
        rows = user.assignments.select_related("region", "institution").order_by("starts_on", "pk")
        links = [(reverse("admin:accounts_assignment_change", args=[row.pk]), row) for row in rows]
        links.append((reverse("admin:accounts_assignment_add", query={"user": user.username}), "Beri penugasan"))
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links)


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
    context = ("user", "role", "level", "place_shown", "institution", "starts_on", "ended_at", "stands_in_for")
    correctable = ("ends_on",)
    readonly_fields = ("user", "role", "level", "place_shown", "institution", "starts_on", "ended_at", "stands_in_for")
    linked_by = ("user",)
    list_display = ["user", "role", "place_shown", "starts_on", "ends_on", "ended_at"]
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
        return services.assign(**{**data, "role": Role(data["role"]), "level": level}, reason=reason, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: Assignment, version: int, reason: str, changes: dict[str, Any]
    ) -> Assignment:
        if changes["ends_on"] is None:
            raise ValidationError({"ends_on": "Isi hari terakhirnya. Penugasan yang berlanjut diberikan yang baru."})
        return services.end_assignment(assignment=record, ends_on=changes["ends_on"], reason=reason, by=request.actor)


@admin.register(OneTimeCode)
class OneTimeCodeAdmin(ReadOnlyAdmin):
    """Codes and links, without what opens them."""

    view_right = Perm.USER_MANAGE
    fields = ["user", "purpose", "way", "tries", "made_at", "made_by", "expires_at", "sent_at", "used_at", "ended_at"]
    list_display = ["user", "purpose", "way", "made_at", "made_by", "expires_at", "used_at", "ended_at"]
    list_filter = ["purpose", "way"]
    list_select_related = ["user", "made_by"]
    search_fields = ["user__username", "user__full_name"]
    ordering = ["-made_at"]


@admin.register(AccountLog)
class AccountLogAdmin(ReadOnlyAdmin):
    """What happened to accounts."""

    view_right = Perm.USER_MANAGE
    fields = ["record_id", "at", "by", "by_role", "by_deputy_of", "kind", "comment", "changes"]
    list_display = ["at", "by", "kind", "comment"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    search_fields = ["by__username", "by__full_name"]
    ordering = ["-seq"]


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Who is logged in. The key opens the account, so it is not shown; a session has no page of its own for it would
    stand in the address."""

    view_right = Perm.USER_MANAGE
    list_display = ["user", "device", "began_at", "seen_at", "expire_date"]
    list_display_links = None
    list_select_related = ["user"]
    search_fields = ["user__username", "user__full_name"]
    ordering = ["-seen_at"]
    fields = ["user", "device", "began_at", "seen_at", "expire_date"]


@admin.register(SecondFactor)
class SecondFactorAdmin(ReadOnlyAdmin):
    """Who has a second factor, without its key."""

    view_right = Perm.USER_MANAGE
    fields = ["user", "started_at", "confirmed_at"]
    list_display = ["user", "started_at", "confirmed_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__full_name"]
    ordering = ["-started_at"]


@admin.register(RecoveryCode)
class RecoveryCodeAdmin(ReadOnlyAdmin):
    """Recovery codes, without what opens them."""

    view_right = Perm.USER_MANAGE
    fields = ["user", "made_at", "used_at"]
    list_display = ["user", "made_at", "used_at"]
    list_select_related = ["user"]
    search_fields = ["user__username", "user__full_name"]
    ordering = ["-made_at"]
