"""The one source of every number in a report: ``monthly_figures(branch, month, by=user)``."""

from .monthly import monthly_figures

__all__ = ["monthly_figures"]
