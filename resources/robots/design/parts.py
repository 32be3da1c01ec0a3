# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""What the robots of the family share: the graduated foot, the ringed planet, the seam and the globe."""

import math
from itertools import pairwise

from .profile import rounded
from .solids import box, disc, lathe, sphere, torus, turned

FOOT_TOP = 0.0310  # where what stands on the foot starts to turn
FOOT_RADIUS = 0.0695
SLOPE = 0.0053 / 0.0080  # of the dial


def add_graduated_foot(link, wider=0.0):
    """A dark turned foot with three pads and an ivory dial of 60 marks, every fifth in brass."""
    w = wider
    outside = [(0.063 + w, 0.0025, 0.002), (FOOT_RADIUS + w, 0.009, 0.005), (0.0675 + w, 0.0185, 0.003)]
    link.add("ink_gloss", turned([(0, 0.0025), *outside, (0, 0.0185)]))
    link.add("brass_metal", torus(0.0662 + w, 0.0022).moved(z=0.0190))
    dial = [(0.0655 + w, 0.017), (0.0655 + w, 0.0215, 0.001), (0.0575 + w, 0.0268, 0.001)]
    link.add("ivory_matte", turned([(0, 0.017), *dial, (0, 0.0268)]))
    link.add("ink_matte", disc(0.052 + w, 0.02, FOOT_TOP - 0.0008, 0.001))
    for k in range(60):
        add_mark(link, k, 0.0650 + w, 0.0655 + w)
    pad = disc(0.009, 0.0, 0.004, 0.0012, 20).moved(0.048 + w)
    link.add("dark_rubber", *[pad.turned(yaw=math.radians(60 + 120 * k)) for k in range(3)])


def add_mark(link, k, outer, rim):
    length, width, material = (0.0062, 0.0010, "brass_metal") if k % 5 == 0 else (0.0034, 0.0006, "ink_matte")
    r = outer - length / 2.0
    mark = box(length, width, 0.0006).turned(pitch=math.atan(SLOPE)).moved(r, 0, 0.0215 + (rim - r) * SLOPE)
    link.add(material, mark.turned(yaw=2 * math.pi * k / 60))


def planet(radius, segments=24):
    """A glowing ball and its brass ring: (material, mesh) pairs about the origin."""
    ring = torus(radius * 1.48, radius * 0.125, segments + 14, 10).scaled(z=0.7)
    return [("glow_teal", sphere(radius, segments)), ("brass_metal", ring)]


def seam(curve, z, thickness=0.0005):
    """A dark hairline where two shells meet, round a profile that rises with z."""
    return "ink_matte", torus(radius_at(curve, z), thickness, sides=8).moved(z=z)


def radius_at(curve, height):
    for (r0, z0), (r1, z1) in pairwise(curve):
        if z0 <= height <= z1:
            return r0 + (r1 - r0) * (height - z0) / (z1 - z0)
    raise ValueError(f"height {height} lies outside the curve")


def globe(radius, half_width, hub, edge=0.0012):
    """A ball turned about y, cut flat at both hubs, which reach to half_width."""
    reach = math.asin(hub / radius)
    n = 14
    side = [math.pi / 2 - reach - (math.pi - 2 * reach) * k / n for k in range(n + 1)]
    curve = [(radius * math.cos(a), -radius * math.sin(a)) for a in side]
    ends = [
        (0.0, -half_width),
        (hub, -half_width, edge),
        (hub, -radius * math.cos(reach)),
        (hub, radius * math.cos(reach)),
        (hub, half_width, edge),
        (0.0, half_width),
    ]
    profile = rounded(ends[:3])[:-1] + curve + rounded(ends[3:])[1:]
    return lathe(profile).aimed((0.0, 1.0, 0.0))


def on_side(mesh, y, sign):
    """A part drawn facing +z, set on the outer side (left for sign 1) at this y, its own +y upwards."""
    mesh = mesh.turned(roll=math.pi / 2)
    return (mesh.mirrored() if sign > 0 else mesh).moved(y=sign * y)
