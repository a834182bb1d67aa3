"""Who did it and to whom: the sides of an event, from where its trigger puts them."""

from collections.abc import Callable

from marsad.arabic.clitics import strip_pronoun
from marsad.grammar.classes import WordClass, attached_preposition, is_known_whole, word_class
from marsad.grammar.tails import find_tail
from marsad.lexicon.inflected import known_noun_forms
from marsad.lexicon.matcher import Hit
from marsad.lexicon.states import nationalities
from marsad.lexicon.triggers import Frame, Trigger, trigger_matcher
from marsad.model import ActorMention, Participant, cut_span
from marsad.stages.code.company import Company
from marsad.stages.code.draft import Draft, told_before
from marsad.stages.code.scene import Located, Scene, within

FARTHEST_AGENT_TOKENS = 12
"""A light verb or agent link farther than this from its event noun belongs to another statement."""
_SPEAKERS = frozenset(("outlet", "agency", "document", "monitor"))
_HARMLESS = frozenset((*_SPEAKERS, "civilian", "medical", "ngo"))
_ARMED = frozenset(("military", "police", "intelligence", "rebel", "militia", "terrorist", "state", "government"))
_SKIPPED = frozenset((WordClass.ADVERB, WordClass.PARTICLE, WordClass.AUXILIARY, WordClass.PRONOUN))
_OPENERS = frozenset((WordClass.RELATIVE, WordClass.AUXILIARY, WordClass.PARTICLE))
_NOMINAL = frozenset((WordClass.NOUN, WordClass.NAME, WordClass.NUMBER))

Sides = tuple[list[Participant], list[Participant]]


