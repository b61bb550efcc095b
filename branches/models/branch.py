from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..kinds import Admitting, Kind, Setting
from ..ordering import ByteOrderedCharField
from ..spans import Span, SpanQuerySet

MAX_PATH = 255


def after(path):
    """The smallest text greater than every path that begins with ``path``: the end of the subtree's range."""
    return path[:-1] + chr(ord(path[-1]) + 1)


def within(paths, field="path"):
    """The condition that ``field`` lies at or below one of ``paths``; none of them: nothing does."""
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(**{f"{field}__gte": path, f"{field}__lt": after(path)})
    return inside


class PlaceDetails(models.Model):
    """What is said of an organisation from a day on, and what its papers are headed and signed with."""

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    setting = models.CharField(_("setting"), max_length=20, choices=Setting.choices, default=Setting.OTHER)
    name = models.CharField(_("name"), max_length=200)
    committee_name = models.CharField(_("committee's name"), max_length=200, blank=True)
    line_above = models.CharField(_("line above"), max_length=200, blank=True)
    symbol = models.CharField(_("symbol"), max_length=30, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    signing_authority = models.CharField(_("signing authority"), max_length=100, blank=True)
    post = models.CharField(_("post"), max_length=100, blank=True)
    signer = models.CharField(_("signer"), max_length=100, blank=True)
    admits = models.CharField(_("decides on admissions"), max_length=20, choices=Admitting.choices, blank=True)

    class Meta:
        abstract = True


DETAIL_FIELDS = tuple(field.name for field in PlaceDetails._meta.local_fields)


class BranchQuerySet(SpanQuerySet):
    def at_or_below(self, roots):
        """Branches in the subtrees of today that begin at ``roots``."""
        return self.filter(within([root.path for root in roots]))

    def visible_to(self, user, action="view"):
        """Branches at or below those where ``user`` today holds a role that may ``action``; none without."""
        from ..access import paths_where  # access reads the rows of this module

        paths = paths_where(user, action)
        return self.all() if paths is None else self.filter(within(paths))


class Branch(PlaceDetails, Span):
    """A party organisation of any level, as it is today. Its history are its placements.

    ``path`` is the ids from the root down, each followed by a slash (``/1/23/456/``); a closed branch has
    the path of its successor, else its last one, and access follows it. Only ``placing`` writes here.
    """

    code = models.CharField(_("code"), max_length=50, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("organisation above")
    )
    path = ByteOrderedCharField(max_length=MAX_PATH, db_index=True, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0, help_text=_("official order on paper"))
    followed_from = models.DateField(
        _("followed by name from"), null=True, blank=True, help_text=_("admissions before that day are known as totals")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )

    objects = BranchQuerySet.as_manager()

    class Meta(Span.Meta):
        verbose_name = _("Party organisation")
        ordering = ["order", "code"]

    def __str__(self):
        return self.name


class BranchPlacement(PlaceDetails, Span):
    """One line of a branch's history: where it hung and what it was from a day on. No gap, no overlap.

    ``is_carried`` marks a line that exists only because a branch above moved: nothing was said of the branch itself.
    """

    branch = models.ForeignKey(Branch, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+")
    path = ByteOrderedCharField(max_length=MAX_PATH, db_index=True)
    document = models.CharField(_("deciding document"), max_length=200, blank=True)
    is_carried = models.BooleanField(default=False)

    class Meta(Span.Meta):
        constraints = [
            *Span.Meta.constraints,
            models.UniqueConstraint(fields=["branch", "valid_from"], name="placement_one_line_a_day"),
            models.UniqueConstraint(
                fields=["branch"], condition=Q(valid_to__isnull=True), name="placement_one_line_in_force"
            ),
            models.CheckConstraint(condition=~Q(parent=F("branch")), name="placement_not_below_itself"),
        ]

    def __str__(self):
        return f"{self.name} ({self.valid_from:%d/%m/%Y})"
