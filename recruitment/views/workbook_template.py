"""The workbook to fill in, as whoever asks may bring it in: those sheets, and the own cells to choose from."""

from io import BytesIO

from django.http import FileResponse
from django.views.decorators.http import require_safe

from branches.access import Action
from config.clock import today
from config.tables import FORMATS

from ..workbooks.template import branches_for, sheets_for
from ..workbooks.template.drawing import template
from .asked import for_those_who_may

NAME = "mau-nhap-du-lieu.xlsx"


@require_safe
@for_those_who_may(Action.EDIT_PEOPLE)
def workbook_template(request):
    file = BytesIO()
    template(file, sheets_for(request.user), *branches_for(request.user), day=today())
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=NAME, content_type=FORMATS["xlsx"].content_type)
