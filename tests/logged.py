"""What the product writes to its log, caught as text, in the form that was asked for."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from groundswell.web import logs


@contextmanager
def logged(form: logs.Form) -> Iterator[io.StringIO]:
    """Within the block, every line of the log of the product, of Django and of the server goes into the text."""
    caught = io.StringIO()
    handlers = {handler for name in (logs.OURS, "django", "waitress") for handler in logging.getLogger(name).handlers}
    before = {handler: (handler.formatter, handler.stream) for handler in handlers if isinstance(handler, logs.Lines)}
    assert before, "the log has a handler of ours"
    for handler in before:
        handler.stream = caught
    logs.begin(form)
    try:
        yield caught
    finally:
        for handler, (formatter, stream) in before.items():
            handler.formatter, handler.stream = formatter, stream
        logging.getLogger(logs.REQUESTS).setLevel(logging.NOTSET)
