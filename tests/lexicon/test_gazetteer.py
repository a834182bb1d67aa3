"""The gazetteer: what it knows, and one contract for all its implementations."""

from pathlib import Path

import pytest

from marsad.errors import InputError, LexiconError
from marsad.lexicon.gazetteer import Gazetteer, SqliteGazetteer, open_gazetteer, to_key, user_gazetteer_path
from marsad.lexicon.gazetteer_file import digest_rows, read_rows, write_gazetteer
from marsad.lexicon.geonames import lay_out, read_dumps

DUMP = "\n".join(
    "\t".join(cells)
    for cells in (
        [
            "1",
            "Tall Numayr",
            "Tall Numayr",
            "تل نمير,Tell Nmeir",
            "36.1",
            "37.2",
            "P",
            "PPL",
            "SY",
            "",
            "09",
            "",
            "",
            "",
            "900",
            "",
            "400",
            "Asia/Damascus",
            "2020-01-01",
        ],
        [
            "2",
            "Kafr Zunbuqah",
            "Kafr Zunbuqah",
            "",
            "35.9",
            "36.7",
            "P",
            "PPL",
            "SY",
            "",
            "12",
            "",
            "",
            "",
            "0",
            "",
            "300",
            "Asia/Damascus",
            "2020-01-01",
        ],
        [
            "3",
            "Jabal Zunbuq",
            "Jabal Zunbuq",
            "",
            "35.8",
            "36.6",
            "T",
            "MT",
            "SY",
            "",
            "12",
            "",
            "",
            "",
            "0",
            "",
            "900",
            "Asia/Damascus",
            "2020-01-01",
        ],
        [
            "4",
            "Some Cable",
            "Some Cable",
            "",
            "35.8",
            "36.6",
            "X",
            "CBL",
            "SY",
            "",
            "12",
            "",
            "",
            "",
            "0",
            "",
            "900",
            "Asia/Damascus",
            "2020-01-01",
        ],
    )
)
ALTERNATES = "10\t3\tar\tجبل الزنبق\t1\t\t\t\n11\t3\tfr\tMont Zunbuq\t\t\t\t"


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    (tmp_path / "SY.txt").write_text(DUMP, "utf-8")
    (tmp_path / "alternates.txt").write_text(ALTERNATES, "utf-8")
    places, names = lay_out(*read_dumps([tmp_path / "SY.txt", tmp_path / "alternates.txt"]))
    write_gazetteer(tmp_path / "user.sqlite", places, names)
    return tmp_path / "user.sqlite"


@pytest.fixture(params=["built", "user", "joined"])
def gazetteer(request: pytest.FixtureRequest, user_file: Path) -> Gazetteer:
    if request.param == "built":
        return open_gazetteer()
    return SqliteGazetteer(user_file) if request.param == "user" else open_gazetteer(user_file)


def test_every_key_is_found(gazetteer: Gazetteer) -> None:
    for key in sorted(gazetteer.keys)[:200]:
        assert gazetteer.find(key)


def test_openings_begin_keys(gazetteer: Gazetteer) -> None:
    for opening in sorted(gazetteer.openings)[:50]:
        assert any(key.startswith(opening + " ") for key in gazetteer.keys)


def test_unknown_names_and_ids_are_none(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("زززز") == ()
    assert gazetteer.fetch("geonames:0") is None


def test_a_place_is_fetched_by_its_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.find(min(gazetteer.keys))[0]
    assert gazetteer.fetch(place.id) == place


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("حلب", "SY", "settlement", 36.2, 37.2),
        ("محافظة حلب", "SY", "admin", 36.1, 37.6),
        ("أبو ظبي", "AE", "settlement", 24.5, 54.4),
        ("ابوظبي", "AE", "settlement", 24.5, 54.4),
        ("بنغازي", "LY", "settlement", 32.1, 20.1),
        ("مضيق هرمز", "", "natural", 26.5, 56.3),
        ("معبر رفح", "PS", "facility", 31.2, 34.3),
        ("مطار التيفور", "SY", "facility", 34.5, 37.6),
        ("صنعا", "YE", "settlement", 15.35, 44.2),
        ("دارفور", "SD", "region", 13.5, 24.5),
        ("الساحل الأفريقي", "", "region", 15.5, 3.0),
    ],
)
def test_knows_places_of_news(name: str, country: str, kind: str, lat: float, lon: float) -> None:
    found = [place for place in open_gazetteer().lookup(name) if (place.country, place.kind) == (country, kind)]
    bare = [place for place in open_gazetteer().lookup(name.removeprefix("محافظة ")) if (place.country, place.kind) == (country, kind)]
    near = [
        place for place in found + bare if place.lat is not None and place.lon is not None and abs(place.lat - lat) < 1 and abs(place.lon - lon) < 1
    ]
    assert near


def test_reads_dumps_and_alternate_names(user_file: Path) -> None:
    gazetteer = SqliteGazetteer(user_file)
    assert [place.name_en for place in gazetteer.lookup("تل نمير")] == ["Tall Numayr"]
    assert [place.kind for place in gazetteer.lookup("جبل الزنبق")] == ["natural"]
    assert gazetteer.find_skeleton("KFRZNBK")[0].id == "geonames:2"


def test_the_users_places_stand_beside_the_built_ones(user_file: Path) -> None:
    joined = open_gazetteer(user_file)
    assert joined.lookup("تل نمير")
    assert joined.lookup("حلب")
    assert "+" in joined.digest


def test_writing_is_repeatable(user_file: Path) -> None:
    rows = read_rows(user_file)
    before = user_file.read_bytes()
    write_gazetteer(user_file, *rows)
    assert user_file.read_bytes() == before
    assert SqliteGazetteer(user_file).digest == digest_rows(*rows)


def test_refuses_what_is_no_dump(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("a\tb\n", "utf-8")
    with pytest.raises(InputError, match=r"x\.txt:1: 2 columns"):
        read_dumps([tmp_path / "x.txt"])


def test_says_which_file_is_no_gazetteer(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_text("no database")
    with pytest.raises(LexiconError, match=r"x\.sqlite"):
        SqliteGazetteer(tmp_path / "x.sqlite")


def test_keys_part_at_hyphens() -> None:
    assert to_key("مزار-شريف") == "مزار شريف"


def test_user_path_follows_xdg() -> None:
    assert user_gazetteer_path({"XDG_DATA_HOME": "/data"}) == Path("/data/marsad/gazetteer.sqlite")


def test_the_places_around_a_point_come_nearest_first() -> None:
    found = open_gazetteer().nearest(33.57, 36.40, 3)
    assert found[0].name_en == "Douma"
    assert {place.country for place in found} == {"SY"}
    assert open_gazetteer().nearest(-70.0, 0.0) == []
