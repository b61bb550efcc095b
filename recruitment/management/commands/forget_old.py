from django.utils.translation import gettext as _

from config.commands import DatabaseCommand
from recruitment.kept_journals import KEPT, forget_old


class Command(DatabaseCommand):
    help = _(
        "Forgets uploads that were left lying, and what old imports and merges wrote: names are not kept for ever."
    )

    def handle(self, **options):
        text = _(
            "Older than %(days)s days and forgotten: %(drafts)s drafts; what %(imports)s imports and %(merges)s merges wrote."
        )
        self.stdout.write(text % {"days": KEPT.days, **forget_old()._asdict()})
