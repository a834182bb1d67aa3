"""The report's drawings as SVG: attacks by day, and a map of what happened."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from math import cos, radians, sqrt

from marsad.model.situation import MapPoint
from marsad.stages.share.outlines import Ring, rings_near

INK, QUIET, BAR, LAND, LINE, SEA = "#0e2029", "#5b6d74", "#b3261e", "#f6f6f1", "#a9b6b8", "#d7e3e6"
FACES = "Noto Naskh Arabic, Noto Sans Arabic, Noto Sans, sans-serif"
WIDTH, DAYS_HEIGHT, MAP_HEIGHT = 720.0, 150.0, 420.0
MARGIN = 22.0
LEAST_SPAN_DEGREES = 1.2
"""A map of one town still shows what lies around it."""
BORDER_SHARE = 0.12
SMALLEST_CIRCLE, CIRCLE_A_ROOT, LARGEST_CIRCLE = 3.5, 1.6, 26.0
"""Radii in pixels: an event without dead, what the square root of the dead adds, the most."""
METRES_PER_DEGREE = 111_195
MOST_LABELS = 8
LABEL_SIZE, LABEL_GAP = 12, 3
LETTER_WIDTH = 0.6
"""Of a letter, by the size of its type: about what Arabic and Latin faces need."""
MOST_DAY_LABELS = 8


def draw_days(days: Sequence[tuple[str, int]], title: str, direction: str) -> str:
    """Bars by day, the first day where reading begins."""
    most = max(count for _, count in days)
    step = (WIDTH - 2 * MARGIN) / len(days)
    every = -(-len(days) // MOST_DAY_LABELS)
    parts = [_open(WIDTH, DAYS_HEIGHT, title), f'<path d="M{MARGIN} {DAYS_HEIGHT - MARGIN}H{WIDTH - MARGIN}" stroke="{LINE}"/>']
    for number, (day, count) in enumerate(days):
        place = number if direction == "ltr" else len(days) - 1 - number
        left, height = MARGIN + place * step, (DAYS_HEIGHT - 2.4 * MARGIN) * count / most
        top = DAYS_HEIGHT - MARGIN - height
        parts.append(f'<rect x="{left + step * 0.12:.1f}" y="{top:.1f}" width="{step * 0.76:.1f}" height="{height:.1f}" fill="{BAR}"/>')
        if count and len(days) <= 2 * MOST_DAY_LABELS:
            parts.append(_text(left + step / 2, top - 4, str(count), 11, INK))
        if number % every == 0:
            parts.append(_text(left + step / 2, DAYS_HEIGHT - 6, f"{int(day[8:])}/{int(day[5:7])}", 10, QUIET))
    return "".join([*parts, "</svg>"])


def draw_map(points: Sequence[MapPoint], names: Sequence[str], title: str) -> str:
    """Circles by the dead over outlines of countries, the deadliest places named."""
    view = _View(points)
    parts = [_open(WIDTH, MAP_HEIGHT, title), f'<rect width="{WIDTH:g}" height="{MAP_HEIGHT:g}" fill="{SEA}"/>']
    parts.extend(_outline(ring, view) for ring in rings_near((point.lon, point.lat) for point in points))
    parts.extend(_circle(point, view) for point in points)
    parts.extend(_labels(sorted(zip(points, names, strict=True), key=lambda pair: (-pair[0].killed, -pair[0].events, pair[1])), view))
    return "".join([*parts, "</svg>"])


class _View:
    """Which part of the world is shown: equal steps of longitude and, by the middle latitude, of latitude."""

    def __init__(self, points: Sequence[MapPoint]) -> None:
        lats, lons = [point.lat for point in points], [point.lon for point in points]
        self._lat, self._lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
        self._narrowing = cos(radians(self._lat))
        height = max(max(lats) - min(lats), LEAST_SPAN_DEGREES) * (1 + 2 * BORDER_SHARE)
        width = max(max(lons) - min(lons), LEAST_SPAN_DEGREES) * self._narrowing * (1 + 2 * BORDER_SHARE)
        self.pixels_a_degree = min(WIDTH / width, MAP_HEIGHT / height)

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point stands, in pixels."""
        x = WIDTH / 2 + (lon - self._lon) * self._narrowing * self.pixels_a_degree
        return x, MAP_HEIGHT / 2 - (lat - self._lat) * self.pixels_a_degree


def _outline(ring: Ring, view: _View) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in (view.place(lat, lon) for lon, lat in ring))
    return f'<path d="M{path}Z" fill="{LAND}" stroke="{LINE}" stroke-width="1"/>'


def _circle(point: MapPoint, view: _View) -> str:
    x, y = view.place(point.lat, point.lon)
    radius = circle_radius(point.killed)
    reach = point.radius_m / METRES_PER_DEGREE * view.pixels_a_degree
    at = f'<circle cx="{x:.1f}" cy="{y:.1f}" stroke="{BAR}"'
    around = f'{at} r="{reach:.1f}" fill="none" stroke-dasharray="3 3" stroke-width="0.8"/>' if reach > radius else ""
    return f'{around}{at} r="{radius:.1f}" fill="{BAR}" fill-opacity="0.55"/>'


def circle_radius(killed: int) -> float:
    """A circle's radius in pixels: its area grows with the dead.

    >>> [round(circle_radius(killed), 1) for killed in (0, 10, 100, 5000)]
    [3.5, 8.6, 19.5, 26.0]
    """
    return min(SMALLEST_CIRCLE + CIRCLE_A_ROOT * sqrt(killed), LARGEST_CIRCLE)


def _labels(named: Iterable[tuple[MapPoint, str]], view: _View) -> Iterator[str]:
    """The names of the first points, one that would cover another left out."""
    taken: list[tuple[float, float, float]] = []
    for point, name in named:
        x, y = view.place(point.lat, point.lon)
        y -= circle_radius(point.killed) + LABEL_GAP
        half = len(name) * LABEL_SIZE * LETTER_WIDTH / 2
        free = all(abs(x - other_x) > half + other_half or abs(y - other_y) > LABEL_SIZE for other_x, other_y, other_half in taken)
        if free and len(taken) < MOST_LABELS:
            taken.append((x, y, half))
            yield _text(x, y, name, LABEL_SIZE, INK, halo=True)


def _open(width: float, height: float, title: str) -> str:
    name = escape(title)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{name}" font-family="{FACES}">'


def _text(x: float, y: float, text: str, size: int, fill: str, *, halo: bool = False) -> str:
    around = f' stroke="{LAND}" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="middle" fill="{fill}"{around}>{escape(text)}</text>'
