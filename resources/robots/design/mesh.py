# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Closed triangle meshes in metres, Z up: moving, joining, measuring and writing them."""

import math
import struct
from collections import Counter

GRID_PER_METRE = 1e7  # coordinates are rounded to 0.1 micrometre so that every machine writes the same bytes


class Mesh:
    """Vertices (x, y, z) and triangles (a, b, c), wound anticlockwise seen from outside."""

    def __init__(self, vertices=(), faces=()):
        self.vertices = list(vertices)
        self.faces = list(faces)

    def __add__(self, other):
        shift = len(self.vertices)
        moved = [(a + shift, b + shift, c + shift) for a, b, c in other.faces]
        return Mesh(self.vertices + other.vertices, self.faces + moved)

    def mapped(self, function):
        return Mesh([function(*v) for v in self.vertices], self.faces)

    def moved(self, x=0.0, y=0.0, z=0.0):
        return self.mapped(lambda a, b, c: (a + x, b + y, c + z))

    def scaled(self, x=1.0, y=1.0, z=1.0):
        return self.mapped(lambda a, b, c: (a * x, b * y, c * z)).outward()

    def turned(self, roll=0.0, pitch=0.0, yaw=0.0):
        """Rotated about the fixed axes x, then y, then z (the order of URDF's rpy)."""
        m = rotation(roll, pitch, yaw)
        return self.mapped(lambda *v: tuple(sum(r * c for r, c in zip(row, v)) for row in m))

    def aimed(self, direction):
        """Rotated so that +z points along the direction."""
        x, y, z = direction
        return self.turned(0.0, math.atan2(math.hypot(x, y), z), math.atan2(y, x))

    def mirrored(self):
        """The left part made right: reflected in the plane y = 0."""
        return self.scaled(1.0, -1.0, 1.0)

    def outward(self):
        """Wound so that the enclosed volume is positive."""
        if volume(self) >= 0.0:
            return self
        return Mesh(self.vertices, [(a, c, b) for a, b, c in self.faces])


def rotation(roll, pitch, yaw):
    cr, sr, cp, sp, cy, sy = (f(a) for a in (roll, pitch, yaw) for f in (math.cos, math.sin))
    return (
        (cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr),
        (sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr),
        (-sp, cp * sr, cp * cr),
    )


def joined(meshes):
    whole = Mesh()
    for mesh in meshes:
        shift = len(whole.vertices)
        whole.vertices += mesh.vertices
        whole.faces += [(a + shift, b + shift, c + shift) for a, b, c in mesh.faces]
    return whole


def volume(mesh):
    total = 0.0
    for a, b, c in mesh.faces:
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = mesh.vertices[a], mesh.vertices[b], mesh.vertices[c]
        total += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)
    return total / 6.0


def open_edges(mesh):
    """How many edges lack a partner running the other way (0 for a closed, consistently wound surface)."""
    edges = Counter()
    for a, b, c in mesh.faces:
        edges.update(((a, b), (b, c), (c, a)))
    return sum(1 for (a, b), n in edges.items() if n != edges.get((b, a), 0))


def mass_properties(mesh, mass):
    """Centre of mass and inertia about it (xx, yy, zz, xy, xz, yz) of a solid of even density and the given mass."""
    total, first, second = 0.0, [0.0] * 3, [[0.0] * 3 for _ in range(3)]
    for face in mesh.faces:
        p = [mesh.vertices[i] for i in face]
        six = (
            p[0][0] * (p[1][1] * p[2][2] - p[1][2] * p[2][1])
            + p[0][1] * (p[1][2] * p[2][0] - p[1][0] * p[2][2])
            + p[0][2] * (p[1][0] * p[2][1] - p[1][1] * p[2][0])
        )
        s = [p[0][k] + p[1][k] + p[2][k] for k in range(3)]
        total += six / 6.0
        for i in range(3):
            first[i] += six * s[i] / 24.0
            for j in range(3):
                second[i][j] += six * (s[i] * s[j] + sum(q[i] * q[j] for q in p)) / 120.0
    centre = [f / total for f in first]
    c = [[mass * (second[i][j] / total - centre[i] * centre[j]) for j in range(3)] for i in range(3)]
    return centre, (c[1][1] + c[2][2], c[0][0] + c[2][2], c[0][0] + c[1][1], -c[0][1], -c[0][2], -c[1][2])


def to_stl(mesh, title):
    """Binary STL; triangles that vanish on the rounding grid are left out."""
    points = [tuple(round(k * GRID_PER_METRE) / GRID_PER_METRE + 0.0 for k in v) for v in mesh.vertices]
    records = []
    for a, b, c in mesh.faces:
        p, q, r = points[a], points[b], points[c]
        if p == q or q == r or r == p:
            continue
        records.append(struct.pack("<12fH", *normal(p, q, r), *p, *q, *r, 0))
    header = title.encode("ascii")[:80].ljust(80, b" ")
    return header + struct.pack("<I", len(records)) + b"".join(records)


def normal(p, q, r):
    u = [q[k] - p[k] for k in range(3)]
    v = [r[k] - p[k] for k in range(3)]
    n = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
    length = math.sqrt(sum(k * k for k in n))
    return tuple(round(k / length, 4) + 0.0 if length > 0.0 else 0.0 for k in n)
