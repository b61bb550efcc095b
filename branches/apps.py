from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.db.models.signals import post_migrate


class BranchesConfig(AppConfig):
    name = "branches"

    def ready(self):
        from . import sessions  # the models are not there yet when this module is loaded

        post_migrate.connect(guard_the_audit, sender=self)
        user_logged_in.connect(sessions.begin)

        from .audit import subjects
        from .models import Access, Branch, User

        subjects.declare("branches.branch", rows=Branch.objects.visible_to)
        subjects.declare("branches.user", rows=User.objects.visible_to)
        subjects.declare(
            "branches.access", rows=lambda user: Access.objects.visible_to(user).select_related("user", "branch")
        )


def guard_the_audit(using, **kwargs):
    from .audit import guard  # the models are not there yet when this module is loaded

    connection = connections[using]
    if guard.ENTRIES in connection.introspection.table_names():
        guard.put_up(connection)
