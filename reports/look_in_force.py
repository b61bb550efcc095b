"""Which look the papers of this installation have, and who changes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, open_roots, require
from branches.audit import Act, Trace, record
from config import installation
from config.refusal import Problem, Refused

from .look import BOUNDS, CHOICES, NAMES, Look

LOCK = "look"
LEAST_LEADING = 2
"""Points by which the line pitch exceeds the letters at least, so that lines never touch."""
_PLAIN = Look()


def _read(name):
    kind = type(getattr(_PLAIN, name))
    return (lambda text: text == "True") if kind is bool else kind


KEYS = {name: installation.declare(f"look_{name}", default=getattr(_PLAIN, name), read=_read(name)) for name in NAMES}


def look_in_force():
    """The ``Look`` of what is printed from now on; 2018 until somebody has chosen. One statement at most."""
    with installation.read_once():
        return Look(**{name: installation.value_of(key) for name, key in KEYS.items()})


@transaction.atomic
def set_look(values, *, by):
    """From now on papers look as ``values`` ({name: value} of some fields of ``Look``) say; returns the look.

    Reports put up for signature keep the look that was frozen with them. Raises Refused with every value out of its
    bounds, and PermissionDenied for who may not change settings at every open root.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    installation.lock(LOCK)
    if problems := [
        Problem(None, name, why) for name, value in values.items() if (why := _reason_against(name, value))
    ]:
        raise Refused(problems)
    before = look_in_force().as_dict()
    after = before | values
    if after["pitch"] < after["body"] + LEAST_LEADING:
        text = _("Lines of %(body)s points need %(pitch)s points from one to the next.")
        raise Refused([Problem(None, "pitch", text % {"body": after["body"], "pitch": after["body"] + LEAST_LEADING})])
    changed = {name: value for name, value in values.items() if value != before[name]}
    for name, value in changed.items():
        installation.set_value(KEYS[name], value)
    if changed:
        said = {KEYS[name].name: [before[name], value] for name, value in changed.items()}
        record([Trace(Act.CHANGED, branch=root, values=said) for root in roots], by=by)
    return look_in_force()


def _reason_against(name, value):
    if name in BOUNDS:
        least, most = BOUNDS[name]
        if type(value) is not int or not least <= value <= most:
            return _("A whole number from %(least)s to %(most)s.") % {"least": least, "most": most}
    elif name not in CHOICES or value not in CHOICES[name]:
        return _("Choose one of the values offered.")
    return ""
