"""What the office decides where the Party's texts are silent, beside what the texts say."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from branches.access import Action, may_everywhere, open_roots, require, require_somewhere
from config.clock import today

from ..forms.limits import LimitForm, LocalForm
from ..limits import limits_on, set_limit, set_local
from ..rules.rulesets import NAMES


@require_http_methods(["GET", "HEAD", "POST"])
def limit_list(request):
    require_somewhere(request.user, Action.VIEW)
    if request.method == "POST":
        require(request.user, Action.CHANGE_SETTINGS, *open_roots())
    local = LocalForm(request.POST if "local" in request.POST else None)
    limit = LimitForm(request.POST if "limit" in request.POST else None)
    if (local.is_valid() and _set_local(local, request.user)) or (limit.is_valid() and _set_limit(limit, request.user)):
        messages.success(request, _("Saved."))
        return redirect("recruitment:limit_list")
    day = today()
    rules = limits_on(day)
    context = {
        "local": local,
        "limit": limit,
        "rules": rules,
        "limits": [(NAMES[name], each, each.source.on(day)) for name, each in rules.limits().items()],
        "may_set": may_everywhere(request.user, Action.CHANGE_SETTINGS),
    }
    return render(request, "recruitment/limit_list.html", context)


@transaction.atomic
def _set_local(form, user):
    for name, value in form.cleaned_data.items():
        set_local(name, value, by=user)
    return True


def _set_limit(form, user):
    """Whether it was written; where not, the form says why."""
    try:
        set_limit(form.cleaned_data["name"], form.chosen(), valid_from=form.cleaned_data["valid_from"], by=user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
