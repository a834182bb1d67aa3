"""What the verbs that raise alerts share: the store brought up to what was collected, changes shown, channels told."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
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
from marsad.store.archive import Archive
from marsad.store.store import Store


def show_told(told: Iterable[Told]) -> None:
    """Says on standard error what channels were told, and what they did not take."""
    for channel, sent, errors in told:
        if sent:
            click.echo(f"marsad: {channel} was told of {sent} changes", err=True)
        for error in errors:
            click.echo(f"marsad: {channel} was not told: {error}; it is tried again", err=True)


def raising(
    outcomes: Iterable[Outcome], store: Store, archive: Path, sources: dict[str, Source], channels: tuple[Channel, ...], language: str,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Outcome]:  # fmt: skip
    """The outcomes; after each that brought news, the news is read into the store, alerts are raised and shown, and channels told."""
    judge = _judging(store, archive, sources, channels, language, clock)
    judge()
    for outcome in outcomes:
        yield outcome
        if outcome.positions:
            judge()


def _judging(
    store: Store, archive: Path, sources: dict[str, Source], channels: tuple[Channel, ...], language: str, clock: Callable[[], datetime]
) -> Callable[[], None]:  # fmt: skip
    settings = settings_for(None, 1)
    gazetteer = open_gazetteer(settings.gazetteer)

    def judge() -> None:
        ingest_collected(Archive(archive), sources, store, settings)
        reconcile_new(StoredReports(store))
        now = clock()
        for alert in raise_alerts(store, gazetteer, now.date()):
            if alert.day == now.date().isoformat():
                click.echo(f"{now:%Y-%m-%d %H:%M} {headline(alert, language)}")
        show_told(notify(store, channels, now))

    return judge
