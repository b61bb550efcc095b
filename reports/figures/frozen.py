"""Figures as one text and back, exactly: what a report is frozen as when it is put up for signature.

Not the JSON file for other programs (``rendering.json``): every field of every dataclass is here under its own name.
"""

import json
from dataclasses import asdict, fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

from .facts import Figures


def as_text(kept):
    """``Figures``, or any frozen dataclass of plain values, as JSON text."""
    return json.dumps(asdict(kept), ensure_ascii=False, sort_keys=True, default=date.isoformat)


def from_text(text, shape=Figures):
    """What ``as_text`` was given, of the dataclass ``shape``. A field that the text does not know yet has its default."""
    return made_of(json.loads(text), shape)


def made_of(values, shape=Figures):
    """The ``shape`` of plain values, as ``json.loads`` reads them from ``as_text``."""
    return _made(shape, values)


def _made(shape, value):
    """``value`` of plain JSON as what the annotation ``shape`` says."""
    if value is None:
        return None
    if is_dataclass(shape):
        known = _shapes(shape)
        return shape(**{name: _made(known[name], each) for name, each in value.items() if name in known})
    if get_origin(shape) in {Union, UnionType}:
        (inner,) = (each for each in get_args(shape) if each is not NoneType)
        return _made(inner, value)
    if get_origin(shape) is tuple:
        inner = get_args(shape)
        if inner[-1] is Ellipsis:
            return tuple(_made(inner[0], each) for each in value)
        return tuple(_made(of, each) for of, each in zip(inner, value, strict=True))
    return date.fromisoformat(value) if shape is date else value


@cache
def _shapes(shape):
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in fields(shape)}
