"""A long act, told while it goes on: lines of JSON from which a script draws a bar.

The act runs in a thread of its own, so that it comes to its end whether or not somebody still listens.
"""

import json
import logging
import time
from contextvars import copy_context
from queue import SimpleQueue
from threading import Thread

from django.core.exceptions import PermissionDenied
from django.db import connections
from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from .refusal import Refused

LINES = "application/x-ndjson"
EVERY = 0.2
"""Seconds between two lines."""

logger = logging.getLogger(__name__)


def is_asked_for(request):
    """Whether a script wants to be told; everybody else gets a page when all is done."""
    return request.headers.get("Accept") == LINES


def told(work, total):
    """The response that tells of ``work(progress)``: ``{"done": rows, "total": rows}`` again and again, and at last
    ``{"address": where to go on}``, which ``work`` returns, or ``{"error": sentence}``.
    """
    queue = SimpleQueue()
    context, language = copy_context(), translation.get_language()
    Thread(target=context.run, args=(_run, work, queue, language)).start()
    response = StreamingHttpResponse(_lines(queue, max(total, 1)), content_type=LINES)
    response.headers["Content-Encoding"] = "identity"  # packing would hold the lines back until the end
    response.headers["X-Accel-Buffering"] = "no"  # and so would a proxy
    return response


def _run(work, queue, language):
    try:
        with translation.override(language):
            queue.put({"address": work(lambda rows: queue.put(rows))})
    except Refused as refused:
        queue.put({"error": " ".join(refused.messages)})
    except PermissionDenied as denied:
        queue.put({"error": str(denied)})
    except Exception:
        logger.exception("A long act failed.")
        with translation.override(language):
            queue.put({"error": _("Something went wrong; nothing was written. The log of the site says why.")})
    finally:
        connections.close_all()


def _lines(queue, total):
    done, told_at = 0, 0.0
    while not isinstance(said := queue.get(), dict):
        done += said
        if time.monotonic() - told_at > EVERY:
            told_at = time.monotonic()
            yield _line({"done": min(done, total), "total": total})
    yield _line(said)


def _line(said):
    return json.dumps(said, ensure_ascii=False) + "\n"
