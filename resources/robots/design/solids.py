# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Closed solids: turned, swept, lofted and extruded. Metres, Z up."""

import math

from .mesh import Mesh
from .profile import arc, rounded, rounded_rectangle


def around(radius):
    """Segments for a turned surface of this radius: at most 18 degrees each, finer for larger parts."""
    return 20 + 4 * int(radius * 115.0)


def lathe(profile, segments=0):
    """Turns (radius, z) points about z. A profile that starts and ends on the axis makes a solid; any other is
    a loop that makes a ring."""
    n = segments or around(max(r for r, _ in profile))
    solid = profile[0][0] == 0.0 and profile[-1][0] == 0.0
    rings = profile[1:-1] if solid else profile
    angles = [2.0 * math.pi * k / n for k in range(n)]
    loops = [[(r * math.cos(a), r * math.sin(a), z) for a in angles] for r, z in rings]
    if not solid:
        return tied(loops, closed=True)
    return capped(loops, (0.0, 0.0, profile[0][1]), (0.0, 0.0, profile[-1][1]))


def turned(corners, segments=0):
    """A lathe of a polyline with filleted corners (see profile.rounded)."""
    ring = corners[0][0] != 0.0
    return lathe(rounded(corners, closed=ring), segments)


def tied(loops, closed=False):
    """Quads between neighbouring loops of equal length; closed also ties the last to the first."""
    n = len(loops[0])
    mesh = Mesh([p for loop in loops for p in loop])
    last = len(loops) if closed else len(loops) - 1
    for i in range(last):
        lower, upper = i * n, ((i + 1) % len(loops)) * n
        for k in range(n):
            a, b, c, d = lower + k, lower + (k + 1) % n, upper + (k + 1) % n, upper + k
            mesh.faces += [(a, b, c), (a, c, d)]
    return mesh.outward() if closed else mesh


def capped(loops, bottom, top):
    """Loops tied together and closed by a fan to one point at each end."""
    mesh, n = tied(loops), len(loops[0])
    low, high, last = len(mesh.vertices), len(mesh.vertices) + 1, (len(loops) - 1) * n
    mesh.vertices += [bottom, top]
    for k in range(n):
        mesh.faces += [(low, (k + 1) % n, k), (high, last + k, last + (k + 1) % n)]
    return mesh.outward()


def sphere(radius, segments=0):
    points = arc(0.0, 0.0, radius, -math.pi / 2.0, math.pi / 2.0, 2.0 * math.pi / (segments or around(radius)))
    points[0], points[-1] = (0.0, -radius), (0.0, radius)
    return lathe(points, segments or around(radius))


def stud(radius, height, segments=20):
    """A low dome on the plane z = 0, sunk as deep as it is high."""
    dome = [(radius * math.cos(a), height * math.sin(a)) for a in (0.0, 0.5, 1.0)]
    return lathe([(0.0, -height), *dome, (0.0, height)], segments)


def ball_cap(radius, angle, segments=0):
    """The part of a ball within an angle of +z, closed by a flat back."""
    points = arc(0.0, 0.0, radius, math.pi / 2.0 - angle, math.pi / 2.0, math.radians(6.5))
    points[-1] = (0.0, radius)
    return lathe([(0.0, points[0][1]), *points], segments or around(radius))


def torus(radius, thickness, segments=0, sides=12):
    loop = [
        (radius + thickness * math.cos(2 * math.pi * k / sides), thickness * math.sin(2 * math.pi * k / sides))
        for k in range(sides)
    ]
    return lathe(loop, segments)


def band(inner, outer, bottom, top, edge, segments=0):
    """A ring of rectangular section with rounded edges."""
    corners = [(inner, bottom, edge), (outer, bottom, edge), (outer, top, edge), (inner, top, edge)]
    return turned(corners, segments)


def disc(radius, bottom, top, edge, segments=0):
    return turned([(0.0, bottom), (radius, bottom, edge), (radius, top, edge), (0.0, top)], segments)


def box(x, y, z):
    """A sharp little block about the origin, for ticks and marks."""
    x, y, z = x / 2.0, y / 2.0, z / 2.0
    loops = [[(x, -y, h), (x, y, h), (-x, y, h), (-x, -y, h)] for h in (-z, z)]
    mesh = tied(loops)
    mesh.faces += [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)]
    return mesh.outward()


def plate(outline, thickness, edge, steps=4):
    """A convex smooth outline in xy, thickened about z = 0, its rims rounded by a quarter circle."""
    normals = outline_normals(outline)
    half = thickness / 2.0
    levels = [(edge * 1.4, -half)]
    levels += [(edge * (1.0 - math.sin(a)), -half + edge * (1.0 - math.cos(a))) for a in quarter(steps)]
    levels += [(inset, -z) for inset, z in reversed(levels)]
    loops = [[(x - nx * d, y - ny * d, z) for (x, y), (nx, ny) in zip(outline, normals)] for d, z in levels]
    cx = sum(x for x, _ in outline) / len(outline)
    cy = sum(y for _, y in outline) / len(outline)
    return capped(loops, (cx, cy, -half), (cx, cy, half))


