"""Telling of alerts: what each channel is to be told goes into the store's outbox, and from there out, each change once."""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from marsad.engine.notify_config import Channel
from marsad.errors import MarsadError
from marsad.lexicon.alert_levels import rank_of
from marsad.lexicon.shown import shown, shown_count
from marsad.model import MARKINGS, level_of
from marsad.model.alert import Alert
from marsad.stages.share.alert_words import alert_json, explain, headline
from marsad.stages.share.notify_send import Notice, secret_of, send_apprise, send_email, send_webhook
from marsad.store.alerts import AlertQuery, alert_named, every_alert, last_day, levels_marking
from marsad.store.notices import MOST_TRIES, Due, claim_notices, postpone_notices, put_notices, settle_notices
from marsad.store.store import Store

RECENT_DAYS = 2
"""Changes of the last judged days are told of; a store that is filled with old news tells nobody of its history."""
MOST_BACK_DAYS = 7
"""So far back are changes told of that were made up for after a pause: what is older is history."""
MOST_FAILURES = 3
"""After so many failures a channel is left alone for this time: a server that does not answer takes its time over each."""
ID_LETTERS = 24
ONE_DAY = timedelta(days=1)


class Told(NamedTuple):
    """What a channel was told: how many changes, why others were not taken, and how many are given up after the last of their tries."""

    channel: str
    sent: int
    errors: tuple[str, ...]
    given_up: int = 0


def notify(
    store: Store, channels: Sequence[Channel], now: datetime, environment: Mapping[str, str] = os.environ, *, since: date | None = None
) -> list[Told]:  # fmt: skip
    """Put the new changes into the outbox and send what is due at `now` (UTC). `since` is the last day that was judged before the levels were brought
    up, None where none was: what changed from it on is told of, even after a pause of some days.

    A change is sent to a channel once. Where a process dies between sending and noting it, it is sent again under the same key (the header
    `Marsad-Notice`, the Message-ID), by which a receiver knows it. What fails is tried again after 1, 2, 4 … minutes, ten times.
    """
    return [_tell(store.cleared(level_of(channel.tlp)), channel, now, environment, since) for channel in channels]


def _tell(store: Store, channel: Channel, now: datetime, environment: Mapping[str, str], since: date | None) -> Told:
    put_notices(store, channel.name, {alert.id: due_at(channel, alert, now) for alert in _recent(store, since) if is_wanted(channel, alert)})
    due, alerts = _claimed(store, channel, now)
    marking, sent, given_up, errors = levels_marking(store), 0, 0, list[str]()
    for batch in [alerts] if channel.digest is not None and alerts else [[alert] for alert in alerts]:
        if len(errors) >= MOST_FAILURES:
            postpone_notices(store, channel.name, {alert.id: now for alert in batch})
            continue
        error = _send(channel, _notice(channel, batch, marking), now, environment)
        settle_notices(store, channel.name, [due[alert.id] for alert in batch], now, error)
        sent += 0 if error else len(batch)
        given_up += sum(due[alert.id].tries + 1 >= MOST_TRIES for alert in batch) if error else 0
        errors += [error] if error else []
    return Told(channel.name, sent, tuple(dict.fromkeys(errors)), given_up)


def _claimed(store: Store, channel: Channel, now: datetime) -> tuple[dict[str, Due], list[Alert]]:
    """What a channel is to be told of now, claimed; what came to be due in its quiet hours (a second try) is put off to their end."""
    due = {one.alert: one for one in claim_notices(store, channel.name, now)}
    alerts = [alert for id_ in due if (alert := alert_named(store, id_)) is not None]
    settle_notices(store, channel.name, [one for id_, one in due.items() if id_ not in {alert.id for alert in alerts}], now)
    later = {alert.id: when for alert in alerts if channel.digest is None and (when := due_at(channel, alert, now)) > now}
    postpone_notices(store, channel.name, later)
    return due, [alert for alert in alerts if alert.id not in later]


