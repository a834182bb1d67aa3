"""A side of an event: the actor, figure or noun phrase that stands at a place of the text."""

from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole
from marsad.lexicon.company import qualities
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger
from marsad.model import ActorMention, Participant, cut_span
from marsad.stages.code.scene import Located, Scene

_SPEAKERS = frozenset(("outlet", "agency", "document", "monitor"))

_HARMLESS = frozenset((*_SPEAKERS, "civilian", "medical", "ngo"))

_SKIPPED = frozenset((WordClass.ADVERB, WordClass.PARTICLE, WordClass.AUXILIARY, WordClass.PRONOUN))

_OPENERS = frozenset((WordClass.RELATIVE, WordClass.AUXILIARY, WordClass.PARTICLE))

NOMINAL = frozenset((WordClass.NOUN, WordClass.NAME, WordClass.NUMBER))

Sides = tuple[list[Participant], list[Participant]]


def participant(scene: Scene, located: Located) -> Participant:
    """The actor mention as a participant of an event, under the words that the text has for it."""
    mention = scene.actors[located.number]
    return Participant(mention.span, mention.span.exact, located.number)


def _phrase(scene: Scene, first: int, last: int) -> Participant | None:
    """The noun phrase that begins at token `first`, as a participant."""
    parse = scene.parse
    end = min(parse.noun_phrase(first), last)
    if end <= first:
        return None
    if end == first + 1 and end < last and parse.text.norms[end] == MIN:
        end = max(end, min(parse.noun_phrase(end + 1), last))  # `عدد من المواقع`
    letters = _particle_letters(scene, first)
    start = parse.text.offset_within(first, letters) if letters else parse.text.starts[first]
    span = cut_span(parse.text.raw, start, parse.text.ends[end - 1])
    return Participant(span, span.exact)


def _particle_letters(scene: Scene, token: int) -> int:
    return len(attached_preposition(scene.parse.text.norms[token]))


def actor_at(scene: Scene, token: int) -> Located | None:
    found = scene.actors_at.between(token, token + 1)
    return found[0] if found else None


def is_agentive(mention: ActorMention) -> bool:
    return mention.actor.kind not in _SPEAKERS


WAW = "\N{ARABIC LETTER WAW}"

MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"


def _skip(scene: Scene, token: int, last: int) -> int:
    """The first token from `token` on that may open a subject: adverbs, times and short asides are passed over."""
    classes, norms = scene.parse.classes, scene.parse.text.norms
    while token < last:
        time = scene.times_at.between(token, token + 1)
        if time:
            token = time[0].last
        elif classes[token] in _SKIPPED or norms[token] in _ASIDES:
            token += 1
        else:
            break
    return token


_ASIDES = frozenset(("\N{ARABIC COMMA}", ",", '"', "#"))


def side_after(scene: Scene, token: int, last: int) -> tuple[Participant | None, int]:
    """The side whose phrase follows token `token - 1`, and the token behind it."""
    token = _skip(scene, token, last)
    if token < last and attached_preposition(scene.parse.text.norms[token]).startswith(WAW):
        return None, token
    actor = actor_at(scene, token) if token < last else None
    if actor is not None:
        return participant(scene, actor), actor.last
    figure = _figure_near(scene, token, last)
    if figure is not None:
        span = scene.figures[figure.number].span
        return Participant(span, span.exact), figure.last
    if token < last and scene.parse.classes[token] in NOMINAL:
        found = _phrase(scene, token, last)
        if found is not None:
            return found, scene.parse.text.token_at(found.span.end - 1) + 1
    return None, token


def _figure_near(scene: Scene, token: int, last: int) -> Located | None:
    """The figure that begins at `token`, or behind an approximation (`أكثر من 30 شخصا`)."""
    for located in scene.figures_at.between(token, min(last, token + LONGEST_APPROXIMATION_TOKENS)):
        if all(scene.parse.classes[between] not in STATING for between in range(token, located.first)):
            return located
    return None


LONGEST_APPROXIMATION_TOKENS = 4

STATING = frozenset((WordClass.VERB, WordClass.COMPLEMENTIZER, WordClass.RELATIVE, WordClass.PUNCTUATION))


def subject_before(scene: Scene, token: int, first: int) -> Participant | None:
    """The actor whose phrase ends right before a verb at `token`, a relative pronoun or auxiliary between them allowed.

    None behind `و`: a clause joined on has its subject behind its verb, or goes on with the one before. Actors on which the verb does not
    hang (`الموالية لإيران`, `الذي تقوده واشنطن`) are passed over.
    """
    if scene.parse.text.norms[token][0] == WAW and not is_known_whole(scene.parse.text.norms[token]):
        return None
    end = token
    while end > first and (scene.parse.classes[end - 1] in _OPENERS or scene.parse.text.norms[end - 1] in _ASIDES):
        end -= 1
    candidates = [located for located in scene.actors_at.between(first, end) if is_agentive(scene.actors[located.number])]
    if not candidates or candidates[-1].last != end:
        return None
    near = (located for located in reversed(candidates) if end - located.last <= LONGEST_RELATIVE_TOKENS)
    return next((participant(scene, located) for located in near if not _is_embedded(scene, located)), None)


