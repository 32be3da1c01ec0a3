# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Plane curves: the outlines and cross-sections that solids.py turns, extrudes and sweeps."""

import math


def rounded(corners, closed=False):
    """A polyline with filleted corners. A corner is (x, y) or (x, y, radius).

    Beside each fillet a support point keeps the neighbouring flat looking flat under smooth shading.
    """
    n = len(corners)
    out = []
    for i, corner in enumerate(corners):
        x, y = corner[:2]
        radius = corner[2] if len(corner) > 2 else 0.0
        if radius <= 0.0 or (not closed and i in (0, n - 1)):
            out.append((x, y))
            continue
        out += fillet(corners[i - 1][:2], (x, y), corners[(i + 1) % n][:2], radius)
    return deduplicated(out, closed)


def fillet(before, corner, after, radius):
    ux, uy, ulen = towards(corner, before)
    vx, vy, vlen = towards(corner, after)
    cosine = max(-1.0, min(1.0, ux * vx + uy * vy))
    angle = math.acos(cosine)
    turn = math.pi - angle
    if turn < 1e-6:
        return [corner]
    reach = min(radius / math.tan(angle / 2.0), 0.49 * ulen, 0.49 * vlen)
    r = reach * math.tan(angle / 2.0)
    bx, by = ux + vx, uy + vy
    scale = r / math.sin(angle / 2.0) / math.hypot(bx, by)
    cx, cy = corner[0] + bx * scale, corner[1] + by * scale
    start = math.atan2(corner[1] + uy * reach - cy, corner[0] + ux * reach - cx)
    end = math.atan2(corner[1] + vy * reach - cy, corner[0] + vx * reach - cx)
    sweep = (end - start + math.pi) % (2.0 * math.pi) - math.pi
    steps = max(2, math.ceil(turn / math.radians(30.0 if r < 0.0045 else 18.0)))
    points = [
        (cx + r * math.cos(start + sweep * k / steps), cy + r * math.sin(start + sweep * k / steps))
        for k in range(steps + 1)
    ]
    margin = 0.35 * r
    if ulen > 4.0 * (reach + margin):
        points.insert(0, (corner[0] + ux * (reach + margin), corner[1] + uy * (reach + margin)))
    if vlen > 4.0 * (reach + margin):
        points.append((corner[0] + vx * (reach + margin), corner[1] + vy * (reach + margin)))
    return points


def towards(origin, target):
    dx, dy = target[0] - origin[0], target[1] - origin[1]
    length = math.hypot(dx, dy)
    return dx / length, dy / length, length


def deduplicated(points, closed):
    out = []
    for p in points:
        if not out or math.dist(p, out[-1]) > 1e-7:
            out.append(p)
    if closed and math.dist(out[0], out[-1]) <= 1e-7:
        out.pop()
    return out


def arc(cx, cy, radius, start, end, step=math.radians(12.0)):
    n = max(2, math.ceil(abs(end - start) / step))
    angles = [start + (end - start) * k / n for k in range(n + 1)]
    return [(cx + radius * math.cos(a), cy + radius * math.sin(a)) for a in angles]


def spline(points, per_span=6):
    """Catmull-Rom curve through the points (any dimension), the ends included."""
    first = tuple(2.0 * a - b for a, b in zip(points[0], points[1]))
    last = tuple(2.0 * a - b for a, b in zip(points[-1], points[-2]))
    p = [first, *points, last]
    out = []
    for i in range(1, len(p) - 2):
        for k in range(per_span):
            out.append(
                tuple(catmull(p[i - 1][d], p[i][d], p[i + 1][d], p[i + 2][d], k / per_span) for d in range(len(p[i])))
            )
    return out + [tuple(points[-1])]


def catmull(a, b, c, d, t):
    return 0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t + (3.0 * (b - c) + d - a) * t**3)


def superellipse(width, height, exponent, steps=26):
    """Half outline (x >= 0) from (0, -height) to (0, height); exponent 2 is an ellipse, more is squarer."""
    out = []
    for k in range(steps + 1):
        a = -math.pi / 2.0 + math.pi * k / steps
        c, s = math.cos(a), math.sin(a)
        out.append((width * max(c, 0.0) ** (2.0 / exponent), math.copysign(height * abs(s) ** (2.0 / exponent), s)))
    out[0], out[-1] = (0.0, -height), (0.0, height)
    return out


def rounded_rectangle(width, height, radius):
    w, h = width / 2.0, height / 2.0
    return rounded([(w, -h, radius), (w, h, radius), (-w, h, radius), (-w, -h, radius)], closed=True)


def stadium(length, bottom, top, step=math.radians(12.0)):
    """Outline of two circles and their common tangents: radius bottom about (0, 0), radius top about (0, length)."""
    lean = math.asin((bottom - top) / length)
    upper = arc(0.0, length, top, lean, math.pi - lean, step)
    lower = arc(0.0, 0.0, bottom, math.pi - lean, 2.0 * math.pi + lean, step)
    return deduplicated(divided(upper[-1], lower[0], upper, lower), True)


def divided(left_top, left_bottom, upper, lower, spans=6):
    """Joins the two arcs of a stadium by straight sides cut into short spans."""
    right_bottom, right_top = lower[-1], upper[0]
    left = [lerp(left_top, left_bottom, k / spans) for k in range(1, spans)]
    right = [lerp(right_bottom, right_top, k / spans) for k in range(1, spans)]
    return upper + left + lower + right


def lerp(a, b, t):
    return tuple(p + (q - p) * t for p, q in zip(a, b))