def find_sides(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """Actors and targets of the event that `hit` triggers, looked for inside `clause` (a token range).

    Each is empty where the text does not say. A noun phrase becomes an actor only where the recognised actors
    know it; a target may be any noun phrase.
    """
    actors, targets = _READERS[hit.payload.frame](scene, company, hit, clause)
    inside = [located for located in within(scene.actors_at, hit.first + 1, hit.last) if _is_agentive(scene.actors[located.number])]
    if not inside or hit.payload.form != "phrase":
        return actors, targets
    named = participant(scene, inside[0])
    if hit.payload.frame is Frame.ACTIVE and scene.parse.classes[hit.first] is WordClass.NOUN:
        return [side for side in actors if side != named], [named]  # `الإطاحة بنظام القذافي`: the one that it is done to
    return ([named] if inside[0].last <= hit.last else actors), targets


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
    if end == first + 1 and end < last and parse.text.norms[end] == _MIN:
        end = max(end, min(parse.noun_phrase(end + 1), last))  # `عدد من المواقع`
    letters = _particle_letters(scene, first)
    start = parse.text.offset_within(first, letters) if letters else parse.text.starts[first]
    span = cut_span(parse.text.raw, start, parse.text.ends[end - 1])
    return Participant(span, span.exact)


def _particle_letters(scene: Scene, token: int) -> int:
    return len(attached_preposition(scene.parse.text.norms[token]))


def _actor_at(scene: Scene, token: int) -> Located | None:
    found = within(scene.actors_at, token, token + 1)
    return found[0] if found else None


def _is_agentive(mention: ActorMention) -> bool:
    return mention.actor.kind not in _SPEAKERS


_WAW = "\N{ARABIC LETTER WAW}"
_MIN = "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}"


def _skip(scene: Scene, token: int, last: int) -> int:
    """The first token from `token` on that may open a subject: adverbs, times and short asides are passed over."""
    classes, norms = scene.parse.classes, scene.parse.text.norms
    while token < last:
        time = within(scene.times_at, token, token + 1)
        if time:
            token = time[0].last
        elif classes[token] in _SKIPPED or norms[token] in _ASIDES:
            token += 1
        else:
            break
    return token


_ASIDES = frozenset(("\N{ARABIC COMMA}", ",", '"', "#"))


def _side_after(scene: Scene, token: int, last: int) -> tuple[Participant | None, int]:
    """The side whose phrase follows token `token - 1`, and the token behind it."""
    token = _skip(scene, token, last)
    if token < last and attached_preposition(scene.parse.text.norms[token]).startswith(_WAW):
        return None, token
    actor = _actor_at(scene, token) if token < last else None
    if actor is not None:
        return participant(scene, actor), actor.last
    figure = _figure_near(scene, token, last)
    if figure is not None:
        span = scene.figures[figure.number].span
        return Participant(span, span.exact), figure.last
    if token < last and scene.parse.classes[token] in _NOMINAL:
        found = _phrase(scene, token, last)
        if found is not None:
            return found, scene.parse.text.token_at(found.span.end - 1) + 1
    return None, token


def _figure_near(scene: Scene, token: int, last: int) -> Located | None:
    """The figure that begins at `token`, or behind an approximation (`أكثر من 30 شخصا`)."""
    for located in within(scene.figures_at, token, min(last, token + LONGEST_APPROXIMATION_TOKENS)):
        if all(scene.parse.classes[between] not in _STATING for between in range(token, located.first)):
            return located
    return None


LONGEST_APPROXIMATION_TOKENS = 4
_STATING = frozenset((WordClass.VERB, WordClass.COMPLEMENTIZER, WordClass.RELATIVE, WordClass.PUNCTUATION))


def _subject_before(scene: Scene, token: int, first: int) -> Participant | None:
    """The actor whose phrase ends right before a verb at `token`, a relative pronoun or auxiliary between them allowed.

    None behind `و`: a clause joined on has its subject behind its verb, or goes on with the one before.
    """
    if scene.parse.text.norms[token][0] == _WAW and not is_known_whole(scene.parse.text.norms[token]):
        return None
    end = token
    while end > first and (scene.parse.classes[end - 1] in _OPENERS or scene.parse.text.norms[end - 1] in _ASIDES):
        end -= 1
    for located in reversed(within(scene.actors_at, first, end)):
        if located.last == end and _is_agentive(scene.actors[located.number]):
            return participant(scene, located)
    return None


def _known(scene: Scene, side: Participant | None) -> bool:
    return side is not None and side.actor >= 0 and _is_agentive(scene.actors[side.actor])


def _can_strike(scene: Scene, side: Participant | None) -> bool:
    return side is not None and side.actor >= 0 and scene.actors[side.actor].actor.kind not in _HARMLESS


def _active(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`اعتقلت الشرطة عشرة أشخاص`, `الشرطة اعتقلت…`, `اعتقال عشرة أشخاص`, and the passive `اعتقل عشرة أشخاص`."""
    first, last = clause
    agents = _linked_agents(scene, company, hit, clause)
    after, behind = _side_after(scene, hit.last, last)
    if after is not None and hit.payload.form != "verb" and _is_lone_adjective(scene, hit, after):
        after = None
    if _carries_object(hit, scene):
        return _listed(after if _known(scene, after) else None), []
    if hit.payload.form == "noun" or _ends_in_preposition(scene, hit):
        verbal = scene.parse.classes[hit.first] is WordClass.VERB
        subject = _subject_before(scene, hit.first, first) if verbal and not agents else None
        return agents or _listed(subject), _listed(after)
    subject = _subject_before(scene, hit.first, first)
    if hit.payload.tail and _opens_object(hit.payload.tail):
        return _with_tail(scene, hit, subject, last)
    if _holds_object(scene, hit):
        return agents or _listed(subject), _listed(after)
    if subject is not None and after is None and (hit.payload.frame is Frame.KILL or not _can_strike(scene, subject)):
        return agents, [subject]  # `17 شخصا قتلوا`, `ناشطون اعتقلوا`: a passive whose patient stands before it
    if subject is not None:
        return [subject], _listed(after)
    if agents:
        return agents, _listed(after)
    behind = _past_asides(scene, company, behind, last)
    if _can_strike(scene, after):
        target, _ = _side_after(scene, behind, last) if not _preposition_at(scene, behind) else (None, behind)
        if target is None and hit.payload.frame is not Frame.KILL:
            target = _linked_target(scene, company, behind, last)
        if target is not None or hit.payload.frame is not Frame.KILL:
            return _listed(after), _listed(target)
    if _known(scene, after) and hit.payload.frame is not Frame.KILL and not _counted(scene, after) and not _preposition_at(scene, behind):
        target, _ = _side_after(scene, behind, last)
        if target is not None:
            return _listed(after), [target]
    return [], _listed(after)


def _past_asides(scene: Scene, company: Company, token: int, last: int) -> int:
    """The token behind `بقيادة حفتر`, `بدعم من روسيا`: whoever leads or helps a subject stands between it and its object."""
    for aside in company.between("asides", token, token + 1):
        actor = _actor_at(scene, aside.last)
        token = actor.last if actor is not None else aside.last + 1
        while actor is None and token < last and scene.parse.classes[token] is WordClass.NAME:
            token += 1
    return token


def _with_tail(scene: Scene, hit: Hit[Trigger], subject: Participant | None, last: int) -> Sides:
    """`سيطر المقاتلون على المدينة`: the subject before the verb or between it and its tail, the object behind that."""
    tail = find_tail(scene.parse, hit)
    words = hit.payload.tail.split()
    attached = len(words[0]) == 1
    target, _ = _side_after(scene, tail if attached else tail + len(words), last)
    if subject is None and tail > hit.last:
        between, _ = _side_after(scene, hit.last, tail)
        subject = between if _known(scene, between) else None
    return _listed(subject), _listed(target)


def _carries_object(hit: Hit[Trigger], scene: Scene) -> bool:
    """`قتلته القوات`: a verb with its object attached has nothing but its subject behind it."""
    norm = scene.parse.text.norms[hit.first]
    return hit.payload.form == "verb" and any(stem in trigger_matcher() for stem in strip_pronoun(norm)) and not _is_plain_past(norm)


def _is_plain_past(norm: str) -> bool:
    """True for feminine nouns and names whose last letter only looks like a pronoun: they are known as they stand."""
    return norm in known_noun_forms()


def _holds_object(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`قطعت إمدادات الميليشيات`: a phrase of verb and object has the object's owner behind it, not its subject."""
    classes = scene.parse.classes
    whole = hit.payload.form == "phrase" and hit.last - hit.first > 1
    return whole and classes[hit.first] is WordClass.VERB and classes[hit.last - 1] in _NOMINAL


def _opens_object(tail: str) -> bool:
    """True where the object stands behind what goes with a verb (`سيطر على`, `أطلق سراح`), False where before it (`أوقف … عن العمل`)."""
    words = tail.split()
    return len(words) == 1 or word_class(words[-1]) is WordClass.PREPOSITION


def _is_lone_adjective(scene: Scene, hit: Hit[Trigger], side: Participant) -> bool:
    """`إجلاء طبي`, `المجزرة الإسرائيلية`: an adjective of the event noun, definite where that is, and no side of it."""
    token = scene.parse.text.token_at(side.span.start)
    norm, noun = scene.parse.text.norms[token], scene.parse.text.norms[hit.last - 1]
    if scene.parse.is_definite(token) != scene.parse.is_definite(hit.first):
        return False
    if norm.endswith(_ALEF) and noun.endswith(_ALEF):
        return side.actor < 0  # `حصارا ناريا`
    return norm.endswith(_NISBA[1]) or (" " not in side.name and norm.endswith(_NISBA[0]))


def _counted(scene: Scene, side: Participant | None) -> bool:
    if side is None:
        return False
    token = scene.parse.text.token_at(side.span.start)
    return scene.parse.classes[token] is WordClass.NUMBER or bool(within(scene.figures_at, token, token + 1))


def _ends_in_preposition(scene: Scene, hit: Hit[Trigger]) -> bool:
    return hit.payload.form == "phrase" and scene.parse.classes[hit.last - 1] is WordClass.PREPOSITION


def _preposition_at(scene: Scene, token: int) -> bool:
    """True where a preposition stands at `token` or is attached to it: what follows is no object."""
    if token >= len(scene.parse.classes):
        return False
    if scene.parse.classes[token] is WordClass.PREPOSITION or attached_preposition(scene.parse.text.norms[token]).endswith(_ATTACHED):
        return True
    return any(scene.places[located.number].span.start > scene.parse.text.starts[token] for located in within(scene.places_at, token, token + 1))


def _kill(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`قتلت القوات أربعة`, `المجزرة الإسرائيلية`, and the passive `قتل أربعة`."""
    actors, targets = _active(scene, company, hit, clause)
    return actors or (_national_agent(scene, hit, clause[1]) if hit.payload.form == "noun" else []), targets


def _victim(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`مقتل 4 جنود`, `أصيب شرطيان`, `سقوط قتلى من الجيش`: what follows is who suffered it, where it is known for people."""
    agents = _linked_agents(scene, company, hit, clause)
    target, _ = _side_after(scene, hit.last, clause[1])
    if target is not None and target.actor < 0 and not within(scene.figures_at, hit.last, hit.last + LONGEST_APPROXIMATION_TOKENS):
        target = None
    return agents, _listed(target)


def _attack(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`شنت طائرات غارات على`, `هجوم لتنظيم … على`, `قصف إسرائيلي استهدف`, `هاجم مسلحون مكتبا`."""
    if hit.payload.form == "verb" and not _is_noun_here(scene, hit):
        return _active(scene, company, hit, clause)
    first, last = clause
    agents = _linked_agents(scene, company, hit, clause) or _national_agent(scene, hit, last)
    behind = hit.last
    if not agents:
        genitive = _genitive_agent(scene, hit, last)
        if genitive is not None:
            agents, behind = [participant(scene, genitive)], genitive.last
    if not agents and hit.prefix.endswith(_BEH):
        agents = _listed(_subject_before(scene, hit.first, first))
    target = _linked_target(scene, company, behind, last)
    if target is None:
        target = _patient_before(scene, company, hit, first)
    if target is None and not agents:
        target, _ = _side_after(scene, hit.last, last) if not _adjective_next(scene, hit.last) else (None, 0)
        target = target if target is not None and (target.actor >= 0 or _counted(scene, target)) else None
    return agents, _listed(target)


def _is_noun_here(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`قصف روسي مكثف`: a form of both verb and noun, read as the noun before an adjective."""
    return scene.parse.text.norms[hit.first] in known_noun_forms() and _adjective_next(scene, hit.last) and _actor_at(scene, hit.last) is None


def _adjective_next(scene: Scene, token: int) -> bool:
    norms = scene.parse.text.norms
    return token < len(norms) and norms[token].endswith(_NISBA)


_BEH = "\N{ARABIC LETTER BEH}"
_ATTACHED = (_BEH, "\N{ARABIC LETTER LAM}")
_ALEF = "\N{ARABIC LETTER ALEF}"
_NISBA = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER YEH}\N{ARABIC LETTER HEH}")
FARTHEST_GENITIVE_TOKENS = 4
"""Adjectives may stand between an event noun and the actor of it: `غارات جوية عنيفة للتحالف`."""


def _national_agent(scene: Scene, hit: Hit[Trigger], last: int) -> list[Participant]:
    """`قصف إسرائيلي`, `هجوم جوي إسرائيلي`: the state that a nationality adjective of the event names."""
    for token in range(hit.last, min(last, hit.last + FARTHEST_ADJECTIVE_TOKENS)):
        norm = scene.parse.text.norms[token]
        if norm in nationalities() and token not in {located.first for located in within(scene.actors_at, token, token + 1)}:
            span = cut_span(scene.parse.text.raw, scene.parse.text.starts[token], scene.parse.text.ends[token])
            return [Participant(span, span.exact)]
        if not norm.endswith(_NISBA):
            break
    return []


FARTHEST_ADJECTIVE_TOKENS = 3


def _genitive_agent(scene: Scene, hit: Hit[Trigger], last: int) -> Located | None:
    """The armed actor in the genitive of an event noun, adjectives between allowed."""
    for located in within(scene.actors_at, hit.last - 1, min(last, hit.last + FARTHEST_GENITIVE_TOKENS)):
        between = range(hit.last, located.first)
        plain = all(scene.parse.classes[token] in _NOMINAL for token in between)
        actor = scene.actors[located.number].actor
        adjective = not actor.id and _is_lone_adjective(scene, hit, participant(scene, located))  # `الهجوم الإرهابي`
        if plain and not adjective and actor.kind in _ARMED | {"office"}:
            return located
    return None


def _linked_agents(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> list[Participant]:
    """Actors joined to an event by a light verb (`شنتها`, `نفذ … هجوما`) or an agent link (`على يد`, `برصاص`)."""
    first, last = clause
    low, high = max(first, hit.first - FARTHEST_AGENT_TOKENS), min(last, hit.last + FARTHEST_AGENT_TOKENS)
    for link in company.between("agent_links", hit.last - 1, high):
        side, _ = _side_after(scene, link.last, last)
        if _can_strike(scene, side):
            return _listed(side)
    for light in sorted(company.light_verbs(low, high), key=lambda light: abs(light.first - hit.first)):
        if light.payload != "agent" or hit.first <= light.first < hit.last or not _bears(scene, light, hit):
            continue
        side, _ = _side_after(scene, light.last, last)
        if not _can_strike(scene, side):
            side = _subject_before(scene, light.first, first)
        if side is not None and _can_strike(scene, side):
            return [side, *_coordinated(scene, [side])][:MOST_SIDES]
    return [] if hit.payload.type == "ASSAULT" else _headline_agent(scene, hit, first)


def _bears(scene: Scene, light: Hit[str], hit: Hit[Trigger]) -> bool:
    """True where the light verb governs the event noun: before it with no other verb between, or right behind it."""
    classes = scene.parse.classes
    if light.first < hit.first:
        return all(classes[token] not in _STATING_BUT_COMMAS for token in range(light.last, hit.first))
    return all(classes[token] in _NOMINAL or classes[token] is WordClass.RELATIVE for token in range(hit.last, light.first))


def _headline_agent(scene: Scene, hit: Hit[Trigger], first: int) -> list[Participant]:
    """`تونس: تفكيك خلية`: whoever a headline puts before its colon."""
    if hit.first - 1 <= first or scene.parse.text.norms[hit.first - 1] != ":":
        return []
    return [participant(scene, located) for located in within(scene.actors_at, first, hit.first) if located.last == hit.first - 1]


def _linked_target(scene: Scene, company: Company, first: int, last: int) -> Participant | None:
    """What `على`, `ضد` or `استهدف` joins to the event, looked for from token `first` on."""
    high = min(last, first + FARTHEST_AGENT_TOKENS)
    never = {word.first for word in company.between("never", first, high)}
    for link in company.between("target_links", first, high):
        if link.first in never:
            continue
        side, _ = _side_after(scene, link.last, last)
        if side is not None:
            return side
    for light in company.light_verbs(first, high):
        if light.payload == "object":
            side, _ = _side_after(scene, light.last, last)
            return side
    return None


def _patient_before(scene: Scene, company: Company, hit: Hit[Trigger], first: int) -> Participant | None:
    """`تعرضت دوما لقصف`: the subject of a light verb that suffers."""
    for light in company.light_verbs(max(first, hit.first - FARTHEST_AGENT_TOKENS), hit.first):
        if light.payload == "patient":
            side, behind = _side_after(scene, light.last, hit.first)
            return side if behind <= hit.first else _subject_before(scene, light.first, first)
    return None


def _mutual(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """The two sides of a clash, meeting or deal: `اشتباكات بين … و…`, `اتفق … مع …`, `يعقد المجلس اجتماعا`."""
    last = clause[1]
    between = _joined(scene, hit.last, last, _BETWEEN, reach=FARTHEST_GENITIVE_TOKENS + 1)
    if between:
        return between, []
    sides = _listed(_own_subject(scene, company, hit, clause))
    if not sides and hit.payload.form == "verb":
        after, _ = _side_after(scene, hit.last, last)
        sides = _listed(after if _counted(scene, after) or _is_named(scene, after) else None)  # `اشتبك مئات المحتجين مع`, `اتفقت ماي مع`
    sides += _coordinated(scene, sides)
    if hit.payload.id == "consult-meet" and hit.payload.form == "verb" and len(sides) == 1:
        sides += _other_side(scene, hit, sides[0], last)
    sides += [side for side in _joined(scene, hit.last, last, _WITH, reach=FARTHEST_AGENT_TOKENS) if side not in sides]
    return sides[:MOST_SIDES], []


MOST_SIDES = 4
"""Of a meeting's or clash's sides only so many are kept: longer lists are enumerations of something else."""
_BETWEEN = frozenset(("\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}",))
_WITH = frozenset(("\N{ARABIC LETTER MEEM}\N{ARABIC LETTER AIN}",))


def _other_side(scene: Scene, hit: Hit[Trigger], subject: Participant, last: int) -> list[Participant]:
    """`التقى الرئيس نظيره السوري`: the object of a verb of meeting is its other side."""
    behind = max(hit.last, scene.parse.text.token_at(subject.span.end - 1) + 1)
    if _preposition_at(scene, behind):
        return []
    met, _ = _side_after(scene, behind, last)
    return _listed(met)


def _is_named(scene: Scene, side: Participant | None) -> bool:
    return side is not None and scene.parse.classes[scene.parse.text.token_at(side.span.start)] is WordClass.NAME


def _coordinated(scene: Scene, sides: list[Participant]) -> list[Participant]:
    """The actors joined to the last of `sides` with `و`: `اتفقت الحكومة والجماعة`."""
    found: list[Participant] = []
    end = scene.parse.text.token_at(sides[-1].span.end - 1) + 1 if sides else len(scene.parse.text)
    while end < len(scene.parse.text) and scene.parse.text.norms[end].startswith(_WAW):
        actor = _actor_at(scene, end)
        if actor is None:
            break
        found.append(participant(scene, actor))
        end = actor.last
    return found


def _own_subject(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Participant | None:
    first, last = clause
    before = _subject_before(scene, hit.first, first)
    if before is not None:
        return before
    after, _ = _side_after(scene, hit.last, last)
    if _known(scene, after):
        return after
    agents = _linked_agents(scene, company, hit, clause)
    return agents[0] if agents else None


def _joined(scene: Scene, token: int, last: int, links: frozenset[str], *, reach: int) -> list[Participant]:
    """The actors that a link (`بين`, `مع`) within `reach` tokens introduces, and those joined to them with `و`, up to the next verb."""
    classes, norms = scene.parse.classes, scene.parse.text.norms
    for index in range(token, min(last, token + reach)):
        if norms[index] in links:
            end = next((stop for stop in range(index + 1, last) if classes[stop] in _STATING_BUT_COMMAS), last)
            found = [located for located in within(scene.actors_at, index + 1, end) if _is_agentive(scene.actors[located.number])]
            joined = [located for located in found if located is found[0] or norms[located.first].startswith(_WAW)]
            return [participant(scene, located) for located in joined][:MOST_SIDES]
    return []


_STATING_BUT_COMMAS = _STATING - {WordClass.PUNCTUATION}


def _actor(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`انسحبت القوات`, `تظاهر المئات`, `انتشار الجيش`: whoever stands as subject or in the genitive."""
    first, last = clause
    if hit.payload.form == "verb":
        before = _subject_before(scene, hit.first, first)
        if before is not None:
            return [before], []
    agents = _linked_agents(scene, company, hit, clause)
    if agents:
        return agents, []
    after, _ = _side_after(scene, hit.last, last)
    if _known(scene, after):
        return _listed(after), []
    if hit.payload.type == "PROTEST" and scene.parse.is_definite(hit.first):
        return [], []  # `لبحث الاحتجاجات`: talked of, and not by those who protest
    near = within(scene.actors_at, max(first, hit.first - FARTHEST_AGENT_TOKENS), min(last, hit.last + FARTHEST_GENITIVE_TOKENS))
    speaker = company.speaker_tokens(first, last)
    known = [located for located in near if _may_stand_in(scene, hit, located) and located.first not in speaker]
    return ([participant(scene, known[-1])] if known else []), []


def _may_stand_in(scene: Scene, hit: Hit[Trigger], located: Located) -> bool:
    """Whether an actor near an act without a subject may be its doer: for a protest only people who protest."""
    mention = scene.actors[located.number]
    if hit.payload.type == "PROTEST":
        return mention.actor.kind in ("protester", "party") or (mention.actor.kind == "civilian" and bool(mention.actor.country))
    return _is_agentive(mention)


def _event(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`انفجار استهدف سوقا`: nobody stands in a fixed place; links say who."""
    if hit.payload.form == "verb":
        return _linked_agents(scene, company, hit, clause), []
    return _linked_agents(scene, company, hit, clause), _listed(_linked_target(scene, company, hit.last, clause[1]))


def _speech(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`هدد ترامب إيران`, `اتهم الوزير دولا`: speaker and the one spoken of."""
    first, last = clause
    subject = _subject_before(scene, hit.first, first)
    after, behind = _side_after(scene, hit.last, last)
    if subject is None and _known(scene, after):
        target, _ = _side_after(scene, behind, last)
        return _listed(after), _listed(target if _known(scene, target) else None)
    return _listed(subject), _listed(after if _known(scene, after) else None)


def _give(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`قدمت مصر مساعدات إلى السودان`, `تلقي دعم من مصر`: who gives, and behind `إلى` or `ل` who gets."""
    first, last = clause
    reach = min(last, hit.last + FARTHEST_GENITIVE_TOKENS)
    norms = scene.parse.text.norms
    givers = [located for located in within(scene.actors_at, hit.last + 1, reach) if norms[located.first - 1] == _MIN]
    takers = [located for located in within(scene.actors_at, hit.last, reach) if norms[located.first - 1] == _TO or _is_dative(scene, located)]
    actors = [participant(scene, givers[0])] if givers else _listed(_own_subject(scene, company, hit, clause))
    return [side for side in actors if not takers or side != participant(scene, takers[0])], [participant(scene, located) for located in takers[:1]]


def _is_dative(scene: Scene, located: Located) -> bool:
    text = scene.parse.text
    return text.norms[located.first].startswith(_ATTACHED[1]) and scene.actors[located.number].span.start > text.starts[located.first]


_TO = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"


def _visit(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`زار الوزير واشنطن`, `زيارة الوزير إلى`, and those met on the way (`مع`)."""
    first, last = clause
    before = _subject_before(scene, hit.first, first)
    after, _ = _side_after(scene, hit.last, last)
    visited = after is not None and after.actor >= 0 and scene.actors[after.actor].actor.kind == "state" and hit.payload.form == "verb"
    subject = before if before is not None else after if _known(scene, after) and not visited else None
    return _listed(subject), []


def _listed(side: Participant | None) -> list[Participant]:
    return [] if side is None else [side]


def share_actors(scene: Scene, company: Company, drafts: list[Draft]) -> None:
    """Give acts of force and moves without a subject of their own the actor of the sentence, as dropped subjects ask.

    `وقطعت إمدادات…` goes on from the clause before it; a verbal noun (`والقبض على…`) from the sentence's own actor.
    """
    for index, draft in enumerate(drafts):
        continued = draft.type in _CONTINUED_TYPES or draft.hit.payload.frame is Frame.VISIT
        if draft.actors or not continued or draft.hit.payload.frame in (Frame.VICTIM, Frame.KILL, Frame.EVENT):
            continue
        if draft.mode == "coup" and draft.targets:
            continue
        if draft.hit.payload.form == "noun" and not draft.hit.prefix:
            continue
        told = next((other for other in told_before(drafts[:index][-MOST_SIDES * 4 :], draft) if other.actors), None)
        if told is not None and told.type in _CONTINUED_TYPES | {"ASSAULT"}:
            draft.actors = list(told.actors)
            draft.rules.append("actor:from_clause_before")
            continue
        first, _ = scene.sentence(draft.hit.first)
        speakers = company.speaker_tokens(first, draft.hit.first)
        for located in reversed(within(scene.actors_at, first, draft.hit.first)):
            side = participant(scene, located)
            if located.first not in speakers and _can_strike(scene, side) and not any(side.span.overlaps(target.span) for target in draft.targets):
                draft.actors = [side]
                draft.rules.append("actor:dropped_subject")
                break


_CONTINUED_TYPES = frozenset(("COERCE", "MOBILIZE", "RETREAT"))


_READERS: dict[Frame, Callable[[Scene, Company, Hit[Trigger], tuple[int, int]], Sides]] = {
    Frame.ACTIVE: _active,
    Frame.ACTOR: _actor,
    Frame.ATTACK: _attack,
    Frame.EVENT: _event,
    Frame.GIVE: _give,
    Frame.KILL: _kill,
    Frame.MUTUAL: _mutual,
    Frame.SPEECH: _speech,
    Frame.VICTIM: _victim,
    Frame.VISIT: _visit,
}
