"""One act written down for many people: which acts there are, and the grid of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from branches.access import Action
from branches.once import SentBefore, once
from config.refusal import Refused

from ..acts import BY_NAME, acts_of
from ..courses import attendants_of
from ..forms.courses import ClassPlaceForm
from ..forms.grids import PlaceForm
from ..grids import A_PAGE, Grid, counted_by_stage, people_at, standing_for
from ..stages import EXITS, WAY
from .asked import for_those_who_may, let_in
from .editing import form_page


@require_safe
@for_those_who_may(Action.MOVE_PEOPLE)
def act_list(request):
    place = PlaceForm(request.GET, user=request.user)
    counts = counted_by_stage(people_at(_branch(place), by=request.user)) if place.is_valid() else {}
    acts = [(act, sum(counts.get(stage, 0) for stage in act.sources)) for act in acts_of(request.user)]
    return render(request, "recruitment/act_list.html", {"place": place, "acts": acts})


@form_page
def act_grid(request, name):
    act = BY_NAME.get(name)
    if act is None:
        raise Http404
    let_in(request.user, act.action)
    place = ClassPlaceForm(request.GET, user=request.user)
    people = people_at(_branch(place), by=request.user) if place.is_valid() else people_at(None, by=request.user).none()
    course = place.cleaned_data["course"] if place.is_valid() else None
    if course:
        people = people.filter(pk__in=attendants_of(course))
    page = Paginator(standing_for(act, people), A_PAGE).get_page(request.GET.get("page"))
    data = request.POST if request.method == "POST" else None
    grid = Grid(act, list(page), by=request.user) if data is None else Grid.sent(act, data, by=request.user)
    if data is not None and "fill" in data:
        grid.fill()
    elif data is not None and grid.is_valid() and (address := _write(request, grid)):
        return redirect(address)
    context = {"act": act, "place": place, "page": page, "grid": grid, "form": grid.header, "course": course}
    if not grid.rows:
        context["elsewhere"] = _where_people_are(people)
    return render(request, "recruitment/act_grid.html", context)


def _branch(place):
    return place.cleaned_data["branch"] if place.is_valid() else None


def _where_people_are(people):
    counts = counted_by_stage(people)
    return [(stage, counts[stage]) for stage in (*WAY, *EXITS) if stage in counts]


def _write(request, grid):
    """The address to go on to; None where the grid says why not."""
    done = []

    def write():
        done.append(grid.write())
        return request.get_full_path()

    try:
        address = once(grid.header.cleaned_data["form_token"], grid.content(), write, by=request.user)
        _tell(request, grid.act, done)
        return address
    except SentBefore:
        text = _("This form was sent before with other content, and that was written down. Look, then save again.")
        grid.header.add_error(None, text)
        grid.header.renew_token()
    except Refused as refusal:
        grid.refuse(refusal)


def _tell(request, act, done):
    if not done:
        messages.success(request, _("This form was sent before: everything was written down then, and only once."))
        return
    (moved,) = done
    if moved.moved:
        text = ngettext(
            "%(count)s person now stands at “%(stage)s”.",
            "%(count)s people now stand at “%(stage)s”.",
            len(moved.moved),
        )
        messages.success(request, text % {"count": len(moved.moved), "stage": act.target.label})
    for person in moved.stayed:
        text = _("%(person)s, %(cell)s: the vote did not reach its share. It was written down; the person stays.")
        messages.warning(request, text % {"person": person, "cell": person.branch.name})
