"""A program for ``test_issue_reports``: a small office with a database of its own, for a command that starts processes.

python -m tests.batches    an empty database, five organisations, the clock at the end of 2023
"""

TREE = (
    ("H", "district", "", "Đảng bộ huyện Minh Họa"),
    ("X1", "base", "H", "Đảng bộ xã Một"),
    ("X1/T1", "cell", "X1", "Chi bộ thôn 1"),
    ("x1-t1", "cell", "X1", "Chi bộ thôn <b>Hai</b>"),
    ("X1-T1", "cell", "X1", "=Chi bộ thôn 3"),
)
PERIOD = "2023-12"


def prepare():
    from django.core.management import call_command

    from branches.access import system_user
    from branches.placing import Draft, place_branches
    from config import installation
    from config.clock import DEMO_CLOCK

    call_command("migrate", verbosity=0)
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    drafts = [
        Draft(code, None, details={"kind": kind, "parent": above, "name": name}) for code, kind, above, name in TREE
    ]
    place_branches(drafts, by=system_user())


if __name__ == "__main__":
    import django

    django.setup()
    prepare()
