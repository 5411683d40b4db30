"""A small file that a form sent, read whole in a child process with limits: definitions, a tree of org units."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile

from groundswell.engine.child import Limits, read_in_child
from groundswell.engine.limits import MIB
from groundswell.engine.sources.guard import MAX_FILE
from groundswell.errors import UserError
from groundswell.web.pages.bring.upload_handler import TOO_LARGE
from groundswell.web.requests import PageRequest

SECONDS = 60.0
LIMIT_MIB = MAX_FILE // MIB


def read_sent(request: PageRequest, job: str) -> Any:
    """What the child's ``job`` makes of it. Raises UserError("upload_too_large"), ("upload_missing") and what the child says."""
    if request.META.get(TOO_LARGE):
        raise UserError("upload_too_large", {"limit_mib": LIMIT_MIB})
    sent = request.FILES.get("file")
    if not isinstance(sent, TemporaryUploadedFile):
        raise UserError("upload_missing")
    return read_in_child(Path(sent.temporary_file_path()), job, {"name": sent.name or "file"}, limits=Limits(seconds=SECONDS))
