"""Log lines without personal data."""

import logging
import re
import traceback
from types import TracebackType

from nenkin.registry.request_number import request_number

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

LINK = re.compile(r"(/link/)[^/\s]+")  # what a mail brings: whoever has it may go on


class PlainFormatter(logging.Formatter):
    """Time, level, request, message. Of an exception: its kind and the places in the code, not its text.

    The text of an exception often quotes what a person typed or a row of the database. The link of a mail is cut.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(request)s] %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request = request_number.get() or "-"
        return LINK.sub(r"\1…", super().format(record))

    def formatException(self, ei: ExceptionInfo) -> str:
        places = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(ei[2])]
        return "\n".join([*places, f"  {ei[0].__name__ if ei[0] else ''}"])
