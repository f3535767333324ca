"""Points on a sphere of radius 1. Distances are chords, exact for near and far alike."""

from math import asin, cos, radians, sin

EARTH_RADIUS_MILES = 3958.7613  # IUGG mean radius, 6371.0088 km


Point = tuple[float, float, float]


def vector(latitude: float, longitude: float) -> Point:
    """Of a point in degrees."""
    phi, theta = radians(latitude), radians(longitude)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


def squared_chord(miles: float) -> float:
    """Of the straight line between two points that are `miles` apart along the surface."""
    return (2 * sin(miles / EARTH_RADIUS_MILES / 2)) ** 2


def squared_chord_between(one: Point, other: Point) -> float:
    """Of the straight line between two points of that sphere."""
    (a, b, c), (x, y, z) = one, other
    return (a - x) * (a - x) + (b - y) * (b - y) + (c - z) * (c - z)


def miles_of(squared: float) -> float:
    """Along the surface, of a squared chord."""
    return 2 * EARTH_RADIUS_MILES * asin(squared**0.5 / 2)
