from django.apps import AppConfig
from django.db.models import Q


class RecruitmentConfig(AppConfig):
    name = "recruitment"

    def ready(self):
        """The audit's screen finds people by name and code, and names those whom its reader may see. The ledger of heads
        knows of closed months.
        """
        from branches import movements
        from branches.audit import subjects

        from . import audited, closed
        from .due import Matter
        from .models import (
            Admission,
            Candidate,
            Charge,
            ClosedMonth,
            Course,
            DayOff,
            Resolution,
            Shortfall,
            SponsorReport,
            Sponsorship,
        )
        from .wrong_entries import reason_in_words

        movements.ask_before_writing(closed.refuse_closed_movements)

        def search(prefix):
            return lambda rows, text: rows.filter(
                Q(**{f"{prefix}search_name__contains": text}) | Q(**{f"{prefix}code__iexact": text})
            )

        subjects.declare(
            "recruitment.candidate",
            rows=Candidate.with_void.visible_to,
            search=search(""),
            labels=audited.LABELS,
            words=audited.WORDS | {"void_reason": reason_in_words},
        )
        subjects.declare(
            "recruitment.admission",
            rows=lambda user: Admission.with_void.visible_to(user).select_related("candidate"),
            search=search("candidate__"),
        )
        who = Sponsorship._meta.get_field("member").verbose_name
        for model, labels, words in (  # parts of a person: no entry is about them alone
            (Sponsorship, {}, {"member": str}),
            (SponsorReport, {"member": who}, {"member": str}),
            (Charge, {}, {"matter": lambda value: str(Matter(value).label)}),
        ):
            subjects.declare(
                model._meta.label_lower, rows=lambda user, model=model: model.objects.none(), labels=labels, words=words
            )
        subjects.declare("recruitment.dayoff", rows=lambda user: DayOff.objects.all(), names_people=False)
        subjects.declare(
            "recruitment.closedmonth",
            rows=lambda user: ClosedMonth.objects.visible_to(user).select_related("branch"),
            names_people=False,
        )
        subjects.declare("recruitment.course", rows=Course.objects.visible_to, names_people=False)
        for every, more in ((Resolution.with_void, ()), (Shortfall.objects, ("change",))):
            subjects.declare(
                every.model._meta.label_lower,
                rows=lambda user, every=every, more=more: every.visible_to(user).select_related("candidate", *more),
                search=search("candidate__"),
                words={"excluded": audited.excluded_in_words, "body": audited.body_in_words},
            )
