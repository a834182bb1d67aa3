"""The data's way through one document: the ordered table of stages, and the function that walks it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from marsad.arabic.text import Text
from marsad.grammar.parse import Parse
from marsad.lexicon.gazetteer import Gazetteer, open_gazetteer
from marsad.lexicon.tables import load_artefact
from marsad.model import Document, Extraction, Version
from marsad.stages.attribute.claims import attribute_claims
from marsad.stages.code.events import code_events
from marsad.stages.link.actors import link_actors
from marsad.stages.link.places import resolve_places
from marsad.stages.link.times import resolve_times
from marsad.stages.recognise.actors import find_actors
from marsad.stages.recognise.figures import find_figures
from marsad.stages.recognise.places import find_places
from marsad.stages.recognise.times import find_times
from marsad.stages.recognise.triggers import find_triggers
