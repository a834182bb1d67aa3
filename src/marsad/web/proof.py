"""The raw captures behind articles: their records in the store, their bytes in the archive of this machine."""

from collections.abc import Iterable

from marsad.errors import ArchiveError
from marsad.model import Capture
from marsad.store.archive import Archive
from marsad.web.context import Context
from marsad.web.faults import NotHereError
from marsad.web.views.articles import ArchiveState, CaptureView
from marsad.web.views.events import CaptureRef, capture_ref

SHA256_LETTERS = 64


def capture_refs(here: Context, sha256s: Iterable[str]) -> dict[str, CaptureRef]:
    """References to the captures that the store knows of, by sha256."""
    asked = {sha256 for sha256 in sha256s if sha256}
    return {capture.sha256: capture_ref(capture, kept=is_kept(here, capture.sha256)) for capture in here.store.captures(sorted(asked))}


def is_kept(here: Context, sha256: str) -> bool:
    """True where the archive holds the bytes."""
    return is_sha256(sha256) and here.archive.is_dir() and Archive(here.archive).blob_path(sha256).exists()


def is_sha256(given: str) -> bool:
    """True for 64 hexadecimal digits in lower case, and so for nothing that leads out of the archive."""
    return len(given) == SHA256_LETTERS and set(given) <= set("0123456789abcdef")


def find_capture(here: Context, sha256: str) -> Capture:
    """A capture's record.

    Raises:
        NotHereError: when the store knows no such capture, or none that is open to who asks.
    """
    found = here.store.captures([sha256]) if is_sha256(sha256) else []
    if not found:
        raise NotHereError(f"there is no capture {sha256[:SHA256_LETTERS]!r}")
    return found[0]


def capture_view(here: Context, capture: Capture) -> CaptureView:
    """A capture's record, and whether the archive's bytes are still those that came."""
    return CaptureView(
        capture.sha256, capture.origin, capture.requested, capture.fetched, capture.source, capture.status, list(capture.headers), capture.kind,
        capture.media_type, capture.size_bytes, _state(here, capture.sha256),
    )  # fmt: skip


def _state(here: Context, sha256: str) -> ArchiveState:
    if not is_kept(here, sha256):
        return ArchiveState(kept=False, position=None, whole=None)
    archive = Archive(here.archive)
    try:
        archive.read(sha256)
        whole = True
    except ArchiveError:
        whole = False
    position = next((number for number, _ in archive.find(sha256)), None)
    return ArchiveState(kept=True, position=position, whole=whole)


def read_bytes(here: Context, sha256: str) -> bytes:
    """The bytes of a capture.

    Raises:
        NotHereError: when this machine does not hold them, or the store that is open to who asks knows no such capture.
    """
    if not (is_kept(here, sha256) and here.store.captures([sha256])):
        raise NotHereError(f"the archive of this machine holds no bytes of {sha256[:SHA256_LETTERS]!r}")
    return Archive(here.archive).read(sha256)
