"""A list as a file: what its page offers, and the file itself."""

from contextlib import ExitStack
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from config.clock import today
from config.tables import FORMATS, MOST_ROWS, TooManyRows

from ..export_forms import TakeOutForm
from ..exporting import remember_columns

REASON = "export_reason"
"""Where the session keeps why names left the last time."""


@dataclass(frozen=True)
class Offer:
    """What ``branches/_partials/take_out.html`` needs: the form, and the ``address`` that makes the file of just the rows
    that the page shows, on all its pages.
    """

    form: TakeOutForm
    address: str


def offer(request, listing, name, *args):
    """The ``Offer`` of a page: ``name`` is that of the file's address, which asks the same as the page's."""
    form = TakeOutForm(listing=listing, user=request.user, initial={"reason": request.session.get(REASON)})
    return Offer(form, asking_the_same(request, reverse(name, args=args)))


def asking_the_same(request, address):
    """``address`` with the question of this request, from its first page on."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{address}?{asked.urlencode()}" if asked else address


def nothing_taken_out(request, back, sentence):
    messages.error(request, sentence)
    return redirect(back)


def taken_out(request, listing, rows, *, back, write_down):
    """The file of ``rows`` (read once, as they are written), in the format and with the columns that were sent.

    It lies on the disk without a name, and is sent once ``write_down(file, rows=, reason=, detail=)`` has written down who
    takes it out; what that refuses, nobody gets. Where there is no file, the page at ``back`` says why.
    """
    form = TakeOutForm(request.POST, listing=listing, user=request.user)
    if not form.is_valid():
        return nothing_taken_out(request, back, form.problem())
    reason, name = form.cleaned_data["reason"], f"{listing.stem}-{today().isoformat()}.{form.suffix}"
    chosen, format = [listing.column(key) for key in form.wanted], FORMATS[form.suffix]
    with ExitStack() as opened:
        file = opened.enter_context(TemporaryFile())
        try:
            count = format.write(file, str(listing.title), chosen, rows, day=today())
        except TooManyRows:
            return nothing_taken_out(request, back, _too_many())
        with transaction.atomic():
            write_down(file, rows=count, reason=reason, detail=name)
            remember_columns(listing, form.wanted, by=request.user)
        opened.pop_all()  # the response closes the file
    if reason:
        request.session[REASON] = reason
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=format.content_type)


def _too_many():
    text = _("Nothing was taken out: Excel holds at most %(most)s rows. Choose CSV, or ask for less.")
    return text % {"most": MOST_ROWS}
