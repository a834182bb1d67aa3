"""What Marsad raises: each error says what was found, where, and what to do."""


class MarsadError(Exception):
    """A wrong call, setting or input that a person must mend. Bad data in a batch is an `Issue` record instead."""


class SettingError(MarsadError):
    """A setting that is unknown or out of its range."""


class LexiconError(MarsadError):
    """A lexicon file or its built artefact that cannot be used."""


class InputError(MarsadError):
    """An input that cannot be read at all: missing, binary, not Arabic, of an unknown charset."""


class SourceError(MarsadError):
    """A source's file that cannot be used: unknown field, wrong value, or nothing to follow at its address."""


class ArchiveError(MarsadError):
    """An archive of captures that is missing, held by another process, or no longer whole."""


class StoreError(MarsadError):
    """A store that cannot be opened or used: no Marsad store, made by a newer version, held by another process, or not reachable."""


class LakeError(MarsadError):
    """A lake that is missing, made by another version, or asked for what it does not hold; or a part of Marsad that a lake needs is not installed."""
