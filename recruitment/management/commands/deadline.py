from django.core.management.base import CommandError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.commands import DatabaseCommand
from config.days import parse_day, weekday
from recruitment.days_off import days_off
from recruitment.limits import limits_on
from recruitment.rules.deadlines import Kind, due, starts_from


class Command(DatabaseCommand):
    help = _("Says until which day something must be done whose clock started on a day; the last line begins with it.")

    def add_arguments(self, parser):
        parser.add_argument("kind", metavar="KIND", help=", ".join(Kind.values))
        parser.add_argument("day", metavar="YYYY-MM-DD", help=_("or dd/mm/yyyy"))

    def handle(self, *, kind, day, **options):
        kind, start = self.kind(kind), self.day(day)
        rules, off = limits_on(start), days_off()
        deadline = due(kind, start, off, rule_set=rules)
        text = _("%(kind)s: %(count)s %(unit)s, counted from %(from)s (%(start)s).")
        said = {"kind": kind.label, "count": deadline.count, "unit": deadline.unit.label}
        self.stdout.write(text % (said | {"from": starts_from(kind, rules), "start": date_format(start)}))
        source = deadline.source
        self.stdout.write(_("Source: %(source)s.") % {"source": f"{source} ({source.certainty.label})"})
        if skipped := deadline.skipped(off):
            days = ", ".join(map(date_format, skipped))
            self.stdout.write(_("Days off left out: %(days)s.") % {"days": days})
        self.stdout.write(f"{deadline.day.isoformat()} {weekday(deadline.day)}")

    def kind(self, text):
        try:
            return Kind(text)
        except ValueError:
            known = "".join(f"\n  {kind.value:<30} {kind.label}" for kind in Kind)
            raise CommandError(
                _("There is no deadline “%(kind)s”. There are:%(known)s") % {"kind": text, "known": known}
            )

    def day(self, text):
        try:
            return parse_day(text)
        except ValueError as refusal:
            raise CommandError(_("“%(day)s” is no day. %(how)s") % {"day": text, "how": refusal})
