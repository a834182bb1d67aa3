"""Reconciling a store: new reports and judgements into events, touching only their neighbourhood."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import msgspec

from marsad.errors import InputError, StoreError
from marsad.model import Event, Judgement, Report, Seen, Signature, highest, level_of
from marsad.model.marking import RED, join_levels
from marsad.stages.reconcile.cluster import Constraints, cluster_reports, may_found_merge
from marsad.stages.reconcile.events import event_of
from marsad.stages.reconcile.judgements import constraints_of, differences, in_force, standing, with_id
from marsad.stages.reconcile.priority import priority_of
from marsad.stages.reconcile.review import FIELD_ACTIONS, normal_value, reviewed, with_differences
from marsad.stages.reconcile.settle import DEFAULT_RULE

MOST_TRIES = 5
"""Times that events are worked out, where others who judge or reconcile change them in the same moment."""
_CONTENDED = "others changed the same events again and again while they were worked out; what was judged is kept: run `marsad events reconcile --all`"


class ReportStore(Protocol):
    """What reconciling needs of a store. It sees all; only `events` shows no more than the person who judges may see."""

    @property
    def clearance(self) -> int:
        """The level up to which the person who judges may see."""

    def unreconciled_reports(self) -> Iterable[Report]:
        """Reports that stand in no event yet."""

    def reports(self, ids: Iterable[str]) -> Iterable[Report]:
        """The reports of these ids; an id that is not there is passed over."""

    def reports_near(self, report: Report) -> Iterable[Report]:
        """All reports that share a block with `report` or lie `SLIP_DAYS` beside one (see `block_keys`); more do no harm."""

    def versions_of(self, reports: Iterable[str]) -> Iterable[Seen]:
        """The events in which these reports stand as readers of each clearance see them, each once."""

    def events(self, ids: Iterable[str]) -> Iterable[Event]:
        """The events of these ids; an id that is not there is passed over."""

    def replace_events(self, old: Iterable[Seen], new: Iterable[Seen]) -> bool:
        """Put `new` in the place of `old`, in one transaction. False, and nothing is done, where another writer has put others there meanwhile."""

    def withdraw_dissolved(self) -> None:
        """Say to those with whom events are shared which of those that were taken apart are no more."""

    def signatures(self, documents: Iterable[str]) -> Iterable[Signature]:
        """The signatures of these documents, where there are any."""

    def judgements(self) -> Iterable[Judgement]:
        """All judgements."""

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a judgement; one of the same id is kept once."""


class Change(NamedTuple):
    """What reconciling did: how many reports it looked at anew, the events taken out and those put in; one that stayed as it was is neither.

    Events are named as the person sees them who has it done.
    """

    reports: int = 0
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def reconcile_new(store: ReportStore, rule: str = DEFAULT_RULE) -> Change:
    """Bring the reports that stand in no event yet into events, and mend the events around them.

    The events are those that one run over all the reports would give, in whatever batches and order they came: the neighbourhood that is
    clustered anew is closed under everything that can found a merge. The cost is that of the neighbourhood, not of the store.
    """
    change = reconcile_reports(store, store.unreconciled_reports(), rule)
    store.withdraw_dissolved()
    return change


def reconcile_reports(store: ReportStore, reports: Iterable[Report], rule: str = DEFAULT_RULE) -> Change:
    """Cluster the neighbourhood of `reports` anew and replace the events that come out differently.

    Readers of each clearance get the events that the reports and judgements make which they may see, as if there were no others: what is
    above them neither joins nor parts events, nor speaks for them. Where all is marked alike, that is done once.

    Raises:
        StoreError: where others change the same events again and again.
    """
    known = list(reports)
    seeds = [report.id for report in known]
    for _ in range(MOST_TRIES):
        change = _reconcile(store, known, rule)
        if change is not None:
            return change
        known = list(store.reports(seeds))
    raise StoreError(_CONTENDED)


def _reconcile(store: ReportStore, reports: Iterable[Report], rule: str) -> Change | None:
    """What `reconcile_reports` does, None where others changed the events meanwhile."""
    judgements = list(store.judgements())
    near = _neighbourhood(store, reports, constraints_of(judgements))
    signatures = _signatures(store, near.values())
    told = []
    for level in sorted({level_of(report.tlp) for report in near.values()}):
        seen = {id_: report for id_, report in near.items() if level_of(report.tlp) <= level}
        stands = _standing_for(judgements, level)
        words = _words_by_home(store, seen, stands)
        differing = differences(stands)
        events = tell_events(seen, signatures, constraints_of(stands), rule)
        told.append((level, [_reviewed(event, words, differing) for event in events]))
    return _replace(store, len(near), store.versions_of(sorted(near)), join_levels(told))


def tell_events(
    reports: Mapping[str, Report], signatures: Mapping[str, Signature], constraints: Constraints | None = None, rule: str = DEFAULT_RULE
) -> list[Event]:
    """The events of reports (by id), as far as no person spoke on their fields; `signatures` are by document."""
    clusters = cluster_reports(list(reports.values()), constraints or Constraints())
    return [event_of([reports[id_] for id_ in ids], merges, signatures, rule) for ids, merges in clusters]


