from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from config.clock import today

from ..names import clean, fold, sort_key
from ..ordering import ByteOrderedCharField
from ..roles import ROLE_MAY, Action, Role
from ..spans import Span, SpanQuerySet, last_day
from .branch import Branch, within


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Accounts with a standing role at a branch where ``user`` may manage access; never the ``system`` account."""
        standing = Access.objects.visible_to(user).standing().filter(user=OuterRef("pk"))
        return self.filter(Exists(standing), is_system=False)


class User(AbstractBaseUser):
    """Somebody who may log in, or the ``system`` account of the command line, which may not.

    What a user may do follows from the ``Access`` rows alone; there are no permissions beside them. Users are never
    deleted: the audit names them. ``session_epoch``: raising it ends every session of the account.
    """

    username = models.CharField(_("account name"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()])
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    search_name = models.CharField(max_length=310, editable=False, blank=True)
    sort_name = ByteOrderedCharField(max_length=800, editable=False, blank=True, db_index=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_system = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(default=False, editable=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BaseUserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("account")

    def __str__(self):
        return str(_("command line")) if self.is_system else self.full_name or self.username

    def name(self, full_name):
        """Take the name as typed, and the two keys by which the account is found and listed."""
        self.full_name = clean(full_name)
        self.search_name = fold(f"{self.full_name} {self.username}")
        self.sort_name = sort_key(str(self))

    def get_session_auth_hash(self):
        """What a session must still agree with: the password, and how often all sessions were ended."""
        return salted_hmac(
            "branches.User.session", f"{self.password}:{self.session_epoch}", algorithm="sha256"
        ).hexdigest()


class AccessQuerySet(SpanQuerySet):
    def in_force(self, on=None):
        return super().in_force(on or today())

    def that_may(self, action):
        """Accesses whose role may do ``action``."""
        return self.filter(role__in=[role for role, actions in ROLE_MAY.items() if action in actions])

    def visible_to(self, user):
        """Accesses at the branches where ``user`` may manage access."""
        from ..access import paths_where  # access reads the rows of this module

        paths = paths_where(user, Action.MANAGE_ACCESS)
        return self.all() if paths is None else self.filter(within(paths, "branch__path"))

    def standing(self):
        """Accesses in force or to come; of an account without any, those that ended last."""
        others = Access.objects.filter(user=OuterRef("user"))
        return self.filter(not_over() | ~Exists(others.filter(not_over() | Q(valid_to__gt=OuterRef("valid_to")))))


def not_over():
    """The condition that an access is in force or to come. A withdrawn one ended on the day it would have begun."""
    return Q(valid_to__isnull=True) | (Q(valid_to__gt=today()) & Q(valid_to__gt=F("valid_from")))


class AccessState(models.TextChoices):
    IN_FORCE = "in_force", _("in force")
    TO_COME = "to_come", _("to come")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("taken back before its first day was over")


class Access(Span):
    """A role that a user holds on a branch and everything below it, from a day to a day.

    One that was taken back before it had begun, or on its first day, ends where it begins: no day lies in it.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="access", verbose_name=_("account"))
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="access")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    objects = AccessQuerySet.as_manager()

    class Meta(Span.Meta):
        verbose_name = _("role")
        verbose_name_plural = "accesses"
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="access_ends_no_earlier_than_it_begins",
            )
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}, {self.branch}"

    @property
    def state(self):
        """Where the access stands today."""
        if self.valid_to == self.valid_from:
            return AccessState.WITHDRAWN
        if self.valid_to and self.valid_to <= today():
            return AccessState.ENDED
        return AccessState.IN_FORCE if self.valid_from <= today() else AccessState.TO_COME

    @property
    def is_over(self):
        return self.state in {AccessState.ENDED, AccessState.WITHDRAWN}

    @property
    def last_day(self):
        return last_day(self.valid_to)
