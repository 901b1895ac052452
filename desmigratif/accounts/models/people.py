"""People who log in, and where each of them works: a user may hold several assignments, one is active at a time."""

from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from desmigratif.accounts.roles import VILLAGE_ROLES, Perm, Role, RoleRule, rule_of
from desmigratif.core.access import Access, Family
from desmigratif.core.clock import today
from desmigratif.core.enums import CodeList
from desmigratif.core.history import TRACKED, Tracked
from desmigratif.core.ids import uuid7
from desmigratif.core.models import next_seq
from desmigratif.core.scope import Actor, DbRole, Level
from desmigratif.reference.models import Institution, Region


class LevelChoice(CodeList):
    """Region level of an assignment."""

    DESA = "desa", "Desa", "Village"
    KEC = "kec", "Kecamatan", "Subdistrict"
    KAB = "kab", "Kabupaten/kota", "District"
    PROV = "prov", "Provinsi", "Province"
    NATION = "nation", "Nasional", "Nation"
    NONE = "none", "Tanpa wilayah", "No region"


class UserQuerySet(models.QuerySet):
    """Users, by who keeps them."""

    def kept_by(self, actor: Actor) -> Self:
        """The accounts an actor may look after: all for a system administrator; for the coordinator of a kabupaten
        those who work in its villages and, today or later, nowhere else and as nothing more."""
        if actor.db_role is DbRole.SYSTEM or actor.may(Perm.USER_MANAGE):
            return self
        if not actor.may(Perm.ACCOUNT_MANAGE) or actor.level is not Level.KAB:
            return self.none()
        own = Assignment.objects.filter(user=OuterRef("pk"))
        inside = {"role__in": VILLAGE_ROLES, "region__code__startswith": f"{actor.code}."}
        others = own.filter(Q(ends_on=None) | Q(ends_on__gte=today()), ended_at=None).exclude(**inside)
        return self.filter(Exists(own.filter(**inside)), ~Exists(others)).exclude(pk=actor.user_id)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users; user names are kept in lower case."""

    def create_user(self, username: str, full_name: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password nobody can log in with it."""
        user = self.model(username=username.strip().lower(), full_name=full_name, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Someone who logs in. What the user may do stands in the active assignment, never here."""

    access = Access(
        Family.SYSTEM,
        app="rw",
        stat="ro",
        person="ro",
        reason="looked up at log-in, before anyone is known; no village",
    )
    history = Tracked(left_out=("last_login",), untold={"password": "kata sandi"})

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(
        "nama pengguna",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9._-]*$", "Nama pengguna: huruf kecil, angka, titik, - dan _.")],
    )
    phone = PhoneNumberField("nomor HP", null=True, blank=True, unique=True)
    full_name = models.CharField("nama lengkap", max_length=100)
    email = models.EmailField("surel", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    joined_at = models.DateTimeField("bergabung", auto_now_add=True)
    seq = models.BigIntegerField("urutan", db_default=next_seq(), editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    # Set by the context middleware for the logged-in user; the admin site asks the user object, not the request.
    actor: Actor = Actor()

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("account-detail", args=[self.pk])

    @property
    def has_password(self) -> bool:
        """Whether the first password was set."""
        return self.has_usable_password()

    @property
    def is_staff(self) -> bool:
        """What the admin site's own log-in form asks for."""
        return self.is_active

    @property
    def is_superuser(self) -> bool:
        """Nobody is: every right comes from a role."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether the active role has the right; on which rows is asked elsewhere."""
        return self.is_active and self.actor.may(perm)

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        """All of them."""
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        """Whether any right of the app is held."""
        return any(perm.startswith(f"{app_label}.") for perm in self.actor.perms)


class AssignmentQuerySet(models.QuerySet):
    """Assignments, by day."""

    def valid_on(self, day: date) -> Self:
        """Those that have begun and not ended, be it by their last day or at once."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, ended_at=None)


class Assignment(models.Model):
    """A role of a user in a region or for an institution, for a time (architecture D7)."""

    access = Access(
        Family.SYSTEM, app="rw", stat="ro", person="ro", reason="decides the scope, so it is read before there is one"
    )
    history = TRACKED

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name="pengguna")
    role = models.CharField("peran", max_length=20, choices=Role)
    level = models.CharField("tingkat", max_length=6, choices=LevelChoice)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi"
    )
    starts_on = models.DateField("mulai", default=today)
    ends_on = models.DateField("selesai", null=True, blank=True)
    ended_at = models.DateTimeField("dihentikan seketika", null=True, blank=True, editable=False)
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="menggantikan"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="assignment_region_fits_level",
                condition=Q(level__in=[Level.NATION, Level.NONE], region=None)
                | Q(level__in=[Level.DESA, Level.KEC, Level.KAB, Level.PROV], region__isnull=False),
                violation_error_message="Tingkat desa sampai provinsi butuh wilayah; nasional tidak.",
            ),
            models.CheckConstraint(
                name="assignment_stand_in_ends",
                condition=Q(stands_in_for=None) | Q(ends_on__isnull=False),
                violation_error_message="Penugasan pengganti harus punya tanggal selesai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_words}, {self.place}"

    @property
    def rule(self) -> RoleRule:
        """What the role may do."""
        return rule_of(self.role)

    @property
    def role_words(self) -> str:
        """The role as it is shown, with the word for somebody who stands in."""
        name = str(self.get_role_display())
        return f"{name} (pengganti)" if self.stands_in_for_id else name

    @property
    def place(self) -> str:
        """Where, in words."""
        if self.region_id:
            return self.region.full_name
        if self.institution_id:
            return self.institution.short_name or self.institution.name
        return "Nasional" if self.level == Level.NATION else "Tanpa wilayah"

    @property
    def is_over(self) -> bool:
        """Whether it gives nothing any more, and will not again."""
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < today())

    def as_actor(self) -> Actor:
        """The actor of a request made in this assignment."""
        level = Level(self.level)
        return Actor(
            user_id=self.user_id,
            assignment_id=self.pk,
            role=self.role,
            level=level,
            code=self.region_id or "",
            institution_id=self.institution_id,
            name=self.user.full_name,
            standing_in_for=self.stands_in_for.user.full_name if self.stands_in_for else "",
            sees_persons=self.rule.sees_persons,
            reach=self.rule.reach_at(level),
            db_role=self.rule.db_role(level),
            perms=frozenset(str(perm) for perm in self.rule.perms),
        )
