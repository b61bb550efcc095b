from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from branches.access import paths_where
from branches.models import Branch
from branches.roles import Action

from .candidate import Candidate


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Classes of organisations where ``user`` may see people, or do ``action``, and of those above them.

        Whoever has people below the organiser sees its classes, and in them the own people only (``Seat.visible_to``).
        """
        above = {int(part) for path in paths_where(user, action) or () for part in path.split("/")[1:-1]}
        return self.filter(Q(branch__in=Branch.objects.visible_to(user, action)) | Q(branch__in=above))


class Course(models.Model):
    """A class on the Party (*lớp bồi dưỡng nhận thức về Đảng*), planned or held, by ``branch`` for those below it.

    ``first`` and ``last``: its first and last day, both inclusive. ``is_held``: it took place.
    """

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="courses", verbose_name=_("held by"))
    name = models.CharField(_("class"), max_length=150)
    place = models.CharField(_("place"), max_length=150, blank=True)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    is_held = models.BooleanField(_("held"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("class on the Party")
        ordering = ["-first", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="course_ends_after_it_begins")]

    def __str__(self):
        return f"{self.name} ({self.first:%d/%m/%Y})"


class Attendance(TextChoices):
    ENROLLED = "enrolled", _("to attend")
    ATTENDED = "attended", _("attended")
    ABSENT = "absent", _("did not come")


class SeatQuerySet(models.QuerySet):
    def visible_to(self, user, action=Action.VIEW_PEOPLE):
        """Places of people whom ``user`` may see, or do ``action`` with; of a class held above only those."""
        return self.filter(candidate__in=Candidate.objects.visible_to(user, action))


class Seat(models.Model):
    """Somebody's place in a class. Whether a certificate came of it stands in the person's dossier."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="seats")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="seats")
    attendance = models.CharField(
        _("attendance"), max_length=12, choices=Attendance.choices, default=Attendance.ENROLLED
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a class")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["course", "candidate"], name="seat_once_a_class")]

    def __str__(self):
        return f"{self.course}: {self.candidate}"