def quarter(steps):
    return [math.pi / 2.0 * k / steps for k in range(steps + 1)]


def outline_normals(outline):
    normals = []
    for i, p in enumerate(outline):
        before, after = outline[i - 1], outline[(i + 1) % len(outline)]
        ax, ay = unit2(p[0] - before[0], p[1] - before[1])
        bx, by = unit2(after[0] - p[0], after[1] - p[1])
        tx, ty = unit2(ax + bx, ay + by)
        normals.append((ty, -tx))
    return normals


def unit2(x, y):
    length = math.hypot(x, y)
    return x / length, y / length


def rounded_box(x, y, z, corner, edge):
    return plate(rounded_rectangle(x, y, corner), z, edge)


def sweep(path, radii, sides=20):
    """A tube along a path, its radius given for each point, its ends closed by half balls."""
    path, radii = with_round_ends(path, radii)
    loops = []
    side = None
    for i, p in enumerate(path):
        ahead = unit3(*(b - a for a, b in zip(path[max(i - 1, 0)], path[min(i + 1, len(path) - 1)])))
        side = unit3(*cross(cross(ahead, side or any_across(ahead)), ahead))
        up = cross(ahead, side)
        angles = [2.0 * math.pi * k / sides for k in range(sides)]
        loops.append(
            [tuple(p[d] + radii[i] * (side[d] * math.cos(a) + up[d] * math.sin(a)) for d in range(3)) for a in angles]
        )
    return capped(loops[1:-1], path[0], path[-1])


def with_round_ends(path, radii, steps=5):
    def cap(end, inner, radius):
        out = unit3(*(a - b for a, b in zip(end, inner)))
        angles = [math.pi / 2.0 * (1.0 - k / steps) for k in range(steps)]
        points = [tuple(e + o * radius * math.sin(a) for e, o in zip(end, out)) for a in angles]
        return points, [radius * math.cos(a) for a in angles]

    head, head_radii = cap(path[0], path[1], radii[0])
    tail, tail_radii = cap(path[-1], path[-2], radii[-1])
    return head + list(path) + tail[::-1], head_radii + list(radii) + tail_radii[::-1]


def belt(path, width, thickness, edge):
    """A closed band of rounded section laid along a loop in the yz plane: width along x, thickness across the loop."""
    section = rounded_rectangle(width, thickness, edge)
    normals = outline_normals(path)
    loops = [[(x, p[0] + n[0] * t, p[1] + n[1] * t) for x, t in section] for p, n in zip(path, normals)]
    return tied(loops, closed=True)


def wedge(radius, start, end, rim=0.0012, steps=10, across=20):
    """A slice of a ball between two half planes through the y axis, at angles measured from +x up towards +z."""
    inset = [(start, rim), (start + 0.03, 0.35 * rim), (start + 0.07, 0.0)]
    middle = [(start + 0.07 + (end - start - 0.14) * k / steps, 0.0) for k in range(1, steps)]
    angles = inset + middle + [(end - 0.07, 0.0), (end - 0.03, 0.35 * rim), (end, rim)]
    mesh = Mesh([(0.0, radius - rim, 0.0), (0.0, rim - radius, 0.0), (0.0, 0.0, 0.0)])
    for a, d in angles:
        for k in range(1, across):
            t = math.pi * k / across
            r = (radius - d) * math.sin(t)
            mesh.vertices.append((r * math.cos(a), (radius - d) * math.cos(t), r * math.sin(a)))
    inner = across - 1
    for i in range(len(angles)):
        row = [0, *range(3 + i * inner, 3 + (i + 1) * inner), 1]
        if i == 0:
            mesh.faces += [(2, row[k], row[k + 1]) for k in range(across)]
        if i == len(angles) - 1:
            mesh.faces += [(2, row[k + 1], row[k]) for k in range(across)]
            break
        following = [0, *range(3 + (i + 1) * inner, 3 + (i + 2) * inner), 1]
        mesh.faces += [t for k in range(across) for t in between(row, following, k)]
    return mesh.outward()


def between(row, following, k):
    a, b, c, d = row[k], following[k], following[k + 1], row[k + 1]
    return [t for t in ((a, b, c), (a, c, d)) if len(set(t)) == 3]


def screw(radius, height):
    """A turned screw head with a round socket, its foot at z = 0."""
    corners = [(0.0, -height), (radius, -height), (radius, 0.5 * height), (0.75 * radius, height)]
    socket = [(0.5 * radius, height), (0.45 * radius, 0.3 * height), (0.0, 0.3 * height)]
    return turned(corners + socket, 20)


def cross(a, b):
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit3(x, y, z):
    length = math.sqrt(x * x + y * y + z * z)
    return (x / length, y / length, z / length)


def any_across(direction):
    return (1.0, 0.0, 0.0) if abs(direction[0]) < 0.9 else (0.0, 1.0, 0.0)
