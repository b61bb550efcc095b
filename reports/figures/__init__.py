"""The one source of every number in a report: ``figures_of(branch, period, by=user)``."""

from .period import figures_of

__all__ = ["figures_of"]
