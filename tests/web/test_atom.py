"""The check of Atom feeds finds what is wrong with one."""

import pytest
from lxml import etree
from tests.web.atom import check_atom

FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:x:feed</id><title>Changes</title><updated>2024-02-03T04:05:06Z</updated>
<author><name>Marsad</name></author><link rel="self" href="https://north.example/feed"/><entry><id>urn:x:1</id><title>One</title>
<updated>2024-02-03T04:05:06.000001Z</updated><content type="text">Something changed</content><category term="created"/></entry></feed>"""


def test_a_feed_is_one() -> None:
    assert check_atom(FEED.encode()).tag.endswith("feed")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<id>urn:x:1</id>", ""), ("<id>urn:x:1</id>", "<id>urn:x:1</id><id>urn:x:2</id>"), ("<id>urn:x:feed</id>", "<id>feed</id>"),
        ("04:05:06Z", "04:05:06"), ("04:05:06Z", "04:05"), ("<title>One</title>", ""), ("<author><name>Marsad</name></author>", ""),
        ("<name>Marsad</name>", ""), (' href="https://north.example/feed"', ""), ('rel="self"', 'rel="next"'), (' term="created"', ""),
        ('type="text"', 'type="words"'), ('<content type="text">Something changed</content>', ""), ("<entry>", '<entry id="1">'),
        ("<title>One</title>", "<title>One</title><unheard/>"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_feed_is_found(right, wrong) -> None:
    assert right in FEED
    with pytest.raises((AssertionError, etree.DocumentInvalid)):
        check_atom(FEED.replace(right, wrong).encode())
