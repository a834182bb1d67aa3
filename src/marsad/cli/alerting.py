"""What the verbs that raise alerts share: the store brought up to what was collected, changes shown, channels told."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from marsad.cli.stored import settings_for
from marsad.engine.collect import Outcome
from marsad.engine.collected import ingest_collected
from marsad.engine.notify import Told, notify
from marsad.engine.notify_config import Channel
from marsad.engine.reconcile import reconcile_new
from marsad.engine.report_store import StoredReports
from marsad.engine.warn import raise_alerts
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.model import Source
from marsad.stages.share.alert_words import headline
from marsad.store.alerts import last_day
from marsad.store.archive import Archive
from marsad.store.store import Store


def show_told(told: Iterable[Told]) -> None:
    """Says on standard error what channels were told, and what they did not take."""
    for channel, sent, errors, given_up in told:
        if sent:
            click.echo(f"marsad: {channel} was told of {sent} changes", err=True)
        for error in errors:
            click.echo(f"marsad: {channel} was not told: {error}; it is tried again", err=True)
        if given_up:
            click.echo(f"marsad: {channel} will not be told of {given_up} changes: they were tried for the last time", err=True)


def raising(
    outcomes: Iterable[Outcome], store: Store, archive: Path, sources: dict[str, Source], channels: tuple[Channel, ...], language: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Outcome]:  # fmt: skip
    """The outcomes; after each that brought news, the news is read into the store and alerts are raised and shown. Channels are told after each, of
    what has come to be due as well: the hour of a digest is no hour of news."""
    judge = _judging(store, archive, sources, language, clock)
    show_told(notify(store, channels, clock(), since=judge()))
    for outcome in outcomes:
        yield outcome
        since = judge() if outcome.positions else None
        show_told(notify(store, channels, clock(), since=since))


def _judging(
    store: Store, archive: Path, sources: dict[str, Source], language: str, clock: Callable[[], datetime]
) -> Callable[[], date | None]:  # fmt: skip
    settings = settings_for(None, 1)
    gazetteer = open_gazetteer(settings.gazetteer)

    def judge() -> date | None:
        """The last day that was judged before."""
        ingest_collected(Archive(archive), sources, store, settings)
        reconcile_new(StoredReports(store))
        now, since = clock(), last_day(store)
        for alert in raise_alerts(store, gazetteer, now.date(), today=now.date()):
            if alert.day >= (since or now.date()).isoformat():
                click.echo(f"{now:%Y-%m-%d %H:%M} {headline(alert, language)}")
        return since

    return judge
