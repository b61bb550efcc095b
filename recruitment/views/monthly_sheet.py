"""The monthly sheets: whose there are, and the grid that types one in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, home_of, require
from branches.export_forms import ReasonForm
from branches.kinds import CELLS
from branches.once import SentBefore, once
from branches.views.taking_out import REASON
from config.refusal import Refused

from ..forms.monthly_sheet import SheetForm
from ..monthly_sheet import on_sheets, places_with_sheets, rows_with
from ..sheet_grid import A_PAGE, SheetGrid
from ..sights import see_people
from .asked import for_those_who_may, form_page, posted


@form_page
@for_those_who_may(Action.MOVE_PEOPLE)
def monthly_sheet(request):
    """The grid of a cell's sheet of a month; above cells, the sheets there are below."""
    form = SheetForm(request.GET, user=request.user)
    context = {"form": form, "export_form": ReasonForm(initial={"reason": request.session.get(REASON)})}
    if not form.is_valid():
        return render(request, "recruitment/monthly_sheet.html", context)
    branch, month = form.cleaned_data["branch"] or home_of(request.user, Action.MOVE_PEOPLE), form.month_asked
    require(request.user, Action.MOVE_PEOPLE, branch)
    page = Paginator(on_sheets(by=request.user).filter(branch=branch), A_PAGE).get_page(request.GET.get("page"))
    grid = _grid(request, page, month)
    if grid.head.is_bound:
        if not grid.is_valid():
            grid.look_at_the_rest()
        elif address := _write(request, grid):
            return redirect(address)
    is_cell = branch.kind in CELLS
    context |= {
        "branch": branch,
        "month": month,
        "page": page,
        "grid": grid,
        "is_cell": is_cell,
        "places": [] if is_cell else places_with_sheets(branch, by=request.user),
        "asked": urlencode({"branch": branch.code, "month": str(month)}),
    }
    see_people([row.row.person for row in grid.rows if row.row.is_told], by=request.user)
    return render(request, "recruitment/monthly_sheet.html", context)


def _grid(request, page, month):
    if (data := posted(request)) is not None:
        return SheetGrid.sent(data, month, by=request.user)
    return SheetGrid(rows_with(page.object_list, month), month, by=request.user)


def _write(request, grid):
    """The address to go on to; None where the grid says why not."""
    done = []

    def write():
        done.append(grid.write())
        return request.get_full_path()

    try:
        address = once(grid.head.cleaned_data["form_token"], grid.content(), write, by=request.user)
    except SentBefore:
        text = _("This form was sent before with other content, and that was written down. Look, then save again.")
        grid.head.add_error(None, text)
        grid.head.renew_token()
    except Refused as refusal:
        grid.refuse(refusal)
    else:
        _tell(request, done)
        return address


def _tell(request, done):
    if not done:
        messages.success(request, _("This form was sent before: everything was written down then, and only once."))
    elif not done[0]:
        messages.info(request, _("Nothing was new, so nothing was written down."))
    else:
        text = ngettext(
            "Written down: what is new of %(count)s person.", "Written down: what is new of %(count)s people.", done[0]
        )
        messages.success(request, text % {"count": done[0]})
