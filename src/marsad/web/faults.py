"""What a request may meet that is nobody's bug: each with the status that it is answered with."""

from marsad.errors import MarsadError


class NotHereError(MarsadError):
    """There is no such thing: 404."""


class ConflictError(MarsadError):
    """The thing is no longer what the request took it for: 409."""


class BusyError(MarsadError):
    """The server has too much to do to begin this: 503."""