def _is_embedded(scene: Scene, located: Located) -> bool:
    text, start = scene.parse.text, scene.actors[located.number].span.start
    attached = start > text.starts[located.first] and text.raw[start - 1] in ATTACHED
    return attached or scene.parse.is_embedded(located.first)


LONGEST_RELATIVE_TOKENS = 8
"""What may hang on a subject between it and its verb: `ميليشيات الحوثي الموالية لإيران تحتجز`."""


def is_known_actor(scene: Scene, side: Participant | None) -> bool:
    return side is not None and side.actor >= 0 and is_agentive(scene.actors[side.actor])


def can_strike(scene: Scene, side: Participant | None) -> bool:
    return side is not None and side.actor >= 0 and scene.actors[side.actor].actor.kind not in _HARMLESS


def is_lone_adjective(scene: Scene, hit: Hit[Trigger], side: Participant) -> bool:
    """`إجلاء طبي`, `المجزرة الإسرائيلية`: an adjective of the event noun, definite where that is, and no side of it."""
    token = scene.parse.text.token_at(side.span.start)
    norm, noun = scene.parse.text.norms[token], scene.parse.text.norms[hit.last - 1]
    if side.actor < 0 and norm in qualities():
        return True
    if scene.parse.is_definite(token) != scene.parse.is_definite(hit.first):
        return False
    if norm.endswith(_ALEF) and noun.endswith(_ALEF):
        return side.actor < 0  # `حصارا ناريا`
    return norm.endswith(NISBA[1]) or (" " not in side.name and norm.endswith(NISBA[0]))


def is_counted(scene: Scene, side: Participant | None) -> bool:
    if side is None:
        return False
    token = scene.parse.text.token_at(side.span.start)
    return scene.parse.classes[token] is WordClass.NUMBER or bool(scene.figures_at.between(token, token + 1))


def preposition_at(scene: Scene, token: int) -> bool:
    """True where a preposition stands at `token` or is attached to it: what follows is no object."""
    if token >= len(scene.parse.classes):
        return False
    if scene.parse.classes[token] is WordClass.PREPOSITION or attached_preposition(scene.parse.text.norms[token]).endswith(ATTACHED):
        return True
    return any(scene.places[located.number].span.start > scene.parse.text.starts[token] for located in scene.places_at.between(token, token + 1))


def adjective_next(scene: Scene, token: int) -> bool:
    norms = scene.parse.text.norms
    return token < len(norms) and norms[token].endswith(NISBA)


BEH = "\N{ARABIC LETTER BEH}"

ATTACHED = (BEH, "\N{ARABIC LETTER LAM}")

_ALEF = "\N{ARABIC LETTER ALEF}"

NISBA = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER YEH}\N{ARABIC LETTER HEH}")


def is_named(scene: Scene, side: Participant | None) -> bool:
    return side is not None and scene.parse.classes[scene.parse.text.token_at(side.span.start)] is WordClass.NAME


def coordinated_before(scene: Scene, sides: list[Participant]) -> list[Participant]:
    """The actor to which the first of `sides` is joined with `و`: `الإمارات والصين تتفقان`."""
    if not sides:
        return []
    token = scene.parse.text.token_at(sides[0].span.start)
    if not attached_preposition(scene.parse.text.norms[token]).startswith(WAW) and sides[0].span.start == scene.parse.text.starts[token]:
        return []
    ending = [located for located in scene.actors_at.between(max(0, token - LONGEST_NAME_TOKENS), token) if located.last == token]
    return [participant(scene, located) for located in ending[-1:] if is_agentive(scene.actors[located.number])]


LONGEST_NAME_TOKENS = 8


def coordinated(scene: Scene, sides: list[Participant]) -> list[Participant]:
    """The actors joined to the last of `sides` with `و`: `اتفقت الحكومة والجماعة`."""
    found: list[Participant] = []
    end = scene.parse.text.token_at(sides[-1].span.end - 1) + 1 if sides else len(scene.parse.text)
    while end < len(scene.parse.text) and scene.parse.text.norms[end].startswith(WAW):
        actor = actor_at(scene, end)
        if actor is None:
            break
        found.append(participant(scene, actor))
        end = actor.last
    return found


def listed(side: Participant | None) -> list[Participant]:
    return [] if side is None else [side]
