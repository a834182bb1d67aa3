"""Whether a name is a place at all here, or a common word, a person, an outlet; and whether a capital stands for its government."""

from collections.abc import Mapping

from marsad.arabic.text import Text
from marsad.grammar.classes import WordClass, word_class
from marsad.lexicon.places import context_words, kind_words
from marsad.lexicon.states import capitals
from marsad.model.candidates import PlaceCandidate
from marsad.model.place import Place

FOR_A_PLACE = frozenset(("kind", "locative", "attached", "approach", "bearing", "joined", "from", "nationality"))
FIRMLY = frozenset(("kind", "locative", "attached", "approach", "bearing", "nationality"))
BY_ITSELF = frozenset(("kind", "locative", "bearing"))
"""What makes a place of a name even where the article names its country nowhere."""
BY_NAMES = frozenset(("name-before", "name-after"))
_THE_CAPITAL = "\N{ARABIC LETTER AIN}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER SAD}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER HEH}"
"""`تونس العاصمة` is the town and not its government."""
_BETWEEN = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}"
LEAST_SHARE = 0.04
"""A small place counts only where its country has at least this share of the article's mentions."""
LEAST_SHARE_OF_DOUBTFUL = 0.1
SHARE_OF_SUBJECT = 0.25
"""A country with this share of the mentions is what the article is about."""
KNOWN_POPULATION = 300_000
"""Cities of this size are known by their bare name."""
GREAT_POPULATION = 3_000_000
SHORT_NAME_LETTERS = 4
"""So short a name is as likely another word, unless the city is one of the greatest."""
MILLION = 1_000_000
MIDDLING_POPULATION = 100_000
SMALL_POPULATION = 50_000
CITY_KINDS = frozenset(("city", "capital", "airport", "port", "governorate", "province", "region", "district"))
"""Kind words that stand before the names of large towns."""
LOOSE_KINDS = frozenset(("district", "province", "front", "region", "centre", "building", "road", "bay", "bridge", "market", "square", "strip"))
"""Kind words that stand before common words as often as before names."""


def is_place(candidate: PlaceCandidate, place: Place, countries: Mapping[str, float]) -> bool:
    """True where a candidate means a place.

    A country, a well-known city and a place listed by hand are one unless the company says otherwise; any other name needs a word for
    it and its country in the article; a common word needs both, and a name like a person's still more.
    """
    evidence = candidate.evidence
    if "outlet" in evidence and "kind" not in evidence:
        return False
    share = countries.get(place.country, 0.0) if place.country else 1.0
    if "doubtful" in evidence:
        return _is_firm(candidate, place, share)
    if candidate.kind_word:
        return candidate.kind_word not in LOOSE_KINDS or "common" not in evidence or place.id in candidate.curated
    if place.kind == "country":
        return True
    curated = place.id in candidate.curated
    large = (place.population >= KNOWN_POPULATION and len(candidate.name) > SHORT_NAME_LETTERS) or place.population >= GREAT_POPULATION
    if "common" in evidence and not curated and not large:
        return bool(evidence & FIRMLY) and share >= LEAST_SHARE_OF_DOUBTFUL and (place.population >= SMALL_POPULATION or "bearing" in evidence)
    if not evidence & FOR_A_PLACE and ("person" in evidence or ("common" in evidence and share < SHARE_OF_SUBJECT)):
        return False
    if curated:
        return bool(evidence & FOR_A_PLACE) or share > 0 or place.population >= KNOWN_POPULATION
    return _is_large(candidate, place, share) if large else _is_minor(candidate, place, share)


def _is_large(candidate: PlaceCandidate, place: Place, share: float) -> bool:
    """Whether the name of a large city that nobody listed as news means it."""
    evidence = candidate.evidence
    if share >= LEAST_SHARE:
        return bool(evidence & FOR_A_PLACE) or not evidence & BY_NAMES
    if evidence & (BY_ITSELF | {"from", "joined"}):
        return True
    return place.population >= MILLION and not evidence & (BY_NAMES | {"attached", "common"})


