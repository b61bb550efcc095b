from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db import connections
from django.db.models import Q
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy


class BranchesConfig(AppConfig):
    name = "branches"

    def ready(self):
        from . import sessions  # the models are not there yet when this module is loaded

        post_migrate.connect(guard_the_audit, sender=self)
        user_logged_in.connect(sessions.begin)

        from .audit import subjects
        from .models import Access, Branch, Member, User

        subjects.declare("branches.branch", rows=Branch.objects.visible_to, names_people=False)
        subjects.declare("branches.user", rows=User.objects.visible_to, names_people=False)
        subjects.declare(
            "branches.access",
            rows=lambda user: Access.objects.visible_to(user).select_related("user", "branch"),
            names_people=False,
        )
        subjects.declare(
            "branches.member",
            rows=Member.objects.visible_to,
            search=lambda rows, text: rows.filter(Q(search_name__contains=text) | Q(code__iexact=text)),
            labels={"left_on": gettext_lazy("day of leaving")},
        )


def guard_the_audit(using, **kwargs):
    from .audit import guard  # the models are not there yet when this module is loaded

    connection = connections[using]
    if guard.ENTRIES in connection.introspection.table_names():
        guard.put_up(connection)
