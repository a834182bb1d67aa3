"""What goes wrong between asking for an address and having its bytes."""

TRANSIENT = frozenset(("timeout", "unreachable", "cut_short", "server_error", "too_many", "barred", "protocol", "robots_unreachable", "stopped"))
"""Codes of faults that may be gone at the next visit."""
OF_THE_HOST = frozenset(("timeout", "unreachable", "server_error", "too_many", "barred", "robots_unreachable"))
"""Codes of faults that are the host's rather than one page's: after a few of them a visit is ended."""


class FetchError(Exception):
    """An address that was not had. `code` is the issue's; `retry_after` the seconds that the server asked to be left alone, 0 for none."""

    def __init__(self, code: str, message: str, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after
