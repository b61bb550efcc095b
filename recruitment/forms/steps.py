"""What people type of a step, of where somebody stood, of a correction: one form each, made of the table of steps."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.clock import today

from ..facts import Step
from ..models import Shortfall, TellingBy
from ..rules.rulesets import Moment
from ..stages import MEMBERS, OPEN, WAY, Stage
from ..voting import LONGEST_REASON
from ..workflow import places_back
from .people import SecondSubmit
from .sheets import NUMBER, REASON, SheetForm, day_field, note, text_field
from .votes import VoteMixin

UNNUMBERED = {Stage.DOSSIER, Stage.VERIFIED, Stage.RECEIVED, Stage.APPRAISED, Stage.PROBATION}
"""Steps that no document bears a number of."""

NUMBERS = {
    Stage.CERTIFIED: gettext_lazy("Number of the certificate"),
    Stage.DECIDED: gettext_lazy("Number of the decision"),
    Stage.RECOGNISED: gettext_lazy("Number of the decision"),
}
DAYS = {
    Stage.CERTIFIED: gettext_lazy("Day of the certificate"),
    Stage.DECIDED: gettext_lazy("Day of the decision"),
    Stage.PROBATION: gettext_lazy("Day of the ceremony"),
    Stage.RECOGNISED: gettext_lazy("Day of the decision"),
}
LEFT = gettext_lazy("Record it all the same")


class StepForm(VoteMixin, SheetForm):
    """One step of one person. ``move``: of the table; ``facts``: of today; ``is_officer``: writes down what others did.

    ``lacks``: what the verb said was missing; ``may_record``: a reason lets it be recorded all the same.
    """

    FIELD_OF = {  # key of a lack: the field where it is told
        **dict.fromkeys(("future", "before_birth", "before_last_step", "certificate_before_listing"), "on"),
        "receipt_out_of_order": "received_on",
        **dict.fromkeys(("number_missing", "certificate_number_missing", "number_taken"), "number"),
        **{"votes_missing": "members", "vote": "yes"},
    }
    button = gettext_lazy("Record this step")

    seen = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices, widget=forms.HiddenInput)

    def __init__(self, *args, move, facts, is_officer, **kwargs):
        super().__init__(*args, **kwargs)
        self.move, self.facts, self.lacks, self.may_record = move, facts, [], False
        self.fields["seen"].initial = move.source
        self.fields["on"] = day_field(DAYS.get(move.target, _("Day of the meeting") if move.question else _("Day")))
        if not move.is_recorded:
            self.fields["on"].initial = today()
        if move.target not in UNNUMBERED:
            self.fields["number"] = text_field(NUMBERS.get(move.target, _("Number of the document")), NUMBER)
        if move.target == Stage.PROBATION and self._counts_from_receipt():
            text = _("The time for the ceremony counts from then; empty: from the decision.")
            self.fields["received_on"] = day_field(_("Decision received on"), required=False, help_text=text)
        if move.asks_reason:
            self.fields["reason"] = text_field(_("Reason"), REASON, widget=forms.Textarea(attrs={"rows": 2}))
        if is_officer:
            self.fields["told_by"] = told_by_field()
        if move.question:
            self.ask_vote(facts.path.body_of(move.actor))
        self.fields["despite"] = text_field(
            _("Why it stands although something is missing"),
            REASON,
            help_text=_("What is missing stays under “To be put right” until somebody has put it right."),
        )

    def _counts_from_receipt(self):
        decided = self.facts.admission and self.facts.admission.decision_on
        return self.facts.limits(decided).ceremony_from.value == Moment.RECEIPT

    @property
    def is_despite(self):
        return "despite_it" in self.data

    def rows(self):
        names = [name for name in ("on", "number", "received_on", "told_by") if name in self.fields]
        yield Row(*(Column(name, css_class="col-md-6") for name in names))
        if "reason" in self.fields:
            yield "reason"
        if self.move.question:
            yield self.vote_rows()

    def buttons(self):
        yield Submit("save", self.button)
        if self.may_record or self.is_despite:
            yield Fieldset(
                _("Already resolved or signed"),
                note(_("A rule stops what we propose. What a body has resolved or signed is a fact:")),
                "despite",
                SecondSubmit("despite_it", LEFT),
                css_class="despite",
            )

    def vote_note(self):
        if any(condition.__name__ == "vote_told" for condition in self.move.unless):
            return super().vote_note()
        return _("Leave the numbers empty if they are not known here.")

    def clean(self):
        said = super().clean()
        if self.is_despite and not self.cleaned_data.get("despite"):
            self.add_error("despite", _("Give the reason in a few words."))
        return said

    def step(self, body):
        """``body``: as what the body that acts voted on that day."""
        said = self.cleaned_data
        return Step(
            self.facts.candidate.pk,
            Stage(said["seen"]),
            on=said["on"],
            number=said.get("number", ""),
            count=self.count(body),
            reason=said.get("reason", ""),
            received_on=said.get("received_on"),
        )

    def despite(self):
        return self.cleaned_data["despite"] if self.is_despite else ""

    def told_by(self):
        return self.cleaned_data.get("told_by") or TellingBy.OWN

    def content(self):
        return super().content() | {"despite": self.despite()}

    def refuse(self, refusal):
        """What is missing stands in a list of its own, with its rule and the place where it is entered; what was typed
        wrongly at its field.
        """
        lacks = getattr(refusal, "lacks", {}).get(self.facts.candidate.pk, [])
        self.may_record = getattr(refusal, "may_record", False)
        self.lacks = [lack for lack in lacks if self.FIELD_OF.get(lack.key) not in self.fields]
        for lack in lacks:
            if lack not in self.lacks:
                self.add_error(self.FIELD_OF[lack.key], str(lack))
        said = {str(lack) for lack in lacks}
        for problem in refusal.problems:
            if problem.sentence not in said:
                self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)


def told_by_field():
    return forms.ChoiceField(
        label=_("How this is known"), choices=TellingBy.choices, initial=TellingBy.PAPER, required=False
    )


class EnterAtForm(SheetForm):
    """*Hiện trạng khi bắt đầu theo dõi*. ``stages``: those of the person's way."""

    stage = forms.ChoiceField(
        label=gettext_lazy("Stands at"),
        help_text=gettext_lazy(
            "Already admitted? Choose where the person stood before the decision, then record decision and ceremony."
        ),
    )

    def __init__(self, *args, stages, is_officer, **kwargs):
        super().__init__(*args, **kwargs)
        open_to = [stage for stage in WAY if stage in {*stages, Stage.CONSULTED}]
        choices = [stage for stage in open_to if stage in OPEN and stage not in {*MEMBERS, Stage.INTRODUCED}]
        self.fields["stage"].choices = [("", "–"), *((stage, stage.label) for stage in choices)]
        self.fields["on"] = day_field(_("Since"))
        self.fields["number"] = text_field(_("Number of the document"), NUMBER)
        if is_officer:
            self.fields["told_by"] = told_by_field()

    def told_by(self):
        return self.cleaned_data.get("told_by") or TellingBy.OWN


