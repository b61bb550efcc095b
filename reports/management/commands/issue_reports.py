"""Every branch's report of a month as files: ``reports.batch`` does it, this says how it went."""

import sys
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import system_user
from branches.audit import Act, Trace, record
from branches.models import Branch
from config.commands import DatabaseCommand
from config.progress import Bar
from reports.batch import crew
from reports.batch.files import INDEX, Entry, file_names, forget_parts, is_there, read_index, write_index
from reports.batch.numbers import Numbered, numbers_of
from reports.batch.signed import reason_against, signed_reports
from reports.batch.work import work
from reports.periods import parse_period

FORMS = ("pdf", "docx", "xlsx", "json")
BETWEEN_INDEXES = 1
"""Seconds: the index is written again that often, so that a run cut short knows next time what was there."""
STOPPED = 130


class Command(DatabaseCommand):
    help = _("Makes the report of every branch below one as files, on all processors; goes on where it was stopped.")

    def add_arguments(self, parser):
        parser.add_argument("period", metavar="YYYY-MM", help=_("the month, or another period as of “report”"))
        parser.add_argument("--below", metavar="CODE", required=True, help=_("this branch and everything below it"))
        parser.add_argument("--out", metavar="FOLDER", required=True, help=_("where the files go"))
        parser.add_argument(
            "--numbers", metavar="FILE.csv", help=_("numbers of the reports: code, number, perhaps day")
        )
        parser.add_argument("--format", default="pdf", help=_("one or several of pdf,docx,xlsx,json"))
        parser.add_argument("--cores", type=int, default=crew.cores(), help=_("how many reports are made at once"))
        parser.add_argument("--again", action="store_true", help=_("make files anew that are there already"))
        parser.add_argument("--worker", action="store_true", help=_("used by the command itself"))

    def handle(self, *, period, below, out, numbers, cores, again, worker, **options):
        forms = self.forms(options["format"])
        if worker:
            return work(sys.stdin, sys.stdout, folder=out, period=period, forms=forms, by=system_user())
        self.by, self.folder, self.forms_asked = system_user(), Path(out), forms
        try:
            self.plan(period, below, numbers)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages))
        todo = [code for code in self.stems if again or not self.is_made(code)]
        if len(todo) < len(self.stems):
            self.say_what_is_there(len(self.stems) - len(todo))
        if todo:
            self.make(todo, max(cores, 1))
        else:
            self.index()
        self.stdout.write(_("The index is %(file)s.") % {"file": self.folder / INDEX})

    def forms(self, text):
        forms = tuple(dict.fromkeys(part.strip() for part in text.split(",")))
        if wrong := [form for form in forms if form not in FORMS]:
            text = _("No such format: %(wrong)s. There are %(formats)s.")
            raise CommandError(text % {"wrong": ", ".join(wrong), "formats": ", ".join(FORMS)})
        return forms

    # --- What is to be made

    def plan(self, period, below, numbers):
        """Branches, names of files, numbers; raises ValidationError before anything is made."""
        self.top = Branch.objects.filter(code=below).first()
        if self.top is None:
            raise CommandError(_("There is no branch with the code %(code)s.") % {"code": below})
        self.period = parse_period(period, self.top)
        inside = Branch.objects.at_or_below([self.top]).in_force(self.period.as_of)
        self.names = dict(inside.order_by("path").values_list("code", "name"))
        self.stems = file_names(self.names, self.period)
        self.signed = signed_reports(self.names, self.period)
        self.numbers = numbers_of(self.read(numbers), self.names, self.reason_against) if numbers else {}
        self.make_folder()
        self.known = read_index(self.folder)
        self.given_before = {
            entry.code: entry.numbered
            for entry in self.known.values()
            if entry.period == str(self.period) and entry.numbered.number and self.is_still_free(entry)
        }

    def read(self, path):
        try:
            return Path(path).read_bytes()
        except OSError as error:
            text = _("%(file)s cannot be read: %(reason)s")
            raise CommandError(text % {"file": path, "reason": error.strerror})

    def make_folder(self):
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            text = _("%(file)s cannot be written: %(reason)s")
            raise CommandError(text % {"file": self.folder, "reason": error.strerror})

    def reason_against(self, code, numbered):
        return reason_against(code, numbered, self.signed, self.period)

    def is_still_free(self, entry):
        """Whether no report has been signed meanwhile with the number that an earlier list gave to this one."""
        return entry.code in self.names and not self.reason_against(entry.code, entry.numbered)

    def numbered(self, code):
        """What stands on the report: what was signed, else what the list gives, else what an earlier list has given."""
        if code in self.signed:
            return self.signed[code].numbered
        return self.numbers.get(code) or self.given_before.get(code, Numbered())

    def files(self, code):
        return [self.file(code, form) for form in self.forms_asked]

    def file(self, code, form):
        return f"{self.stems[code]}.{form}"

    def is_made(self, code):
        """Whether every file is there, whole, under its number; of a signed report the signed bytes."""
        digests = self.signed[code].digests if code in self.signed else {}
        return all(
            is_there(self.folder, self.known.get(self.file(code, form)), self.numbered(code), digests.get(form))
            for form in self.forms_asked
        )

    def enter(self, code, file, size, digest):
        self.known[file] = Entry(code, self.names[code], str(self.period), self.numbered(code), file, size, digest)

    # --- Making it

    def make(self, todo, cores):
        """Raises CommandError with the branches that failed; Ctrl+C ends the command with STOPPED."""
        detail = f"{self.period}.{','.join(self.forms_asked)}"
        record([Trace(Act.EXPORTED, self.top, self.top, rows=len(todo), detail=detail)], by=self.by)
        self.failed, self.left, self.written = {}, set(todo), monotonic()
        try:
            with crew.Crew([self.job(code) for code in todo], self.command(), cores) as at_work:
                self.follow(at_work, len(todo))
        finally:
            forget_parts(self.folder, [file for code in self.left | {*self.failed} for file in self.files(code)])
            self.index()
        self.stdout.write(self.said_of(len(todo) - len(self.failed)))
        if self.failed:
            raise CommandError(self.refusal(self.failed))

    def follow(self, at_work, count):
        """Take over every answer of the crew; Ctrl+C lets it finish what it has begun."""
        try:
            with Bar(count, self.stderr, _("making reports")) as bar:
                for job, answer in at_work.answers():
                    self.take(job["code"], answer)
                    bar.advance(1)
        except KeyboardInterrupt:
            for job, answer in at_work.stop():
                self.take(job["code"], answer)
            self.stderr.write(self.stopped(count - len(self.left) - len(self.failed), len(self.left)))
            sys.exit(STOPPED)

    def take(self, code, answer):
        """The index keeps up, now and then."""
        self.left.discard(code)
        if "error" in answer:
            self.failed[code] = answer["error"]
        for file in answer.get("files", ()):
            self.enter(code, *file)
        if monotonic() - self.written > BETWEEN_INDEXES:
            self.index()
            self.written = monotonic()

    def job(self, code):
        number, day = self.numbered(code)
        return {"code": code, "stem": self.stems[code], "number": number, "day": day and day.isoformat()}

    def command(self):
        own = ("issue_reports", str(self.period), "--below", self.top.code, "--out", str(self.folder.absolute()))
        shape = ("--format", ",".join(self.forms_asked), "--worker")
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *own, *shape]

    def index(self):
        places = {code: place for place, code in enumerate(self.names)}
        order = sorted(self.known.values(), key=lambda entry: (places.get(entry.code, len(places)), entry.file))
        write_index(self.folder, [entry for entry in order if (self.folder / entry.file).is_file()])

    # --- What is said

    def say_what_is_there(self, count):
        text = ngettext(
            "%(count)s report was there already and stays as it is (--again makes it anew).",
            "%(count)s reports were there already and stay as they are (--again makes them anew).",
            count,
        )
        self.stdout.write(text % {"count": count})

    def said_of(self, count):
        return ngettext("%(count)s report was made.", "%(count)s reports were made.", count) % {"count": count}

    def stopped(self, made, left):
        text = _("Stopped. %(made)s reports are whole, %(left)s are not made; the same command goes on from here.")
        return text % {"made": made, "left": left}

    def refusal(self, failed):
        lines = [f"  {code} ({self.names[code]}): {sentence}" for code, sentence in failed.items()]
        text = ngettext("%(count)s report was not made:", "%(count)s reports were not made:", len(failed))
        again = _("Put this right and give the same command again: what was made stays.")
        return "\n".join([text % {"count": len(failed)}, *lines, again])
