"""What the readers of formats raise."""

from marsad.errors import InputError


class FormatError(InputError):
    """Bytes that are not of their format, or that are not parsed for safety. `code` is the code of the issue."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
