"""Files that come in: no more of one is written to the disk than anybody reads."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

MOST = 20 * 1024 * 1024
"""Bytes of a file."""


class NoMoreThanIsRead(TemporaryFileUploadHandler):
    """Keeps the first ``MOST`` bytes of a file; its size is still told, so that a form can say what was wrong."""

    def receive_data_chunk(self, raw_data, start):
        if start < MOST:
            super().receive_data_chunk(raw_data, start)
