"""What happens around every request, whatever it asks for."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from . import installation


def never_stored(get_response):
    """No page is kept by a browser or a proxy: almost every one names people, branches or figures."""

    def middleware(request):
        response = get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

    return middleware


def language_of_the_user(get_response):
    """Pages speak the language the user has saved, else Vietnamese; the browser is not asked."""

    def middleware(request):
        language = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware


def settings_read_once(get_response):
    """The table of settings costs a request one statement."""

    def middleware(request):
        with installation.read_once():
            return get_response(request)

    return middleware
