"""The English pages are for the same offices: days and numbers stay as they are written in Việt Nam."""

from config.formats.vi.formats import *  # noqa: F403
