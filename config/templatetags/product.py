"""What the product says of itself on every page."""

import tomllib
from functools import cache

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
@cache
def version():
    """The version in pyproject.toml, its one home."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
