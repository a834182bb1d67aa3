"""Whether an event happened, is planned, is feared, is denied, or is no event at all."""

from marsad.arabic.clitics import strip_pronoun
from marsad.grammar.classes import CONJUNCTIONS, PRESENT, WordClass, is_present
from marsad.lexicon.inflected import known_verb_forms
from marsad.lexicon.matcher import Hit
from marsad.lexicon.triggers import Trigger
from marsad.stages.code.company import Company
from marsad.stages.code.scene import Scene

NEGATION_REACH_TOKENS = 6
DROPPED_REACH_TOKENS = 1
FIGURATIVE_REACH_TOKENS = 2
NOTICED_REACH_TOKENS = 2
TREATY_REACH_TOKENS = 5
WITHDRAWAL = "retreat-withdraw"
LIGHT_REACH_TOKENS = 6
MODAL_REACH_TOKENS = 8
DEMAND_REACH_TOKENS = 16
_FUTURE = "\N{ARABIC LETTER SEEN}"
_LAM = "\N{ARABIC LETTER LAM}"
_QAD = "\N{ARABIC LETTER QAF}\N{ARABIC LETTER DAL}"
DEMANDABLE = frozenset(("MOBILIZE",))
"""What a demand makes a planned event: an order to one's own forces. Other demands (`طالب بوقف القصف`) are policy."""


def find_status(scene: Scene, company: Company, hit: Hit[Trigger], clause: tuple[int, int]) -> str | None:
    """`actual`, `planned`, `possible` or `denied`; None where the words deny that there is an event to record.

    A purpose (`من أجل قصف`), a condition (`إذا قصفت`) or an avoided thing (`لمنع الهجوم`) is no event. Negation right before a verb means that
    it did not happen, which the text says of itself and so is not recorded, unless somebody denies it. What was noticed is there, whatever is
    feared or asked because of it (`حذر من وجود تحركات`).
    """
    first, last = clause
    if _is_dropped(company, hit, first) or _is_figurative(company, hit, last) or _is_state(scene, hit):
        return None
    if _is_denied(scene, hit):
        return "denied"
    if _is_negated(scene, company, hit, first):
        return None
    noticed = bool(company.between("noticed", max(first, hit.first - NOTICED_REACH_TOKENS), hit.last))
    if not noticed and hit.payload.type in DEMANDABLE and any(scene.claims[number].stance == "demands" for number in scene.claims_around(hit.first)):
        return "planned"
    if company.between("demanded", max(first, hit.first - DEMAND_REACH_TOKENS), hit.first):
        return "planned" if hit.payload.type in DEMANDABLE else None
    near = max(first, hit.first - MODAL_REACH_TOKENS)
    if company.between("conditional", near, hit.first):
        return None
    if not noticed and _is_possible(scene, company, hit, near):
        return "possible"
    if _is_planned(scene, company, hit, near, last):
        return "planned"
    if company.between("purpose", max(first, hit.first - 3), hit.first) or _is_purpose(company, hit):
        return None
    return "actual"


def _is_state(scene: Scene, hit: Hit[Trigger]) -> bool:
    """`الجولان التي تحتلها إسرائيل`: a present verb of holding with its object attached tells how things stand."""
    norm = scene.parse.text.norms[hit.first]
    holds = hit.payload.form == "verb" and hit.payload.mode in _HOLDING_MODES and is_present(norm)
    return holds and bool(strip_pronoun(norm.lstrip(CONJUNCTIONS)))


_HOLDING_MODES = frozenset(("seize", "blockade"))


def _is_figurative(company: Company, hit: Hit[Trigger], last: int) -> bool:
    """`خطف الأنظار`, `معركة قانونية`: words of force that what follows takes it from."""
    if hit.payload.id == WITHDRAWAL and company.between("treaty", hit.last - 1, min(hit.last + TREATY_REACH_TOKENS, last)):
        return True
    return _is_doubtful(hit) and bool(company.between("figurative", hit.last, min(hit.last + FIGURATIVE_REACH_TOKENS, last)))


def is_figurative_object(company: Company, hit: Hit[Trigger], token: int) -> bool:
    """`تحتل بريطانيا المرتبة الثانية`: True where the object at `token`, wherever it stands, takes the force away."""
    return _is_doubtful(hit) and bool(company.between("figurative", token, token + 1))


def _is_doubtful(hit: Hit[Trigger]) -> bool:
    return hit.payload.strength == "weak" or hit.payload.type != "ASSAULT" or hit.payload.mode in _FIGURATIVE_MODES


_FIGURATIVE_MODES = frozenset(("", "kidnap", "clash", "explosive", "other"))


def _is_negated(scene: Scene, company: Company, hit: Hit[Trigger], first: int) -> bool:
    """True behind a negation in the same clause: of the trigger itself, or of the verb that governs it (`لم تعلن … إغلاق`)."""
    for word in company.between("denied", max(first, hit.first - NEGATION_REACH_TOKENS), hit.first):
        if all(scene.parse.classes[token] not in _CLAUSE_OPENERS for token in range(word.last, hit.first)):
            return True
    return False


_CLAUSE_OPENERS = frozenset((WordClass.COMPLEMENTIZER, WordClass.PUNCTUATION, WordClass.RELATIVE, WordClass.BREAK))


def _is_dropped(company: Company, hit: Hit[Trigger], first: int) -> bool:
    before = company.between("dropped", max(first, hit.first - DROPPED_REACH_TOKENS), hit.first)
    return any(word.last == hit.first for word in before)


def _is_denied(scene: Scene, hit: Hit[Trigger]) -> bool:
    return any(scene.claims[number].stance == "denies" for number in scene.claims_around(hit.first))


def _is_possible(scene: Scene, company: Company, hit: Hit[Trigger], near: int) -> bool:
    if company.between("possible", hit.last, hit.last + 1):
        return True  # `هجوم محتمل`
    for word in company.between("possible", near, hit.first):
        if not scene.parse.text.norms[word.first].endswith(_QAD) or word.last - word.first > 1:
            return True
        following = scene.parse.text.norms[word.first + 1]
        if following.startswith(PRESENT) and scene.parse.classes[word.first + 1] is WordClass.VERB:
            return True
    return False


def _is_planned(scene: Scene, company: Company, hit: Hit[Trigger], near: int, last: int) -> bool:
    norm = scene.parse.text.norms[hit.first]
    if hit.payload.form == "verb" and _is_future(norm):
        return True
    if any(_is_future(scene.parse.text.norms[light.first]) for light in company.light_verbs(near, hit.first)):
        return True  # `ستستأنف هجومها`
    return bool(company.between("planned", near, hit.first)) or bool(company.between("planned", hit.last, min(hit.last + 4, last)))


def _is_future(norm: str) -> bool:
    """`سيقصف`, `وستنسحب`: a present verb behind `س`; not `سيطر`, which has the letter of its own."""
    bare = norm if norm.startswith(_FUTURE) else norm[1:]
    return bare.startswith(_FUTURE) and bare[1:2] in PRESENT and bare[1:] in known_verb_forms()


def _is_purpose(company: Company, hit: Hit[Trigger]) -> bool:
    """`لقصف`, `لاستهداف`: a verbal noun behind `ل` tells an aim, unless a light verb governs it (`تعرضت لقصف`)."""
    return hit.prefix.endswith(_LAM) and not company.light_verbs(max(0, hit.first - LIGHT_REACH_TOKENS), hit.first)
