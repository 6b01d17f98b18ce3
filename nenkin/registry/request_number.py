"""The number of the request being answered: set by the site's middleware, empty in commands.

It ties a line of the log, a row of the audit trail and the answer a person saw to each other.
"""

from contextvars import ContextVar

request_number: ContextVar[str] = ContextVar("request_number", default="")
