"""One step of one person, where somebody stood when following began, a correction, a vote, something put right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, may, require
from config.clock import today
from config.refusal import Refused

from ..dossier import cure_shortfall
from ..facts import facts_today, path_on
from ..forms.steps import CorrectForm, CureForm, EnterAtForm, StepForm, StrikeVoteForm
from ..forms.votes import VoteForm
from ..lacks import lack_of
from ..models import Candidate, Question, Resolution, Shortfall
from ..moves import find_move, place_of_right, stages_on
from ..outlook import moves_open_to
from ..rules.paths import Actor
from ..sights import see_person
from ..stages import Stage
from ..timeline import last_free_day, may_correct
from ..voting import count_of, record_vote, right_to_strike, strike_vote
from ..workflow import correct_stage, enter_at, move_candidates
from .asked import address_of, for_those_who_may, form_page, posted, standing_person_or_404, written_once
from .way import entered_at


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_step(request, pk, target):
    if target not in Stage.values:
        raise Http404
    person = standing_person_or_404(request, pk)
    (facts,) = facts_today([person])
    seen = _seen(request, person)
    move = find_move(seen, target, facts.path)
    if move is None and seen == person.stage:
        move = next((each for each in moves_open_to(facts) if each.target == target), None)
    if move is None:
        return _no_such_step(request, person, Stage(target))
    require(request.user, move.action, place_of_right(move, facts))
    see_person(person, by=request.user)
    form = StepForm(posted(request), move=move, facts=facts, is_officer=_tells_for_others(request.user, move, person))
    if form.is_valid() and (
        address := written_once(form, person, lambda: _take(form, move, person, request.user), request)
    ):
        _say_what_came_of_it(request, person.pk, move, is_voted=form.count() is not None)
        return redirect(address)
    context = {"form": form, "person": person, "move": move, "entered_at": entered_at(person)}
    return render(request, "recruitment/person_step.html", context)


def _seen(request, person):
    """The stage that the form was made for."""
    seen = request.POST.get("seen", person.stage)
    return seen if seen in Stage.values else person.stage


def _no_such_step(request, person, target):
    said = {"source": Stage(person.stage).label, "target": target.label, "person": person}
    text = _("From “%(source)s” there is no step to “%(target)s” on the way of %(person)s.")
    messages.error(request, text % said)
    return redirect(address_of(person))


def _tells_for_others(user, move, person):
    """Whether ``user`` writes down what others have done, as an officer does."""
    return move.actor != Actor.DESK and may(user, Action.APPRAISE, person.branch)


def _take(form, move, person, user):
    body = path_on(person, form.cleaned_data["on"]).body_of(move.actor) if form.count() else None
    move_candidates([form.step(body)], move.target, by=user, despite=form.despite(), told_by=form.told_by())


def _say_what_came_of_it(request, pk, move, is_voted):
    person = Candidate.objects.select_related("branch").get(pk=pk)
    (facts,) = facts_today([person])
    if person.stage == move.target:
        text = _("Recorded: %(person)s now stands at “%(stage)s”.")
        messages.success(request, text % {"person": person, "stage": Stage(person.stage).label})
        if is_voted:
            _say_vote(request, _last_vote(facts))
        _say_what_is_left(request, person)
    elif is_voted and facts.resolutions:
        vote = _last_vote(facts)
        said = {"vote": count_of(vote).in_words(), "attempt": vote.attempt, "person": person}
        said |= {"most": facts.limits(vote.held_on).failed_votes.value, "stage": Stage(person.stage).label}
        text = _(
            "The vote is recorded: %(vote)s. The share was not reached (attempt %(attempt)s of %(most)s): "
            "%(person)s stays at “%(stage)s”."
        )
        messages.warning(request, text % said)


def _last_vote(facts):
    return max(facts.resolutions, key=lambda row: row.pk)


def _say_what_is_left(request, person):
    if left := Shortfall.objects.filter(candidate=person, change=person.stage_changes.last()).open().count():
        text = ngettext("%(count)s matter is to be put right.", "%(count)s matters are to be put right.", left)
        messages.warning(request, text % {"count": left})


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_enter_at(request, pk):
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    see_person(person, by=request.user)
    (facts,) = facts_today([person])
    is_officer = may(request.user, Action.APPRAISE, person.branch)
    form = EnterAtForm(posted(request), stages=stages_on(facts.path), is_officer=is_officer)

    def write():
        said = form.cleaned_data
        enter_at(pk, said["stage"], said["on"], number=said["number"], told_by=form.told_by(), by=request.user)

    return _sheet(request, form, person, write, _("Situation when following began"))


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_correct(request, pk):
    person = standing_person_or_404(request, pk)
    (facts,) = facts_today([person])
    if not may_correct(facts, by=request.user):
        raise PermissionDenied
    see_person(person, by=request.user)
    free = last_free_day(facts)
    is_closed = free is not None and today() > free
    form = CorrectForm(posted(request), person=person, changes=facts.changes, is_closed=is_closed)

    def write():
        said = form.cleaned_data
        of = {name: said[name] for name in ("seen", "stage", "on", "reason", "number")}
        correct_stage(pk, **of, by=request.user)

    about = {"last_step": facts.changes[-1] if facts.changes else None, "free": free, "is_closed": is_closed}
    return _sheet(request, form, person, write, _("Correct a step"), **about)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_vote(request, pk):
    """The base committee on a recognition: nobody moves by it, and the decision asks for it."""
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    (facts,) = facts_today([person])
    if person.stage != Stage.RECOGNITION_PROPOSED or facts.path.voting is None:
        messages.error(request, _("There is no vote here that moves nobody: record the step itself."))
        return redirect(address_of(person))
    branch = facts.branch_of(Actor.BASE)
    require(request.user, Action.MOVE_PEOPLE, branch)
    see_person(person, by=request.user)
    form = VoteForm(posted(request), body=facts.path.body_of(Actor.BASE))

    def write():
        record_vote(form.step(person), Question.RECOGNITION, Actor.BASE, by=request.user)

    title = _("Resolution of %(committee)s on the recognition") % {"committee": branch.name}
    return _sheet(
        request, form, person, write, title, say=lambda: _say_vote(request, _last_vote(facts_today([person])[0]))
    )


def _say_vote(request, row):
    """What a vote came to, with its arithmetic and what is unusual about it."""
    count = count_of(row)
    said = {"vote": count.in_words()}
    if row.has_passed:
        messages.success(request, _("The vote is recorded: %(vote)s.") % said)
    else:
        messages.warning(request, _("The vote is recorded: %(vote)s. The share was not reached.") % said)
    for warning in count.warnings():
        messages.warning(request, warning)


def _sheet(request, form, person, write, title, say=None, **about):
    """The page of a form about one person; ``write`` does what it asks, ``say`` what is told then."""
    if form.is_valid() and (address := written_once(form, person, write, request)):
        say() if say else messages.success(request, _("Saved."))
        return redirect(address)
    context = {"form": form, "person": person, "title": title} | about
    return render(request, "recruitment/person_sheet.html", context)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def shortfall_cure(request, pk):
    rows = Shortfall.objects.visible_to(request.user).select_related("candidate__branch")
    shortfall = get_object_or_404(rows, pk=pk)
    person = shortfall.candidate
    require(request.user, Action.MOVE_PEOPLE, person.branch)

    def write(said):
        cure_shortfall(pk, said["note"], by=request.user)

    return _note(request, CureForm, person, write, _("Put right"), _("Put right."), lack=lack_of(shortfall))


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def vote_strike(request, pk):
    """A vote that was written down wrongly and carried no step."""
    rows = Resolution.with_void.visible_to(request.user).select_related("candidate__branch", "branch")
    vote = get_object_or_404(rows, pk=pk)
    require(request.user, *right_to_strike(vote))

    def write(said):
        strike_vote(pk, said["reason"], by=request.user)

    title, done = _("Vote written down wrongly"), _("Struck out as a wrong entry.")
    return _note(request, StrikeVoteForm, vote.candidate, write, title, done, vote=vote, count=count_of(vote))


def _note(request, form_class, person, write, title, done, **about):
    """The page of a form that asks for a note; ``write`` is told what was typed."""
    see_person(person, by=request.user)
    form = form_class(posted(request))
    if form.is_valid():
        try:
            write(form.cleaned_data)
            messages.success(request, done)
            return redirect(address_of(person))
        except Refused as refusal:
            form.refuse(refusal)
    context = {"form": form, "person": person, "title": title} | about
    return render(request, "recruitment/person_sheet.html", context)
