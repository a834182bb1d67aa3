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
from marsad.model import level_of
from marsad.model.alert import Alert
from marsad.stages.share.alert_words import alert_json, explain, headline
from marsad.stages.share.notify_send import Notice, secret_of, send_apprise, send_email, send_webhook
from marsad.store.alerts import AlertQuery, alert_named, last_day, list_alerts
from marsad.store.notices import claim_notices, put_notices, settle_notices
from marsad.store.store import Store

RECENT_DAYS = 2
"""Changes of the last judged days are told of; a store that is filled with old news tells nobody of its history."""
ID_LETTERS = 24
ONE_DAY = timedelta(days=1)


class Told(NamedTuple):
    """What a channel was told: how many changes, and why the others were not taken."""

    channel: str
    sent: int
    errors: tuple[str, ...]


def notify(store: Store, channels: Sequence[Channel], now: datetime, environment: Mapping[str, str] = os.environ) -> list[Told]:
    """Put the new changes into the outbox and send what is due at `now` (UTC).

    A change is sent to a channel once. Where a process dies between sending and noting it, it is sent again under the same key (the header
    `Marsad-Notice`, the Message-ID), by which a receiver knows it. What fails is tried again after 1, 2, 4 … minutes, ten times.
    """
    return [_tell(store.cleared(level_of(channel.tlp)), channel, now, environment) for channel in channels]


def _tell(store: Store, channel: Channel, now: datetime, environment: Mapping[str, str]) -> Told:
    put_notices(store, channel.name, {alert.id: due_at(channel, alert, now) for alert in _recent(store) if is_wanted(channel, alert)})
    due = {one.alert: one for one in claim_notices(store, channel.name, now)}
    alerts = [alert for id_ in due if (alert := alert_named(store, id_)) is not None]
    settle_notices(store, channel.name, [one for id_, one in due.items() if id_ not in {alert.id for alert in alerts}], now)
    sent, errors = 0, []
    for batch in [alerts] if channel.digest and alerts else [[alert] for alert in alerts]:
        error = _send(channel, _notice(channel, batch), now, environment)
        settle_notices(store, channel.name, [due[alert.id] for alert in batch], now, error)
        sent += 0 if error else len(batch)
        errors += [error] if error else []
    return Told(channel.name, sent, tuple(dict.fromkeys(errors)))


def _recent(store: Store) -> list[Alert]:
    """The changes of the last judged days."""
    last = last_day(store)
    if last is None:
        return []
    query, found, cursor = AlertQuery(since=(last - RECENT_DAYS * ONE_DAY + ONE_DAY).isoformat()), list[Alert](), ""
    while True:
        page = list_alerts(store, query, 500, cursor)
        found, cursor = found + page.alerts, page.cursor
        if not cursor:
            return found


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


def _notice(channel: Channel, alerts: Sequence[Alert]) -> Notice:
    ids = "\0".join((channel.name, *(alert.id for alert in alerts)))
    key = hashlib.sha256(ids.encode()).hexdigest()[:ID_LETTERS]
    language = channel.language
    title = headline(alerts[0], language)
    if len(alerts) > 1:
        title = shown("alert.digest", language, changes=shown_count("count.change", language, len(alerts)))
    text = "\n\n".join(explain(alert, alert.lowers, language) for alert in alerts)
    records = [msgspec.Raw(alert_json(alert, alert.lowers)) for alert in alerts]
    return Notice(key, title, text, msgspec.json.encode({"notice": key, "title": title, "alerts": records}))


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
