"""The count model: how likely as many events are as were told, given the place's own past and how much was reported.

The events of a window are taken for a negative binomial, as in the outbreak detection of Noufaily et al. (Statistics in Medicine 32, 2013), which
mends Farrington et al. (1996): overdispersed counts against the area's own past with an offset, here the reporting to expect events from (`news`).
As in the Bayesian variants (Hoehle 2007) the rate has a gamma posterior, here with a prior at the parent area's rate (Clayton & Kaldor 1987), so that
a village with one event in its past is not judged by that alone; older days weigh less, by a half-life, as in Smith & Miller's discounted Poisson
(1986). Trend and year are left out: the past that a young store has is weeks.

What it mistakes: several events of one attack that were not merged count each; a first report of an old campaign looks like a rise.
"""

from datetime import date
from math import exp, lgamma, log, log1p
from typing import NamedTuple

from marsad.model.alert_rules import CountRule

LEAST_RATE = 1e-6
LEAST_PROBABILITY = 1e-12


class Past(NamedTuple):
    """Events and reporting of the days before a window, older ones weighing less; `news_days` is the number of days with any reporting."""

    events: float
    exposure: float
    news_days: int


def day_weight(day: date, end: date, rule: CountRule) -> float:
    """What a day before `end` (excluded) weighs, from 1 down."""
    return float(0.5 ** (((end - day).days - 1) / rule.half_life_days))


def expected_of(past: Past, parent: Past, siblings: int, exposure: float, rule: CountRule) -> tuple[float, float]:
    """The mean and the size (the reciprocal of the overdispersion) of the events to be expected of `exposure`.

    `siblings` is the number of areas that share the events of the parent.
    """
    shared = max(parent.events / parent.exposure / max(siblings, 1), LEAST_RATE) if parent.exposure else LEAST_RATE
    shape = rule.prior_events + past.events
    rate = rule.prior_events / shared + past.exposure
    return exposure * shape / rate, 1 / (1 / shape + 1 / rule.dispersion)


def tail_probability(observed: int, mean: float, size: float) -> float:
    """The probability (at least `LEAST_PROBABILITY`) of so many or more under a negative binomial.

    >>> round(tail_probability(3, 1.0, 1000.0), 2), tail_probability(0, 1.0, 4.0)
    (0.08, 1.0)
    """
    if mean <= 0:
        return 1.0 if observed <= 0 else LEAST_PROBABILITY
    below = sum(exp(_log_mass(number, mean, size)) for number in range(observed))
    return min(1.0, max(1.0 - below, LEAST_PROBABILITY))


def _log_mass(number: int, mean: float, size: float) -> float:
    return lgamma(number + size) - lgamma(size) - lgamma(number + 1) + size * -log1p(mean / size) + number * log(mean / (size + mean))
