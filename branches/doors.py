"""What a view says of itself to the ``Gate`` (``branches.middleware``), and what must be done before anything else."""

OWN_PASSWORD = "branches:password_change"
SECOND_FACTOR = "branches:second_factor"
"""Duties, by the names of the pages where they are done."""


def open_under(*duties):
    """The view is open to whoever has one of ``duties`` still to do."""

    def marked(view):
        view.open_under = duties
        return view

    return marked


def only_looks(view):
    """Asking for this is no work: it does not keep the session alive."""
    view.only_looks = True
    return view
