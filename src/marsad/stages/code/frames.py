"""Who did it and to whom: the sides of an event, from where its trigger puts them (`codebook/frames.md`)."""

from collections.abc import Callable

from marsad.arabic.clitics import strip_pronoun
from marsad.grammar.classes import WordClass, word_class
from marsad.grammar.tails import find_tail
from marsad.lexicon.inflected import known_noun_forms
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Frame, Trigger, trigger_matcher
from marsad.model import Participant
from marsad.stages.code.company import Company
from marsad.stages.code.links import (
    FARTHEST_AGENT_TOKENS,
    FARTHEST_GENITIVE_TOKENS,
    MOST_SIDES,
    genitive_agent,
    joined_actors,
    linked_agents,
    linked_target,
    national_agent,
    own_subject,
    past_asides,
    patient_before,
)
from marsad.stages.code.scene import Located, Scene
from marsad.stages.code.sides import (
    ATTACHED,
    BEH,
    LONGEST_APPROXIMATION_TOKENS,
    MIN,
    NOMINAL,
    Sides,
    actor_at,
    adjective_next,
    can_strike,
    coordinated,
    coordinated_before,
    is_agentive,
    is_counted,
    is_known_actor,
    is_lone_adjective,
    is_named,
    listed,
    participant,
    preposition_at,
    side_after,
    subject_before,
)


