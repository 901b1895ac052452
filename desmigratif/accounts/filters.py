"""Filters of accounts."""

import django_filters
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from desmigratif.accounts.models import Assignment, User
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today

NO_PASSWORD = UNUSABLE_PASSWORD_PREFIX
STATES = (("aktif", "Aktif"), ("undangan", "Belum punya kata sandi"), ("nonaktif", "Nonaktif"))


class UserFilter(django_filters.FilterSet):
    """Which accounts."""

    q = django_filters.CharFilter(label="Nama, nama pengguna, atau desa", method="search", max_length=80)
    role = django_filters.ChoiceFilter(label="Peran", choices=Role.choices, method="in_role")
    state = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, method="in_state")

    class Meta:
        model = User
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Every word must be in a name, or in the region somebody works in."""
        for word in value.split()[:8]:
            works_there = Assignment.objects.filter(user=OuterRef("pk"), region__name__icontains=word)
            queryset = queryset.filter(
                Q(full_name__icontains=word) | Q(username__icontains=word) | Exists(works_there)
            )
        return queryset

    def in_role(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Those who hold the role today."""
        return queryset.filter(Exists(Assignment.objects.valid_on(today()).filter(user=OuterRef("pk"), role=value)))

    def in_state(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """By whether they may log in; a password that can't be used begins with "!"."""
        if value == "undangan":
            return queryset.filter(is_active=True, password__startswith=NO_PASSWORD)
        found = queryset.filter(is_active=value == "aktif")
        return found.exclude(password__startswith=NO_PASSWORD) if value == "aktif" else found
