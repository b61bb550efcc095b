"""A form that was sent twice makes one thing: double click, retry after a dropped line, Back and send again."""

import hashlib
import json
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .models import Submission

FIELD = "form_token"


class SentBefore(Exception):
    """The form was sent before with other content; ``address`` is what it made then."""

    def __init__(self, address):
        super().__init__(address)
        self.address = address


class OnceMixin(forms.Form):
    """A form that carries a token of its own, new with every page."""

    form_token = forms.UUIDField(label=_("Number of the form"), widget=forms.HiddenInput, initial=uuid4)

    def renew_token(self):
        """For a form that is shown again although its token is used up; call it once the form has been validated."""
        self.data = self.data.copy()
        self.data[self.add_prefix(FIELD)] = str(uuid4())


def once(token: UUID, content, make, *, by):
    """Call ``make()``, which writes and returns an address, unless the form with this token did so before.

    Returns the address of what was made, now or then; all in one transaction. ``content``: what was typed, to be told
    apart from other content: then SentBefore is raised, and nothing is written.
    """
    digest = _digest(content)
    if answer := _answer(token, digest, by):
        return answer
    try:
        with transaction.atomic():
            submission = Submission.objects.create(token=token, user=by, content=digest)
            submission.answer = make()
            submission.save(update_fields=["answer"])
            return submission.answer
    except IntegrityError:
        # The same form was being sent at the same moment, and the other one came first.
        if answer := _answer(token, digest, by):
            return answer
        raise


def _answer(token, digest, by):
    sent = Submission.objects.filter(token=token, user=by).first()
    if sent and sent.content != digest:
        raise SentBefore(sent.answer)
    return sent and sent.answer


def _digest(content):
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
