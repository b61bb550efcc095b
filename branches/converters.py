"""What may stand in an address. Imported by whoever uses it, so that it is registered before."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class BranchCode(StringConverter):
    """A code may hold a slash ("12/ĐB"); none holds a NUL, at which PostgreSQL would fail instead of finding nothing."""

    regex = "[^\\0\\n]+"


register_converter(BranchCode, "code")
