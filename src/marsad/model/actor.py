"""Actors and their mentions."""

import msgspec

from marsad.model.span import Span


class Actor(msgspec.Struct, frozen=True):
    """Somebody who acts, is acted upon, or speaks.

    `kind` is one of `state`, `military`, `police`, `intelligence`, `government`, `rebel`, `militia`,
    `terrorist`, `party`, `igo`, `ngo`, `monitor`, `medical`, `outlet`, `agency`, `office`, `judiciary`, `business`, `civilian`,
    `protester`, `religious`, `document` (a statement, report or study) and `unnamed`. `country` is ISO 3166-1 alpha-2 or `""`.
    `id` is empty for those who have no identity of their own: groups of people, unnamed sources, civilians.
    """

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str = ""
    part_of: str = ""


class ActorMention(msgspec.Struct, frozen=True):
    """A noun phrase that names an actor.

    `span` is the fullest phrase, without attached prepositions; `head` the part of it that the lexicon
    knows. `antecedent` is the index (in the document's list) of the fuller earlier mention that a short
    one leads back to, -1 where it stands for itself. `relation` is `remnants`, `affiliate`, `faction`,
    `supporters` or `""`. `role` and `person` are set for office holders.
    """

    span: Span
    head: Span
    actor: Actor
    antecedent: int = -1
    relation: str = ""
    role: str = ""
    person: str = ""
    rules: tuple[str, ...] = ()
