"""The second factor: codes of a telephone's authenticator (TOTP) and ten recovery codes. Nothing here needs a network.

One-time codes go by real time, never by the demo's clock. A code counts once, at its own half minute and the one
before or after (clocks are never set after each other: it is the server's that counts). What guessing costs is said in
``throttling``; django-otp's own brake is off, because whoever knows the password could lock the owner out with it.
"""

import re
import secrets
from base64 import b32encode, urlsafe_b64encode

import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.safestring import mark_safe
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from ..access import home_of
from ..audit import Act, Trace, record

RECOVERY_CODES = 10
ONE_TIME, RECOVERY = re.compile(r"[0-9]{6}"), re.compile(r"[0-9]{10}")
"""Digits only, which no Vietnamese typing program turns into something else."""


def device_of(user):
    """The authenticator that ``user`` has set up; None without one."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def verify(user, code):
    """Whether ``code``, one-time or recovery, is right. It is used up by that, also for whoever asks meanwhile."""
    code = re.sub(r"[\s-]", "", code)
    if ONE_TIME.fullmatch(code):
        device, token = device_of(user), code
    elif RECOVERY.fullmatch(code):
        device, token = StaticDevice.objects.filter(user=user, confirmed=True).first(), _digest(user, code)
    else:
        return False
    return device is not None and verify_token(user, device.persistent_id, token) is not None


# --- Setting it up


@transaction.atomic
def begin_setup(user):
    """A new secret for ``user``, which counts for nothing before ``confirm_setup``."""
    TOTPDevice.objects.filter(user=user, confirmed=False).delete()
    return TOTPDevice.objects.create(user=user, name="authenticator", confirmed=False)


def device_being_set_up(user):
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


@transaction.atomic
def confirm_setup(user, code):
    """The recovery codes, if ``code`` comes from the new secret, which from now on is the second factor; else None."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    code = re.sub(r"\s", "", code)
    if device is None or not ONE_TIME.fullmatch(code) or not device.verify_token(code):
        return None
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    record([Trace(Act.SECOND_FACTOR_SET, user, home_of(user))], by=user)
    return _new_codes(user)


@transaction.atomic
def renew_codes(user):
    """Ten new recovery codes; the old ones are worth nothing any more."""
    values = {"recovery_codes": [None, None]}
    record([Trace(Act.SECOND_FACTOR_SET, user, home_of(user), values)], by=user)
    return _new_codes(user)


def _new_codes(user):
    """Shown once: the database keeps keyed digests, which are worth nothing without ``SECRET_KEY``."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [f"{secrets.randbelow(10**10):010}" for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(user, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def codes_left(user):
    return StaticToken.objects.filter(device__user=user, device__confirmed=True).count()


@transaction.atomic
def take_away(user, *, branch, by):
    """The second factor of ``user`` is gone, with its recovery codes. The callers have asked whether ``by`` may."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    record([Trace(Act.SECOND_FACTOR_RESET, user, branch)], by=by)


def remove_own(user):
    """For whoever has given the own password once more, where no second factor is asked of everybody."""
    take_away(user, branch=home_of(user), by=user)


def is_asked_of_everybody():
    return settings.SECOND_FACTOR


def _digest(user, code):
    """As much of the digest as the column holds: 96 bits."""
    digest = salted_hmac("branches.login.second_factor", f"{user.pk}:{code}", algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:12]).decode()


# --- How a telephone learns the secret


def secret_as_text(device):
    """In groups of four, to be typed where there is no camera."""
    text = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def secret_as_picture(device):
    """The square code, as SVG without styles."""
    code = segno.make(device.config_url, micro=False)
    return mark_safe(code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None))