def with_priority(event: Event) -> Event:
    """An event with how early a person should look at it."""
    return msgspec.structs.replace(event, priority=priority_of(event))


def _replace(store: ReportStore, reports: int, old: Iterable[Seen], new: Iterable[Seen]) -> Change | None:
    """Put `new` in the place of `old`, as far as they differ; None, and nothing is done, where others changed these meanwhile."""
    past, fresh = {seen.row: seen for seen in old}, {seen.row: seen for seen in new}
    removed = [row for row, seen in sorted(past.items()) if fresh.get(row) != seen]
    added = [row for row, seen in sorted(fresh.items()) if past.get(row) != seen]
    if not store.replace_events([past[row] for row in removed], [fresh[row] for row in added]):
        return None
    before = {past[row].event.id: past[row].event for row in removed if past[row].is_for(store.clearance)}
    after = {fresh[row].event.id: fresh[row].event for row in added if fresh[row].is_for(store.clearance)}
    return Change(
        reports, tuple(id_ for id_, event in before.items() if after.get(id_) != event),
        tuple(id_ for id_, event in after.items() if before.get(id_) != event),
    )  # fmt: skip


def _standing_for(judgements: Iterable[Judgement], level: int) -> list[Judgement]:
    """The judgements that stand for those who see up to `level`."""
    return standing(judgement for judgement in judgements if level_of(judgement.tlp) <= level)


def _signatures(store: ReportStore, reports: Iterable[Report]) -> dict[str, Signature]:
    return {signature.document: signature for signature in store.signatures(sorted({report.document for report in reports}))}