def _recent(store: Store, since: date | None) -> list[Alert]:
    """The changes of the last judged days, of more where more were made up for."""
    last = last_day(store)
    if last is None:
        return []
    recent = last - RECENT_DAYS * ONE_DAY + ONE_DAY
    first = max(min(recent, since or recent), last - MOST_BACK_DAYS * ONE_DAY)
    return every_alert(store, AlertQuery(since=first.isoformat()))


def is_wanted(channel: Channel, alert: Alert) -> bool:
    """True where a channel is to be told of a change."""
    area, now, before = alert.area, rank_of(alert.level), rank_of(alert.before)
    if channel.areas and not {area.id, area.country, area.admin1} & set(channel.areas):
        return False
    if channel.kinds and area.kind not in channel.kinds:
        return False
    return (now > before and now >= rank_of(channel.level)) or (channel.falls and now <= before and before >= rank_of(channel.level))


def due_at(channel: Channel, alert: Alert, now: datetime) -> datetime:
    """When a change is to be told of: at once, at the hour of the digest, or when the quiet hours end."""
    here = now.astimezone(ZoneInfo(channel.time_zone))
    if channel.digest is not None:
        return _next(here, channel.digest).astimezone(now.tzinfo)
    quiet = channel.quiet
    if quiet is None or rank_of(alert.level) >= rank_of(quiet.but) or not _is_within(here.time(), quiet.begin, quiet.end):
        return now
    return _next(here, quiet.end).astimezone(now.tzinfo)


def _is_within(hour: time, begin: time, end: time) -> bool:
    return begin <= hour < end if begin <= end else hour >= begin or hour < end


def _next(here: datetime, hour: time) -> datetime:
    """The next time, now or later, at which a clock there shows this hour."""
    day: date = here.date()
    at = datetime.combine(day, hour, here.tzinfo)
    return at if at >= here else datetime.combine(day + ONE_DAY, hour, here.tzinfo)


def _notice(channel: Channel, alerts: Sequence[Alert], marking: str) -> Notice:
    """The notice of changes; it bears the marking of what the levels were made of, in its title too where that is not for everybody."""
    ids = "\0".join((channel.name, *(alert.id for alert in alerts)))
    key = hashlib.sha256(ids.encode()).hexdigest()[:ID_LETTERS]
    language = channel.language
    title = headline(alerts[0], language)
    if len(alerts) > 1:
        title = shown("alert.digest", language, changes=shown_count("count.change", language, len(alerts)))
    title = title if marking == MARKINGS[0] else f"TLP:{marking} {title}"
    text = "\n\n".join((f"TLP:{marking}", *(explain(alert, alert.lowers, language) for alert in alerts)))
    records = [msgspec.Raw(alert_json(alert, alert.lowers)) for alert in alerts]
    return Notice(key, title, text, msgspec.json.encode({"notice": key, "tlp": marking, "title": title, "alerts": records}))


def _send(channel: Channel, notice: Notice, now: datetime, environment: Mapping[str, str]) -> str:
    """Why a notice was not taken, `""` where it was: what fails for one channel keeps no other from its own."""
    try:
        _SENDERS[channel.kind](channel, notice, now, environment)
    except MarsadError as error:
        return str(error)
    return ""


def _send_webhook(channel: Channel, notice: Notice, now: datetime, environment: Mapping[str, str]) -> None:
    send_webhook(channel.url, secret_of(environment, channel.secret_env), int(now.timestamp()), notice)


def _send_email(channel: Channel, notice: Notice, now: datetime, environment: Mapping[str, str]) -> None:
    login = (channel.user, secret_of(environment, channel.password_env))
    send_email((channel.server, channel.port, channel.security), login, channel.sender, channel.to, notice)


def _send_apprise(channel: Channel, notice: Notice, now: datetime, environment: Mapping[str, str]) -> None:
    send_apprise(secret_of(environment, channel.urls_env), notice)


_SENDERS: Mapping[str, Callable[[Channel, Notice, datetime, Mapping[str, str]], None]] = {
    "webhook": _send_webhook, "email": _send_email, "apprise": _send_apprise,
}  # fmt: skip
