from django.apps import AppConfig
from django.db.models import Q


class RecruitmentConfig(AppConfig):
    name = "recruitment"

    def ready(self):
        """The audit's screen finds people by name and code, and names those whom its reader may see."""
        from branches.audit import subjects

        from . import audited
        from .models import Admission, Candidate, Course, DayOff, Resolution, Shortfall, Sponsorship
        from .wrong_entries import reason_in_words

        def search(prefix):
            return lambda rows, text: rows.filter(
                Q(**{f"{prefix}search_name__contains": text}) | Q(**{f"{prefix}code__iexact": text})
            )

        subjects.declare(
            "recruitment.candidate",
            rows=Candidate.with_void.visible_to,
            search=search(""),
            labels=audited.PARTS,
            words=audited.WORDS | {"void_reason": reason_in_words},
        )
        subjects.declare(
            "recruitment.admission",
            rows=lambda user: Admission.with_void.visible_to(user).select_related("candidate"),
            search=search("candidate__"),
        )
        for kind in ("sponsorship", "sponsorreport"):  # the parts of a person's entry, who sponsors by name and code
            subjects.declare(
                f"recruitment.{kind}",
                rows=Sponsorship.objects.visible_to,
                labels={"member": Sponsorship._meta.get_field("member").verbose_name},
                words={"member": str},
            )
        subjects.declare("recruitment.dayoff", rows=lambda user: DayOff.objects.all())
        subjects.declare("recruitment.course", rows=Course.objects.visible_to)
        for every, more in ((Resolution.with_void, ()), (Shortfall.objects, ("change",))):
            subjects.declare(
                every.model._meta.label_lower,
                rows=lambda user, every=every, more=more: every.visible_to(user).select_related("candidate", *more),
                search=search("candidate__"),
                words={"excluded": audited.excluded_in_words, "body": audited.body_in_words},
            )
