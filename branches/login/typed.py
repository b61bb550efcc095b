"""A form that reached us after its session had been locked: kept until its writer has logged in again, and offered then.

Only where no script could ask for the password on the spot. Files, passwords and whatever is long are not kept.
"""

import json

TYPED = "typed"
MOST_KEPT = 20_000  # characters
NEVER_KEPT = ("password", "code")


def keep_typed(request, user):
    """Keep the form that ``user`` has sent in the session that is nobody's yet; False where it cannot be kept."""
    fields = [[name, values] for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"]
    is_secret = any(word in name for name, _values in fields for word in NEVER_KEPT)
    if is_secret or request.FILES or len(json.dumps(fields)) > MOST_KEPT:
        return False
    request.session[TYPED] = {"user": user.pk, "address": request.get_full_path(), "fields": fields}
    return True


def typed_by(request):
    """``(address, [(name, value), …])`` of the form kept for the user of ``request``; None without one."""
    typed = request.session.get(TYPED)
    if typed is None or typed["user"] != request.user.pk:
        return None
    return typed["address"], [(name, value) for name, values in typed["fields"] for value in values]


def forget_typed_by_others(request, user):
    """Before ``user`` is logged in: what somebody else had typed in this browser is nobody's any more."""
    if request.session.get(TYPED, {}).get("user") != user.pk:
        request.session.pop(TYPED, None)
