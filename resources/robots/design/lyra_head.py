# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Lyra's head in the frame of the neck's ball: shell, meridian band, eyes with lids, and antennas."""

import math

from .description import Link, Shape
from .parts import planet
from .profile import spline, superellipse
from .solids import ball_cap, belt, disc, lathe, sphere, stud, sweep, torus, turned, wedge

HEAD_CENTRE = (0.004, 0.0, 0.055)  # from the gimbal
HEAD_SIZE = (0.068, 0.077, 0.059)
HEAD_EXPONENT = 2.2

EYE_Y, EYE_Z, EYE_YAW = 0.0305, -0.005, math.radians(18.0)
EYE_RING, EYE_DEPTH = 0.0218, 0.0115
EYE_RADIUS = math.hypot(EYE_RING - 0.0008, EYE_DEPTH)
IRIS = 0.0108
LID_OPEN = math.radians(50.0)
EAR = (-0.006, 0.0705, HEAD_CENTRE[2] + 0.021)


def head_radius(z):
    """Radius of the head, before it is squeezed to its depth, at a height from its centre."""
    return HEAD_SIZE[1] * max(0.0, 1.0 - abs(z / HEAD_SIZE[2]) ** HEAD_EXPONENT) ** (1.0 / HEAD_EXPONENT)


def on_head(y, z, front=True):
    """Point and outward normal of the head's surface at y and a height from its centre, in the head's frame."""
    reach = HEAD_SIZE[0] / HEAD_SIZE[1]
    x = math.sqrt(max(0.0, head_radius(z) ** 2 - y * y)) * reach * (1.0 if front else -1.0)
    rho = math.hypot(x / HEAD_SIZE[0], y / HEAD_SIZE[1])
    e = HEAD_EXPONENT
    planar = rho ** (e - 2.0)
    normal = (
        planar * x / HEAD_SIZE[0] ** 2,
        planar * y / HEAD_SIZE[1] ** 2,
        math.copysign(abs(z) ** (e - 1.0), z) / HEAD_SIZE[2] ** e,
    )
    return (x + HEAD_CENTRE[0], y, z + HEAD_CENTRE[2]), normal


def eye_ring(sign):
    (x, y, z), _ = on_head(EYE_Y, EYE_Z)
    return (x + 0.0018, sign * y, z), (math.cos(EYE_YAW), sign * math.sin(EYE_YAW), 0.0)


def eye_centre(sign):
    ring, ahead = eye_ring(sign)
    return tuple(round(r - EYE_DEPTH * a, 5) for r, a in zip(ring, ahead))


def head():
    link = Link(
        "head",
        0.34,
        collisions=[
            Shape("sphere", (0.058,), (0.004, 0.018, 0.055)),
            Shape("sphere", (0.058,), (0.004, -0.018, 0.055)),
        ],
    )
    cx, _, cz = HEAD_CENTRE
    shell = lathe(superellipse(HEAD_SIZE[1], HEAD_SIZE[2], HEAD_EXPONENT, 28), 72)
    link.add("ivory_gloss", shell.scaled(x=HEAD_SIZE[0] / HEAD_SIZE[1]).moved(cx, 0, cz))
    link.add(
        "ink_matte",
        turned([(0, 0.0135), (0.0310, 0.0135), (0.0310, 0.0008, 0.0012), (0.0225, -0.0020, 0.001), (0, -0.0020)]),
    )
    add_meridian_band(link)
    add_mouth(link)
    add_constellation(link)
    for sign in (1.0, -1.0):
        add_eye(link, sign)
        add_ear(link, sign)
    return link


def add_meridian_band(link):
    """The brass ring that carries the head, as a meridian ring carries a globe; a dark seam lies on either side."""
    x = EAR[0] - HEAD_CENTRE[0]
    squeeze = HEAD_SIZE[1] / HEAD_SIZE[0]
    half = [
        (math.sqrt(max(0.0, r * r - (x * squeeze) ** 2)), z)
        for r, z in superellipse(HEAD_SIZE[1], HEAD_SIZE[2], HEAD_EXPONENT, 26)
    ]
    sides = [p for p in half if p[0] > 0.006]
    top = HEAD_SIZE[2] * (1.0 - abs(x / HEAD_SIZE[0]) ** HEAD_EXPONENT) ** (1.0 / HEAD_EXPONENT)
    loop = [(0.0, -top), *sides, (0.0, top), *((-y, z) for y, z in reversed(sides))]
    path = [(y, z + HEAD_CENTRE[2]) for y, z in loop]
    link.add("ink_matte", belt(path, 0.0098, 0.0014, 0.0).moved(EAR[0]))
    link.add("brass_metal", belt(path, 0.0070, 0.0034, 0.0011).moved(EAR[0]))


def add_mouth(link):
    for k in range(-3, 4):
        point, normal = on_head(0.0045 * k, -0.0350 + 0.00046 * k * k)
        size = 0.00150 - 0.00010 * abs(k)
        link.add("ink_matte", stud(size, size * 0.5).aimed(normal).moved(*point))


