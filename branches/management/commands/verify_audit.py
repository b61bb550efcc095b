import sys

from django.db import connection
from django.utils.translation import gettext as _

from branches.audit import chain, guard
from branches.models import AuditEntry, AuditHead, User
from config.commands import DatabaseCommand
from config.progress import Bar


class Command(DatabaseCommand):
    help = _("Checks that the audit is what was written: every chain, every value, and the guards of the database.")

    def handle(self, **options):
        names = dict(User.objects.values_list("pk", "username"))
        count = AuditEntry.objects.count()
        with Bar(count, self.stderr, _("verifying")) as bar:
            faults = list(chain.faults(progress=bar.advance))
        missing = guard.missing(connection)
        for fault in faults:
            where = names.get(fault.actor_id, fault.actor_id)
            entry = _("entry %(number)s") % {"number": fault.number} if fault.number else _("the chain")
            self.stderr.write(f"{where}, {entry}: {fault.sentence}")
        for name in missing:
            self.stderr.write(_("The guard %(name)s is down: run migrate to put it up again.") % {"name": name})
        if faults or missing:
            sys.exit(1)
        text = _("The audit is whole: %(entries)s entries of %(accounts)s accounts.")
        self.stdout.write(text % {"entries": count, "accounts": AuditHead.objects.filter(count__gt=0).count()})
        self.stdout.write(_("Keep these numbers; at the next check none may be smaller:"))
        for name, entries in AuditHead.objects.order_by("actor__username").values_list("actor__username", "count"):
            self.stdout.write(f"  {name}: {entries}")
