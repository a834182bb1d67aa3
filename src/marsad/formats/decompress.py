"""Content-Encoding undone in bounded steps."""

import zlib

GZIP_WINDOW, DEFLATE_WINDOW, RAW_WINDOW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
ACCEPTED = "gzip, deflate"
"""What is asked for: the two encodings whose decoder can be told how much it may put out."""


class DecompressionError(ValueError):
    """Bytes that are not of their encoding, or more than may come out of it. `code` is the issue's."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Decoder:
    """Undoes a Content-Encoding (`gzip`, `deflate`, `identity` or `""`), and never holds more than `most_bytes` of what comes out.

    A gzip bomb of 292 kB filled 300 MB through httpx, which decodes each chunk whole; here zlib itself is told where to stop.

    Raises:
        DecompressionError: `encoding` for an encoding that is not accepted or bytes that are not of it, `bomb` past `most_bytes`.
    """

    def __init__(self, encoding: str, most_bytes: int) -> None:
        self._name = encoding.strip().lower()
        if self._name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise DecompressionError("encoding", f"the body is encoded as {encoding!r}; only {ACCEPTED} was asked for")
        self._left = self._most = most_bytes
        self._zlib = zlib.decompressobj(GZIP_WINDOW) if "gzip" in self._name else None
        self._held = b""
        self._begun = False

    def feed(self, raw: bytes) -> bytes:
        """What comes out of the next bytes."""
        parts = []
        if self._name == "deflate" and self._zlib is None:
            raw = self._choose_frame(raw)
        while raw:
            out, raw = self._inflate(raw) if self._name not in ("", "identity") else (raw, b"")
            self._left -= len(out)
            if self._left < 0:
                code = "bomb" if self._zlib else "too_large"
                raise DecompressionError(code, f"the body is larger than {self._most} bytes once decoded; it is given up")
            parts.append(out)
        return b"".join(parts)

    def _choose_frame(self, raw: bytes) -> bytes:
        """The bytes to go on with, once two are there: some servers send deflate without the zlib frame that the standard asks for."""
        self._held += raw
        if len(self._held) < 2:
            return b""
        framed = self._held[0] & 15 == zlib.DEFLATED and int.from_bytes(self._held[:2], "big") % 31 == 0
        self._zlib = zlib.decompressobj(DEFLATE_WINDOW if framed else RAW_WINDOW)
        return self._held

    def end(self) -> bytes:
        """Nothing more comes out; an encoded stream that was cut is told here."""
        if (self._zlib is not None and self._begun and not self._zlib.eof) or (self._held and self._zlib is None):
            raise DecompressionError("cut_short", f"the {self._name} stream of the body ends before its end")
        return b""

    def _inflate(self, raw: bytes) -> tuple[bytes, bytes]:
        """What comes out of `raw`, and what of it belongs to a next member of the stream (gzip may have several)."""
        assert self._zlib is not None
        if self._zlib.eof and "gzip" in self._name:
            self._zlib = zlib.decompressobj(GZIP_WINDOW)
        try:
            out = self._zlib.decompress(raw, self._left + 1)
        except zlib.error as error:
            raise DecompressionError("encoding", f"the body is said to be {self._name} and is not: {error}") from error
        self._begun = True
        return out, self._zlib.unused_data if "gzip" in self._name else b""