def add_constellation(link):
    """Lyra as seen from the northern hemisphere, in brass studs on the back of the head; Vega is the large one."""
    stars = [
        (-0.0150, 0.0270, 0.0026),
        (-0.0060, 0.0290, 0.0012),
        (-0.0065, 0.0170, 0.0013),
        (0.0070, 0.0130, 0.0013),
        (0.0130, -0.0150, 0.0018),
        (0.0005, -0.0120, 0.0018),
    ]
    order = ((0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (5, 2))
    for y, z, size in stars:
        point, normal = on_head(y, z, front=False)
        link.add("brass_metal", stud(size, size * 0.6).aimed(normal).moved(*point))
    for a, b in order:
        line = [tuple(p + (q - p) * k / 4 for p, q in zip(stars[a][:2], stars[b][:2])) for k in range(5)]
        link.add("brass_metal", sweep([on_head(y, z, front=False)[0] for y, z in line], [0.00035] * 5, 6))


def add_eye(link, sign):
    ring, ahead = eye_ring(sign)
    centre = eye_centre(sign)

    def place(mesh, at=ring):
        return mesh.aimed(ahead).moved(*at)

    link.add(
        "ink_matte",
        place(
            turned(
                [
                    (0, -0.020),
                    (0.0238, -0.020),
                    (0.0252, 0.0004, 0.0014),
                    (0.0210, 0.0004, 0.0008),
                    (0.0205, -0.009),
                    (0, -0.009),
                ]
            )
        ),
    )
    link.add("brass_metal", place(rounded_bezel()))
    link.add("eye_glass", place(ball_cap(EYE_RADIUS, 1.3, 48), centre))
    depth = math.sqrt(EYE_RADIUS**2 - IRIS**2)
    link.add("glow_teal", place(torus(IRIS, 0.0010, 48, 10).moved(z=depth - 0.0005), centre))
    for yaw, pitch, size in ((0.16, 0.36, 0.0030), (-0.20, -0.26, 0.0014)):
        look = (math.cos(pitch) * math.cos(yaw), math.cos(pitch) * math.sin(yaw), math.sin(pitch))
        at = tuple(c + (EYE_RADIUS - 0.0002) * k for c, k in zip(centre, look))
        link.add("spark_gloss", stud(size, 0.0007).aimed(look).moved(*at))


def rounded_bezel():
    return turned(
        [
            (0.0218, -0.004),
            (0.0256, -0.004),
            (0.0256, 0.0012, 0.0012),
            (0.0242, 0.0026, 0.0010),
            (0.0228, 0.0026, 0.0008),
            (0.0218, 0.0006, 0.0008),
        ],
        48,
    )


def add_ear(link, sign):
    boss = turned([(0, -0.016), (0.0155, -0.016), (0.0155, -0.0010, 0.0016), (0, -0.0010)])
    ring = torus(0.0152, 0.0012, sides=14).moved(z=-0.0030)
    for material, mesh in (("ink_gloss", boss), ("brass_metal", ring)):
        link.add(material, mesh.aimed((0, sign, 0)).moved(EAR[0], sign * EAR[1], EAR[2]))


def eyelid(side):
    link = Link(f"eyelid_{side}", 0.006)
    radius = EYE_RADIUS + 0.0012
    link.add("ivory_gloss", wedge(radius, LID_OPEN, LID_OPEN + math.radians(122.0)))
    across = [math.radians(20.0 + 7.0 * k) for k in range(21)]
    edge = LID_OPEN + 0.02
    lash = [
        (radius * math.sin(a) * math.cos(edge), radius * math.cos(a), radius * math.sin(a) * math.sin(edge))
        for a in across
    ]
    return link.add("ink_matte", sweep(lash, [0.0008] * len(lash), 10))


def antenna_mount(side, sign):
    link = Link(
        f"antenna_{side}_mount",
        0.012,
        collisions=[Shape("cylinder", (0.013, 0.012), (0, sign * 0.004, 0), (math.pi / 2, 0, 0))],
    )
    cap = turned([(0, -0.006), (0.0128, -0.006), (0.0128, 0.0042, 0.0018), (0.0060, 0.0052, 0.001), (0, 0.0052)])
    link.add("ivory_gloss", cap.aimed((0, sign, 0)))
    link.add("brass_metal", torus(0.0086, 0.0007, sides=10).moved(z=0.0047).aimed((0, sign, 0)))
    link.add("ink_matte", disc(0.0052, 0.002, 0.0072, 0.001).aimed((0, sign, 0)))
    return link


def antenna(side, sign):
    link = Link(
        f"antenna_{side}",
        0.014,
        collisions=[
            Shape("cylinder", (0.004, 0.066), (0, sign * 0.014, 0.036)),
            Shape("sphere", (0.009,), (0, sign * 0.0150, 0.0830)),
        ],
    )
    path = spline(
        [
            (0, 0, 0),
            (0, 0.0085, 0.0080),
            (0, 0.0165, 0.0220),
            (0, 0.0180, 0.0390),
            (0, 0.0130, 0.0560),
            (0, 0.0100, 0.0700),
            (0, 0.0150, 0.0830),
        ],
        5,
    )
    radii = [0.0036 - 0.0022 * k / (len(path) - 1) for k in range(len(path))]
    parts = [
        ("ink_gloss", sweep(path, radii, 18)),
        ("brass_metal", sphere(0.0050, 22)),
        *((material, mesh.turned(roll=-0.45, pitch=0.35).moved(*path[-1])) for material, mesh in planet(0.0068, 26)),
    ]
    for material, mesh in parts:
        link.add(material, mesh if sign > 0 else mesh.mirrored())
    return link
