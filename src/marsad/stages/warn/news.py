"""How much news there was: what reporting there is to expect events from, which outlets are known, and which fell silent."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from marsad.model.alert_rules import NewsRule

Volume = Mapping[date, Mapping[str, int]]
"""Articles by day of publication and outlet, all subjects."""
SMOOTHING_ARTICLES = 50.0
"""An outlet's yield of events an article is taken for the average of all as if it had given so many articles more."""
SMOOTHING_DAYS = 2.0
WEEK = 7
ONE_DAY = timedelta(days=1)


def known_outlets(volume: Volume, day: date, rule: NewsRule) -> frozenset[str] | None:
    """The outlets that published on `known_days` days or more of the 28 before; None (all count) where there is none such yet.

    A name that turned up yesterday, or that apes another's, confirms nothing.
    """
    days: Counter[str] = Counter()
    for past in _past_news_days(volume, day, rule.news_past_days):
        days.update(outlet for outlet, count in volume[past].items() if count)
    known = frozenset(outlet for outlet, count in days.items() if count >= rule.known_days)
    return known or None


def silent_outlets(volume: Volume, day: date, rule: NewsRule) -> list[str]:
    """The outlets of which, at their pace of the last days with news, `silent_expected` articles or more were to be expected since their last one.

    Were they to come at random, so long a pause would come by chance in 0.7 % of cases (e to the power of -5).
    """
    past = _past_news_days(volume, day + ONE_DAY, rule.news_past_days)
    found = []
    for outlet in sorted({outlet for one in past for outlet in volume[one]}):
        own = [one for one in past if volume[one].get(outlet)]
        if len(own) >= rule.known_days:
            span = (own[-1] - own[0]).days + 1
            pace = sum(volume[one][outlet] for one in own) / span
            if pace * (day - own[-1]).days >= rule.silent_expected:
                found.append(outlet)
    return found


def news_share(volume: Volume, day: date, rule: NewsRule) -> float:
    """The articles of the last seven days as a share of what a week had before, over days with news; 1 where nothing went before."""
    week = [day - number * ONE_DAY for number in range(WEEK)]
    past = _past_news_days(volume, week[-1], rule.news_past_days)
    if len(past) < WEEK:
        return 1.0
    usual = sum(sum(volume[one].values()) for one in past) / len(past) * WEEK
    return sum(sum(volume.get(one, {}).values()) for one in week) / usual


def _past_news_days(volume: Volume, before: date, most: int) -> list[date]:
    """The last `most` days before a day that had any news."""
    days = [one for one, outlets in volume.items() if one < before and any(outlets.values())]
    return sorted(days)[-most:]


def yields_of(events: Mapping[str, int], volume: Volume, days: Iterable[date]) -> dict[str, float]:
    """Violent events told an article by each outlet in these days, those of few articles drawn to the average."""
    articles: Counter[str] = Counter()
    for day in days:
        articles.update(volume.get(day, {}))
    average = (sum(events.values()) + 1) / (articles.total() + SMOOTHING_ARTICLES)
    return {outlet: (events.get(outlet, 0) + SMOOTHING_ARTICLES * average) / (count + SMOOTHING_ARTICLES) for outlet, count in articles.items()}


def exposures_of(volume: Volume, yields: Mapping[str, float], events: Mapping[date, int], days: Iterable[date]) -> dict[date, float]:
    """The violent events to be expected of all places together on each day, by how much each outlet published and by weekday.

    `events` are those of past days: the factor of a weekday is theirs to what reporting alone would expect on it, drawn to 1.
    """
    average = sum(yields.values()) / len(yields) if yields else 0.0
    plain = {day: sum(count * yields.get(outlet, average) for outlet, count in volume.get(day, {}).items()) for day in days}
    told: Counter[int] = Counter()
    expected: Counter[int] = Counter()
    for day, number in events.items():
        told[day.weekday()] += number
        expected[day.weekday()] += plain.get(day, 0.0)  # type: ignore[assignment]
    typical = SMOOTHING_DAYS * sum(plain.values()) / max(len(plain), 1)
    level = (sum(told.values()) + typical) / (sum(expected.values()) + typical) if typical else 1.0
    factors = {weekday: (told[weekday] + level * typical) / (expected[weekday] + typical) / level if typical else 1.0 for weekday in range(WEEK)}
    return {day: value * factors[day.weekday()] for day, value in plain.items()}
