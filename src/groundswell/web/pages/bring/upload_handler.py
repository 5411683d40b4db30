"""Takes an uploaded file to a temporary file of our own naming, and stops at the size we read.

The sender's name for it is a label and never part of a path.
"""

from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from groundswell.engine.sources.guard import MAX_FILE

TOO_LARGE = "groundswell_upload_too_large"


class LimitedTemporaryFile(TemporaryFileUploadHandler):
    """As Django's, with a ceiling: past it the connection is dropped and the request is marked."""

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        """Called for each piece; stops at the first byte too many."""
        self.received += len(raw_data)
        if self.received > MAX_FILE:
            if self.request is not None:
                self.request.META[TOO_LARGE] = True
            raise StopUpload(connection_reset=False)
        return super().receive_data_chunk(raw_data, start)