class CorrectForm(SheetForm):
    """Back to an earlier stage of the own way. ``changes``: the log; ``is_closed``: a document must be named."""

    button = gettext_lazy("Correct the step")
    seen = forms.ChoiceField(label=gettext_lazy("Stage"), choices=Stage.choices, widget=forms.HiddenInput)
    stage = forms.ChoiceField(label=gettext_lazy("Stands in truth at"))

    def __init__(self, *args, person, changes, is_closed, **kwargs):
        super().__init__(*args, **kwargs)
        places = places_back(changes, person.stage)
        self.fields["seen"].initial = person.stage
        self.fields["stage"].choices = [("", "–"), *((stage, stage.label) for stage in places)]
        self.fields["on"] = day_field(_("Since"), help_text=_("The day on which the person came there."))
        self.fields["number"] = text_field(_("Document that corrects"), NUMBER)
        if not is_closed:
            self.fields["number"].help_text = _("Not needed yet.")
        self.fields["reason"] = text_field(_("Why was the step wrong?"), REASON)


class NoteForm(forms.Form):
    """One note in a few words, and a button."""

    button = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "data-form": "", "data-first": ""}
        self.helper.add_input(Submit("save", self.button))

    def refuse(self, refusal):
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)


class CureForm(NoteForm):
    """How something that was missing was put right."""

    button = gettext_lazy("Put right")
    note = forms.CharField(
        label=gettext_lazy("How it was put right"), max_length=Shortfall._meta.get_field("note").max_length
    )


class StrikeVoteForm(NoteForm):
    """Why a vote was written down wrongly."""

    button = gettext_lazy("Strike out this vote")
    reason = forms.CharField(label=gettext_lazy("Why was it wrong?"), max_length=LONGEST_REASON)
