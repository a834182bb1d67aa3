"""The source files that come with the project are right."""

from pathlib import Path

from marsad.stages.collect.sources import check_sources, read_sources

FOLDER = Path(__file__).resolve().parent.parent / "sources"


def test_the_source_files_are_right() -> None:
    assert check_sources(FOLDER) == []
    sources = read_sources(FOLDER)
    assert len(sources) >= 10
    for source in sources:
        assert source.language == "ar"
        assert all((source.outlet, source.owner, source.country, source.rights)), source.id
        assert source.private_networks == ()
        assert source.address.startswith("https://")