def _is_firm(candidate: PlaceCandidate, place: Place, share: float) -> bool:
    """Whether a name that is a common word or a person's name means a place all the same."""
    evidence = candidate.evidence
    if candidate.kind_word:
        return candidate.kind_word not in LOOSE_KINDS and (share >= LEAST_SHARE or place.id in candidate.curated)
    if "person" in evidence or "name-after" in evidence or not place.country:
        return False
    return bool(evidence & FIRMLY) and share >= LEAST_SHARE_OF_DOUBTFUL and (place.id in candidate.curated or place.population >= SMALL_POPULATION)


def _is_minor(candidate: PlaceCandidate, place: Place, share: float) -> bool:
    """Whether a little known name means a place."""
    evidence = candidate.evidence
    if share >= LEAST_SHARE:
        return bool(evidence & FOR_A_PLACE) or (" " in candidate.name and "name-before" not in evidence)
    known = place.population >= MIDDLING_POPULATION or place.kind == "admin"
    return bool(evidence & BY_ITSELF) and "name-after" not in evidence and known and len(candidate.name) > SHORT_NAME_LETTERS


def is_alien(candidate: PlaceCandidate, place: Place, countries: Mapping[str, float]) -> bool:
    """True where a name with a kind word is most likely not the small place that alone is listed under it.

    That is so where the article never names its country, or where a common word makes the name (`حي السوق`).
    """
    if "skeleton" in candidate.evidence:
        return countries.get(place.country, 0.0) < SHARE_OF_SUBJECT or candidate.kind not in ("settlement", "admin")
    large = place.population >= SMALL_POPULATION and candidate.kind_word in CITY_KINDS
    agrees = candidate.kind == place.kind == "admin"
    if not candidate.kind_word or large or agrees or place.id in candidate.curated or place.kind == "country":
        return False
    common = candidate.own and candidate.kind != "admin" and bool(candidate.evidence & {"common", "doubtful"})
    return common or (bool(place.country) and countries.get(place.country, 0.0) < LEAST_SHARE)


def stands_for_government(text: Text, candidate: PlaceCandidate, place: Place, *, after_government: bool) -> bool:
    """True where a capital (`رفضت واشنطن`) or a country (`أعلنت مصر`) stands for its government.

    A capital does unless a word of place stands before it; joined to another name it goes with that one. A country does behind or
    before a verb, and in talks and relations.
    """
    evidence = candidate.evidence
    firmly = FIRMLY - {"kind"} if _holds_its_kind(candidate) else FIRMLY
    if evidence & firmly or candidate.distance_m or candidate.name.endswith(_THE_CAPITAL) or opens_corridor(text, candidate.first):
        return False
    if place.kind == "country":
        return after_government if "joined" in evidence else "actor" in evidence or _by_verb(text, candidate)
    capital = place.kind == "settlement" and capitals().get(candidate.name) == place.country
    if not capital or "from" in evidence:
        return False
    return after_government if "joined" in evidence else True


def _holds_its_kind(candidate: PlaceCandidate) -> bool:
    """True where the kind word is the first word of a town's name (`تل أبيب`) and says nothing."""
    return candidate.kind_word not in CITY_KINDS and candidate.name.partition(" ")[0] in kind_words()


def opens_corridor(text: Text, token: int) -> bool:
    """True where `بين` and a word of area or road stand before token `token`."""
    return token > 1 and text.norms[token - 1] == _BETWEEN and text.norms[token - 2] in context_words("corridor")


def _by_verb(text: Text, candidate: PlaceCandidate) -> bool:
    before, after = candidate.first - 1, candidate.last
    norms = text.norms
    return (before >= 0 and word_class(norms[before]) is WordClass.VERB) or (after < len(norms) and word_class(norms[after]) is WordClass.VERB)
