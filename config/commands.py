"""What our commands share: a sentence, never a traceback, where the database does not serve them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _


class DatabaseCommand(BaseCommand):
    """A command that needs the tables; ``--traceback`` still shows where it failed without them."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            text = _("The database does not answer (%(reason)s). If it is new or older, first run “manage.py migrate”.")
            raise CommandError(text % {"reason": error}) from error