def _words_by_home(store: ReportStore, near: Mapping[str, Report], judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """The standing judgements on fields, by the report whose event they are about: the first that is still known."""
    found: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.action in FIELD_ACTIONS and any(id_ in near for id_ in judgement.reports):
            known = {report.id for report in store.reports(judgement.reports)}
            found.setdefault(next(id_ for id_ in judgement.reports if id_ in known), []).append(judgement)
    return found


def _reviewed(event: Event, words: Mapping[str, list[Judgement]], differing: Sequence[tuple[Judgement, Judgement]]) -> Event:
    """The event with people's words laid over it: those of other observatories first, so that a word of ours holds, and theirs is seen."""
    told = [judgement for id_ in event.reports for judgement in words.get(id_, ())]
    told.sort(key=lambda judgement: (not judgement.origin, judgement.at, judgement.id))
    return with_priority(with_differences(reviewed(event, told) if told else event, differing))


def _neighbourhood(store: ReportStore, seeds: Iterable[Report], constraints: Constraints) -> dict[str, Report]:
    """The seeds and every report that a chain of possible merges, of judgements or of present events leads to from them."""
    found: dict[str, Report] = {}
    wave = {report.id: report for report in seeds}
    while wave:
        found |= wave
        reached: dict[str, Report] = {}
        for report in wave.values():
            reached |= {other.id: other for other in store.reports_near(report) if other.id not in found and may_found_merge(report, other)}
        bound = {member for seen in store.versions_of(sorted(wave)) for member in seen.event.reports}
        bound |= {partner for id_ in wave for partner in constraints.partners(id_)}
        reached |= {report.id: report for report in store.reports(sorted(bound - found.keys() - reached.keys()))}
        wave = reached
    return found


def standing_ids(judgements: Iterable[Judgement]) -> frozenset[str]:
    """The ids of the judgements that are not taken back, the taking back ones among them: those that can be taken back."""
    return frozenset(judgement.id for judgement in in_force(judgements))


def merge_events(store: ReportStore, ids: Sequence[str], by: str, at: str, reason: str = "", rule: str = DEFAULT_RULE) -> tuple[Judgement, Change]:
    """Make one event of several on a person's word; what the machine may think later does not part them.

    Raises:
        InputError: for an event that is not there, or fewer than two.
    """
    events = _events_by_id(store, ids)
    if len(events) < 2:
        raise InputError(f"merging needs two events or more, found {len(events)}: name their ids as `marsad events list` shows them")
    reports = tuple(sorted(report for event in events for report in event.reports))
    return _judge(store, Judgement("", "merge", reports, by, at, reason), rule)


def split_event(
    store: ReportStore, event_id: str, reports: Sequence[str], by: str, at: str, reason: str = "", rule: str = DEFAULT_RULE
) -> tuple[Judgement, Change]:
    """Set some reports of an event apart from its others on a person's word; the machine does not bring them together again.

    Raises:
        InputError: for an event that is not there, a report that does not stand in it, or nothing left on one side.
    """
    (event,) = _events_by_id(store, [event_id])
    chosen = tuple(sorted({_full_id(report, event) for report in reports}))
    others = tuple(sorted(set(event.reports) - set(chosen)))
    if not chosen or not others:
        raise InputError(f"splitting event {event.id} needs reports on both sides: it has {len(event.reports)}, of which {len(chosen)} were named")
    return _judge(store, Judgement("", "split", chosen, by, at, reason, others=others), rule)


def undo_judgement(store: ReportStore, judgement_id: str, by: str, at: str, reason: str = "", rule: str = DEFAULT_RULE) -> tuple[Judgement, Change]:
    """Take a judgement back, also the taking back of one; the machine decides again, unless other judgements stand.

    Raises:
        InputError: for a judgement that is not there or is taken back already.
    """
    known = {judgement.id: judgement for judgement in store.judgements() if level_of(judgement.tlp) <= store.clearance}
    if judgement_id not in known:
        raise InputError(f"there is no judgement {judgement_id!r}; `marsad events judgements` lists them")
    undone = known[judgement_id]
    if undone not in in_force(known.values()):
        raise InputError(f"judgement {judgement_id} is taken back already")
    judgement = Judgement("", "undo", undone.reports, by, at, reason, undoes=undone.id, others=undone.others, tlp=undone.tlp)
    if undone.action not in FIELD_ACTIONS:
        return _judge(store, judgement, rule)
    judgement = with_id(judgement)
    store.add_judgement(judgement)
    return judgement, _lay_anew(store, undone.reports, rule)


def judge_event(
    store: ReportStore,
    event_id: str,
    action: str,
    by: str,
    at: str,
    reason: str = "",
    field: str = "",
    value: object = None,
    rule: str = DEFAULT_RULE,
) -> tuple[Judgement, Change]:  # fmt: skip
    """Accept or reject an event, or correct a field of it, on a person's word; what the machine may think later does not change that.

    `value` is the field's, as JSON gives it. Which reports make the event stays as it is: nothing is clustered anew.

    Raises:
        InputError: for an event that is not there, another action, or a value that the field cannot have.
    """
    if action not in FIELD_ACTIONS:
        raise InputError(f"there is no action {action!r} on an event; there are {', '.join(sorted(FIELD_ACTIONS))}, besides merging and splitting")
    (event,) = _events_by_id(store, [event_id])
    kept = normal_value(field, value) if action == "correct" else ""
    judgement = with_id(Judgement("", action, event.reports, by, at, reason, field if action == "correct" else "", kept, tlp=event.tlp))
    store.add_judgement(judgement)
    return judgement, _lay_anew(store, event.reports, rule)


def _lay_anew(store: ReportStore, reports: Iterable[str], rule: str) -> Change:
    """Lay the standing judgements over the events in which these reports stand; which reports make an event stays as it is.

    Raises:
        StoreError: where others change the same events again and again.
    """
    about = list(reports)
    for _ in range(MOST_TRIES):
        change = _lay(store, about, rule)
        if change is not None:
            return change
    raise StoreError(_CONTENDED)


def _lay(store: ReportStore, reports: Iterable[str], rule: str) -> Change | None:
    """What `_lay_anew` does, None where others changed the events meanwhile."""
    old = list(store.versions_of(reports))
    known = {report.id: report for report in store.reports(sorted({id_ for seen in old for id_ in seen.event.reports}))}
    signatures, judgements = _signatures(store, known.values()), list(store.judgements())
    steps = {seen.least for seen in old} | {seen.most + 1 for seen in old if seen.most < RED} | {level_of(one.tlp) for one in judgements}
    told = []
    for level in sorted(steps):
        stands, events = _standing_for(judgements, level), []
        for seen in old:
            if seen.is_for(level):
                own = {id_: known[id_] for id_ in seen.event.reports if id_ in known}
                event = event_of(own.values(), seen.event.merges, signatures, rule)
                events.append(_reviewed(event, _words_by_home(store, own, stands), differences(stands)))
        told.append((level, events))
    return _replace(store, len(known), old, join_levels(told))


def apply_judgement(store: ReportStore, judgement: Judgement, rule: str = DEFAULT_RULE) -> Change:
    """Have a judgement that is kept, and that another observatory gave, take its effect; nothing where it had it already."""
    if judgement.action in FIELD_ACTIONS:
        return _lay_anew(store, judgement.reports, rule)
    return reconcile_reports(store, store.reports((*judgement.reports, *judgement.others)), rule)


def _judge(store: ReportStore, judgement: Judgement, rule: str) -> tuple[Judgement, Change]:
    """Keep a judgement under the id of its content and reconcile the reports that it is about."""
    reports = list(store.reports((*judgement.reports, *judgement.others)))
    judgement = with_id(msgspec.structs.replace(judgement, tlp=highest([judgement.tlp, *(report.tlp for report in reports)])))
    store.add_judgement(judgement)
    return judgement, reconcile_reports(store, reports, rule)


def _events_by_id(store: ReportStore, ids: Sequence[str]) -> list[Event]:
    wanted = list(dict.fromkeys(ids))
    found = {event.id: event for event in store.events(wanted)}
    missing = [id_ for id_ in wanted if id_ not in found]
    if missing:
        raise InputError(f"there is no event {missing[0]!r}; `marsad events list` shows the ids")
    return [found[id_] for id_ in wanted]


def _full_id(report: str, event: Event) -> str:
    matching = [known for known in event.reports if known.startswith(report)]
    if len(matching) != 1:
        raise InputError(f"{report!r} names {len(matching)} reports of event {event.id}; it has {', '.join(event.reports)}")
    return matching[0]
