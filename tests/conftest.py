"""What many tests share: the resources, and the material beside the repository."""

from pathlib import Path

import pytest

from marsad.model import Document, Extraction
from marsad.pipeline import Resources, extract_document, load_resources

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def resources() -> Resources:
    return load_resources()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material; tests that need it are skipped where it is missing."""
    if not SHARED.is_dir():
        pytest.skip(f"there is no {SHARED.name}/ beside the repository: real articles and gold are not distributed with it")
    return SHARED


@pytest.fixture(scope="session")
def read(resources: Resources):
    """Extraction of a text as published on a day."""

    def extract(text: str, published: str | None = "2018-06-15T12:00:00+00:00") -> Extraction:
        return extract_document(Document("test", text, published=published), resources)

    return extract