def find_sides(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """Actors and targets of the event that `hit` triggers, looked for inside `clause` (a token range).

    Each is empty where the text does not say. A noun phrase becomes an actor only where the recognised actors
    know it; a target may be any noun phrase.
    """
    actors, targets = _READERS[hit.payload.frame](scene, company, hit, clause)
    inside = [located for located in scene.actors_at.between(hit.first + 1, hit.last) if is_agentive(scene.actors[located.number])]
    if not inside or hit.payload.form != "phrase":
        return actors, targets
    named = participant(scene, inside[0])
    if hit.payload.frame is Frame.ACTIVE and scene.parse.classes[hit.first] is WordClass.NOUN:
        return [side for side in actors if side != named], [named]  # `الإطاحة بنظام القذافي`: the one that it is done to
    return ([named] if inside[0].last <= hit.last else actors), targets


def _active(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`اعتقلت الشرطة عشرة أشخاص`, `الشرطة اعتقلت…`, `اعتقال عشرة أشخاص`, and the passive `اعتقل عشرة أشخاص`."""
    first, last = clause
    agents = linked_agents(scene, company, hit, clause)
    after, _ = side_after(scene, hit.last, last)
    if after is not None and hit.payload.form != "verb" and is_lone_adjective(scene, hit, after):
        after = None
    if _carries_object(scene, hit):
        return listed(after if is_known_actor(scene, after) else None), []
    subject = subject_before(scene, hit.first, first)
    if hit.payload.form == "noun" or _ends_in_preposition(scene, hit):
        verbal = scene.parse.classes[hit.first] is WordClass.VERB
        return agents or listed(subject if verbal else None), listed(after)
    if hit.payload.tail and _opens_object(hit.payload.tail):
        return _with_tail(scene, company, hit, subject, last)
    if _holds_object(scene, hit):
        return agents or listed(subject), listed(after)
    if subject is not None and after is None and (hit.payload.frame is Frame.KILL or not can_strike(scene, subject)):
        return agents, [subject]  # `17 شخصا قتلوا`, `ناشطون اعتقلوا`: a passive whose patient stands before it
    if subject is not None or agents:
        return listed(subject) or agents, listed(after)
    return _verb_first(scene, company, hit, last)


def _verb_first(scene: Scene, company: Company, hit: Hit[Trigger], last: int) -> Sides:
    """`قتل المسلحون جنديا` against `قتل جنديان`: what follows is the subject where it can strike or has an object behind it."""
    after, behind = side_after(scene, hit.last, last)
    behind = past_asides(scene, company, behind, last)
    target = None if preposition_at(scene, behind) else side_after(scene, behind, last)[0]
    kills = hit.payload.frame is Frame.KILL
    if can_strike(scene, after):
        if target is None and not kills:
            target = linked_target(scene, company, behind, last)
        if target is not None or not kills:
            return listed(after), listed(target)
    if is_known_actor(scene, after) and not kills and not is_counted(scene, after) and target is not None:
        return listed(after), [target]
    return [], listed(after)


def _with_tail(scene: Scene, company: Company, hit: Hit[Trigger], subject: Participant | None, last: int) -> Sides:
    """`سيطر المقاتلون على المدينة`: the subject before the verb or between it and its tail, the object behind that."""
    tail = find_tail(scene.parse, hit)
    words = hit.payload.tail.split()
    attached = len(words[0]) == 1
    target, _ = side_after(scene, tail if attached else tail + len(words), last)
    if target is not None and is_lone_adjective(scene, hit, target):
        target = None
    if target is None:
        target = linked_target(scene, company, tail + len(words), last)  # `فتح مسلحون النار على حافلة`
    if subject is None and tail > hit.last:
        between, _ = side_after(scene, hit.last, tail)
        subject = between if is_known_actor(scene, between) else None
    return listed(subject), listed(target)


def _carries_object(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`قتلته القوات`: a verb with its object attached has nothing but its subject behind it."""
    norm = scene.parse.text.norms[hit.first]
    return hit.payload.form == "verb" and norm not in known_noun_forms() and any(stem in trigger_matcher() for stem in strip_pronoun(norm))


def _holds_object(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`قطعت إمدادات الميليشيات`, `إسقاط حكم الرئيس`: a phrase of verb and object has the object's owner behind it, not its subject."""
    classes = scene.parse.classes
    return hit.payload.form == "phrase" and hit.last - hit.first > 1 and classes[hit.last - 1] in NOMINAL


def _opens_object(tail: str) -> bool:
    """True where the object stands behind what goes with a verb (`سيطر على`, `أطلق سراح`), False where before it (`أوقف … عن العمل`)."""
    words = tail.split()
    return len(words) == 1 or word_class(words[-1]) is WordClass.PREPOSITION


def _ends_in_preposition(scene: Scene, hit: Hit[Trigger]) -> bool:
    return hit.payload.form == "phrase" and scene.parse.classes[hit.last - 1] is WordClass.PREPOSITION


def _kill(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`قتلت القوات أربعة`, `المجزرة الإسرائيلية`, and the passive `قتل أربعة`."""
    actors, targets = _active(scene, company, hit, clause)
    return actors or (national_agent(scene, hit, clause[1]) if hit.payload.form == "noun" else []), targets


def _victim(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`مقتل 4 جنود`, `أصيب شرطيان`, `سقوط قتلى من الجيش`: what follows is who suffered it, where it is known for people."""
    agents = linked_agents(scene, company, hit, clause)
    target, _ = side_after(scene, hit.last, clause[1])
    if target is not None and target.actor < 0 and not scene.figures_at.between(hit.last, hit.last + LONGEST_APPROXIMATION_TOKENS):
        target = None
    return agents, listed(target)


def _attack(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`شنت طائرات غارات على`, `هجوم لتنظيم … على`, `قصف إسرائيلي استهدف`, `هاجم مسلحون مكتبا`."""
    if hit.payload.form == "verb" and not _is_noun_here(scene, hit):
        return _active(scene, company, hit, clause)
    first, last = clause
    agents = linked_agents(scene, company, hit, clause) or national_agent(scene, hit, last)
    behind = hit.last
    if not agents:
        genitive = genitive_agent(scene, hit, last)
        if genitive is not None:
            agents, behind = [participant(scene, genitive)], genitive.last
    if not agents and hit.prefix.endswith(BEH):
        agents = listed(subject_before(scene, hit.first, first))
    target = linked_target(scene, company, behind, last)
    if target is None:
        target = patient_before(scene, company, hit, first)
    if target is None and not agents:
        target, _ = side_after(scene, hit.last, last) if not adjective_next(scene, hit.last) else (None, 0)
        target = target if target is not None and (target.actor >= 0 or is_counted(scene, target)) else None
    return agents, listed(target)


def _is_noun_here(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`قصف روسي مكثف`: a form of both verb and noun, read as the noun before an adjective."""
    return scene.parse.text.norms[hit.first] in known_noun_forms() and adjective_next(scene, hit.last) and actor_at(scene, hit.last) is None


def _mutual(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """The two sides of a clash, meeting or deal: `اشتباكات بين … و…`, `اتفق … مع …`, `يعقد المجلس اجتماعا`."""
    last = clause[1]
    between = joined_actors(scene, hit.last, last, _BETWEEN, reach=FARTHEST_GENITIVE_TOKENS + 1)
    if between:
        return between, []
    sides = listed(own_subject(scene, company, hit, clause))
    if not sides and hit.payload.form == "verb":
        after, _ = side_after(scene, hit.last, last)
        sides = listed(after if is_counted(scene, after) or is_named(scene, after) else None)  # `اشتبك مئات المحتجين مع`, `اتفقت ماي مع`
    sides = [*coordinated_before(scene, sides), *sides, *coordinated(scene, sides)]
    if hit.payload.id == "consult-meet" and hit.payload.form == "verb" and len(sides) == 1:
        sides += _other_side(scene, hit, sides[0], last)
    sides += [side for side in joined_actors(scene, hit.last, last, _WITH, reach=FARTHEST_AGENT_TOKENS) if side not in sides]
    return sides[:MOST_SIDES], []


_BETWEEN = frozenset(("\N{ARABIC LETTER BEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}",))

_WITH = frozenset(("\N{ARABIC LETTER MEEM}\N{ARABIC LETTER AIN}",))


def _other_side(scene: Scene, hit: Hit[Trigger], subject: Participant, last: int) -> list[Participant]:
    """`التقى الرئيس نظيره السوري`: the object of a verb of meeting is its other side."""
    behind = max(hit.last, scene.parse.text.token_at(subject.span.end - 1) + 1)
    if preposition_at(scene, behind):
        return []
    met, _ = side_after(scene, behind, last)
    return listed(met)


def _actor(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`انسحبت القوات`, `تظاهر المئات`, `انتشار الجيش`: whoever stands as subject or in the genitive."""
    first, last = clause
    if hit.payload.form == "verb":
        before = subject_before(scene, hit.first, first)
        if before is not None:
            return [before], []
    agents = linked_agents(scene, company, hit, clause)
    if agents:
        return agents, []
    after, _ = side_after(scene, hit.last, last)
    if is_known_actor(scene, after):
        return listed(after), []
    if hit.payload.type == "PROTEST" and scene.parse.is_definite(hit.first):
        return [], []  # `لبحث الاحتجاجات`: talked of, and not by those who protest
    near = scene.actors_at.between(max(first, hit.first - FARTHEST_AGENT_TOKENS), min(last, hit.last + FARTHEST_GENITIVE_TOKENS))
    speaker = company.speaker_tokens(first, last)
    known = [located for located in near if _may_stand_in(scene, hit, located) and located.first not in speaker]
    return ([participant(scene, known[-1])] if known else []), []


def _may_stand_in(scene: Scene, hit: Hit[Trigger], located: Located) -> bool:
    """Whether an actor near an act without a subject may be its doer: for a protest only people who protest."""
    mention = scene.actors[located.number]
    if hit.payload.type == "PROTEST":
        return mention.actor.kind in ("protester", "party") or (mention.actor.kind == "civilian" and bool(mention.actor.country))
    return is_agentive(mention)


def _event(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`انفجار استهدف سوقا`: nobody stands in a fixed place; links say who."""
    if hit.payload.form == "verb":
        return linked_agents(scene, company, hit, clause), []
    return linked_agents(scene, company, hit, clause), listed(linked_target(scene, company, hit.last, clause[1]))


def _speech(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`هدد ترامب إيران`, `اتهم الوزير دولا`: speaker and the one spoken of."""
    first, last = clause
    subject = subject_before(scene, hit.first, first)
    after, behind = side_after(scene, hit.last, last)
    if subject is None and is_known_actor(scene, after):
        target, _ = side_after(scene, behind, last)
        return listed(after), listed(target if is_known_actor(scene, target) else None)
    return listed(subject), listed(after if is_known_actor(scene, after) else None)


def _give(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`قدمت مصر مساعدات إلى السودان`, `تلقي دعم من مصر`: who gives, and behind `إلى` or `ل` who gets."""
    last = clause[1]
    norms = scene.parse.text.norms
    reach = range(hit.last, min(last, hit.last + FARTHEST_GENITIVE_TOKENS))
    giver = next((side for token in reach if norms[token] == MIN and is_known_actor(scene, side := side_after(scene, token + 1, last)[0])), None)
    taker = next((side_after(scene, token + 1, last)[0] for token in reach if norms[token] == _TO), None)
    if taker is None:
        dative = [located for located in scene.actors_at.between(hit.last, reach.stop) if _is_dative(scene, located)]
        taker = participant(scene, dative[0]) if dative else None
    actors = listed(giver or own_subject(scene, company, hit, clause))
    return [side for side in actors if side != taker], listed(taker)


def _is_dative(scene: Scene, located: Located) -> bool:
    text = scene.parse.text
    return text.norms[located.first].startswith(ATTACHED[1]) and scene.actors[located.number].span.start > text.starts[located.first]


_TO = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}\N{ARABIC LETTER YEH}"


def _visit(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> Sides:
    """`زار الوزير واشنطن`, `زيارة الوزير إلى`, and those met on the way (`مع`)."""
    first, last = clause
    before = subject_before(scene, hit.first, first)
    after, _ = side_after(scene, hit.last, last)
    visited = after is not None and after.actor >= 0 and scene.actors[after.actor].actor.kind == "state" and hit.payload.form == "verb"
    subject = before if before is not None else after if is_known_actor(scene, after) and not visited else None
    return listed(subject), []


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
