# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Lyra, the desk companion: a bell-shaped body on a graduated dial, a round head carried by a brass meridian band,
lyre-shaped antennas with a ringed planet at each tip. Front is +x, left is +y."""

import math

from .description import Joint, Link, Robot, Shape
from .parts import FOOT_TOP, add_graduated_foot, planet, with_groove
from .profile import spline, superellipse
from .solids import ball_cap, band, belt, disc, lathe, rounded_box, screw, sphere, stud, sweep, torus, turned, wedge

SHOULDER = 0.094  # top of the body above the foot
GIMBAL = 0.030  # above the shoulder, neck down

HEAD_CENTRE = (0.004, 0.0, 0.055)  # from the gimbal
HEAD_SIZE = (0.068, 0.077, 0.059)
HEAD_EXPONENT = 2.2

EYE_Y, EYE_Z, EYE_YAW = 0.0305, -0.005, math.radians(18.0)
EYE_RING, EYE_DEPTH = 0.0218, 0.0115
EYE_RADIUS = math.hypot(EYE_RING - 0.0008, EYE_DEPTH)
IRIS = 0.0108
LID_OPEN = math.radians(50.0)
EAR = (-0.006, 0.0705, HEAD_CENTRE[2] + 0.021)


def robot():
    links = [foot(), body(), neck(), neck_cup(), neck_ball(), head()]
    joints = [
        Joint("body_yaw", "revolute", "foot", "body", (0, 0, FOOT_TOP), (0, 0, 1), lower=-2.8, upper=2.8, velocity=4.0, effort=2.0),
        Joint("neck_lift", "prismatic", "body", "neck", (0, 0, SHOULDER), (0, 0, 1), lower=0.0, upper=0.022, velocity=0.15, effort=20.0),
        Joint("head_pan", "revolute", "neck", "neck_cup", (0, 0, GIMBAL), (0, 0, 1), lower=-1.4, upper=1.4, velocity=6.0, effort=1.0),
        Joint("head_tilt", "revolute", "neck_cup", "neck_ball", (0, 0, 0), (0, 1, 0), lower=-0.5, upper=0.5, velocity=6.0, effort=1.0),
        Joint("head_roll", "revolute", "neck_ball", "head", (0, 0, 0), (1, 0, 0), lower=-0.45, upper=0.45, velocity=6.0, effort=1.0),
    ]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        eye = eye_centre(sign)
        links += [eyelid(side), antenna_mount(side, sign), antenna(side, sign)]
        joints += [
            Joint(f"eyelid_{side}", "revolute", "head", f"eyelid_{side}", eye, (0, 1, 0), (0, 0, sign * EYE_YAW), -0.15, 1.75, 14.0, 0.1),
            Joint(f"antenna_{side}_swing", "revolute", "head", f"antenna_{side}_mount", (EAR[0], sign * EAR[1], EAR[2]), (0, 1, 0),
                  lower=-1.3, upper=1.6, velocity=9.0, effort=0.2),
            Joint(f"antenna_{side}_spread", "revolute", f"antenna_{side}_mount", f"antenna_{side}", (0, sign * 0.009, 0), (-sign, 0, 0),
                  lower=-0.3, upper=1.8, velocity=9.0, effort=0.2),
        ]
    return Robot("lyra", links, joints)


def foot():
    link = Link("foot", 0.62, collisions=[Shape("cylinder", (0.069, 0.028), (0, 0, 0.014))])
    add_graduated_foot(link)
    return link


def body_side():
    curve = spline([(0.0562, 0.0130), (0.0588, 0.026), (0.0572, 0.044), (0.0508, 0.060), (0.0412, 0.073), (0.0340, 0.082), (0.0305, 0.089)], 4)
    return with_groove(curve, 0.0300, 0.0011, 0.0007)


def body():
    link = Link("body", 0.48, collisions=[
        Shape("cylinder", (0.058, 0.056), (0, 0, 0.030)),
        Shape("cylinder", (0.040, 0.036), (0, 0, 0.076)),
    ])
    link.add("ink_gloss", turned([(0, 0.0005), (0.0548, 0.0005, 0.0016), (0.0562, 0.0118, 0.001), (0, 0.0118)]))
    link.add("brass_metal", torus(0.0562, 0.0017).moved(z=0.0124))
    side = body_side()
    link.add("ivory_gloss", lathe([(0.0, 0.0112), (0.0545, 0.0112), *side, (0.0290, 0.0905), (0.0, 0.0905)]))
    link.add("brass_metal", band(0.0200, 0.0318, 0.0885, 0.0935, 0.0016))
    link.add("ink_matte", turned([(0.0150, 0.086), (0.0240, 0.086), (0.0240, 0.0955, 0.0012), (0.0150, 0.0955, 0.0012)]))
    link.add("brass_metal", torus(0.0400, 0.0009, sides=10).moved(z=0.0747))
    add_orbiting_planet(link)
    add_chest_dial(link)
    add_back_panel(link)
    return link


def add_orbiting_planet(link):
    """The pointer of the dial: a planet on a short arm, so the yaw can be read in degrees."""
    link.add("brass_metal", sweep([(0.050, 0, 0.0055), (0.0585, 0, 0.0055), (0.0640, 0, 0.0045)], [0.0013, 0.0013, 0.0011], 12))
    for material, mesh in planet(0.0046, 22):
        link.add(material, mesh.turned(roll=0.35, pitch=-0.3).moved(0.0665, 0, 0.0042))


def add_chest_dial(link):
    normal = (math.cos(0.30), 0.0, math.sin(0.30))
    at = (0.0572, 0.0, 0.0500)

    def place(mesh):
        return mesh.aimed(normal).moved(*at)

    link.add("brass_metal", place(band(0.0150, 0.0182, -0.008, 0.0026, 0.0012)))
    link.add("ink_gloss", place(disc(0.0160, -0.008, 0.0008, 0.0002)))
    link.add("brass_metal", *[place(torus(r, 0.00042, 40, 8).moved(z=0.0008)) for r in (0.0062, 0.0094, 0.0126)])
    link.add("glow_teal", place(sphere(0.0030, 24).moved(z=0.0008)))
    for radius, size, angle, material in ((0.0062, 0.0011, 0.7, "ivory_gloss"), (0.0094, 0.0015, 2.5, "brass_metal"), (0.0126, 0.0013, 4.4, "ivory_gloss")):
        ball = stud(size, size).moved(radius * math.cos(angle), radius * math.sin(angle), 0.0010)
        link.add(material, place(ball))


def add_back_panel(link):
    normal = (-math.cos(0.16), 0.0, math.sin(0.16))

    def place(mesh):
        return mesh.turned(yaw=math.pi / 2).aimed(normal).moved(-0.0555, 0.0, 0.0450)

    link.add("ink_matte", place(rounded_box(0.030, 0.018, 0.008, 0.006, 0.001)))
    link.add("steel_metal", place(rounded_box(0.0100, 0.0044, 0.0090, 0.0020, 0.0004)))
    link.add("brass_metal", *[place(screw(0.0016, 0.0006).moved(s * 0.0105, 0, 0.0042)) for s in (-1, 1)])


def neck():
    link = Link("neck", 0.06, collisions=[Shape("cylinder", (0.014, 0.034), (0, 0, 0.003))])
    link.add("brass_metal", disc(0.0128, -0.030, 0.014, 0.001))
    link.add("brass_metal", *[torus(0.0128, 0.0008, sides=10).moved(z=z) for z in (0.0030, 0.0065)])
    link.add("ink_matte", turned([(0, 0.009), (0.0135, 0.009, 0.001), (0.0165, 0.0125, 0.001), (0.0165, 0.0150, 0.0008), (0, 0.0150)]))
    return link


def neck_cup():
    link = Link("neck_cup", 0.05, collisions=[Shape("sphere", (0.019,), (0, 0, -0.008))])
    link.add("ink_gloss", turned([(0, -0.0142), (0.0165, -0.0142, 0.001), (0.0205, -0.0105, 0.0012), (0.0190, -0.0072, 0.001), (0, -0.0072)]))
    link.add("brass_metal", torus(0.0200, 0.0008, sides=10).moved(z=-0.0092))
    return link


def neck_ball():
    link = Link("neck_ball", 0.04)
    link.add("steel_metal", sphere(0.0155))
    return link


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
    normal = (planar * x / HEAD_SIZE[0] ** 2, planar * y / HEAD_SIZE[1] ** 2, math.copysign(abs(z) ** (e - 1.0), z) / HEAD_SIZE[2] ** e)
    return (x + HEAD_CENTRE[0], y, z + HEAD_CENTRE[2]), normal


def eye_ring(sign):
    (x, y, z), _ = on_head(EYE_Y, EYE_Z)
    return (x + 0.0018, sign * y, z), (math.cos(EYE_YAW), sign * math.sin(EYE_YAW), 0.0)


def eye_centre(sign):
    ring, ahead = eye_ring(sign)
    return tuple(round(r - EYE_DEPTH * a, 5) for r, a in zip(ring, ahead))


def head():
    link = Link("head", 0.34, collisions=[
        Shape("sphere", (0.058,), (0.004, 0.018, 0.055)),
        Shape("sphere", (0.058,), (0.004, -0.018, 0.055)),
    ])
    cx, _, cz = HEAD_CENTRE
    shell = lathe(superellipse(HEAD_SIZE[1], HEAD_SIZE[2], HEAD_EXPONENT, 28), 72)
    link.add("ivory_gloss", shell.scaled(x=HEAD_SIZE[0] / HEAD_SIZE[1]).moved(cx, 0, cz))
    link.add("ink_matte", turned([(0, 0.0135), (0.0310, 0.0135), (0.0310, 0.0008, 0.0012), (0.0225, -0.0020, 0.001), (0, -0.0020)]))
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
    half = [(math.sqrt(max(0.0, r * r - (x * squeeze) ** 2)), z) for r, z in superellipse(HEAD_SIZE[1], HEAD_SIZE[2], HEAD_EXPONENT, 26)]
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
    stars = [(-0.0150, 0.0270, 0.0026), (-0.0060, 0.0290, 0.0012), (-0.0065, 0.0170, 0.0013), (0.0070, 0.0130, 0.0013), (0.0130, -0.0150, 0.0018), (0.0005, -0.0120, 0.0018)]
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

    link.add("ink_matte", place(turned([(0, -0.020), (0.0238, -0.020), (0.0252, 0.0004, 0.0014), (0.0210, 0.0004, 0.0008), (0.0205, -0.009), (0, -0.009)])))
    link.add("brass_metal", place(rounded_bezel()))
    link.add("eye_glass", place(ball_cap(EYE_RADIUS, 1.3, 48), centre))
    depth = math.sqrt(EYE_RADIUS**2 - IRIS**2)
    link.add("glow_teal", place(torus(IRIS, 0.0010, 48, 10).moved(z=depth - 0.0005), centre))
    for yaw, pitch, size in ((0.16, 0.36, 0.0030), (-0.20, -0.26, 0.0014)):
        look = (math.cos(pitch) * math.cos(yaw), math.cos(pitch) * math.sin(yaw), math.sin(pitch))
        at = tuple(c + (EYE_RADIUS - 0.0002) * k for c, k in zip(centre, look))
        link.add("spark_gloss", stud(size, 0.0007).aimed(look).moved(*at))


def rounded_bezel():
    return turned([(0.0218, -0.004), (0.0256, -0.004), (0.0256, 0.0012, 0.0012), (0.0242, 0.0026, 0.0010), (0.0228, 0.0026, 0.0008), (0.0218, 0.0006, 0.0008)], 48)


def add_ear(link, sign):
    boss = turned([(0, -0.016), (0.0155, -0.016), (0.0155, -0.0010, 0.0016), (0, -0.0010)])
    ring = torus(0.0152, 0.0012, sides=14).moved(z=-0.0030)
    for material, mesh in (("ink_gloss", boss), ("brass_metal", ring)):
        link.add(material, mesh.aimed((0, sign, 0)).moved(EAR[0], sign * EAR[1], EAR[2]))


def eyelid(side):
    link = Link(f"eyelid_{side}", 0.006)
    return link.add("ivory_gloss", wedge(EYE_RADIUS + 0.0012, LID_OPEN, LID_OPEN + math.radians(122.0)))


def antenna_mount(side, sign):
    link = Link(f"antenna_{side}_mount", 0.012, collisions=[Shape("cylinder", (0.013, 0.012), (0, sign * 0.004, 0), (math.pi / 2, 0, 0))])
    cap = turned([(0, -0.006), (0.0128, -0.006), (0.0128, 0.0042, 0.0018), (0.0060, 0.0052, 0.001), (0, 0.0052)])
    link.add("ivory_gloss", cap.aimed((0, sign, 0)))
    link.add("brass_metal", torus(0.0086, 0.0007, sides=10).moved(z=0.0047).aimed((0, sign, 0)))
    link.add("ink_matte", disc(0.0052, 0.002, 0.0072, 0.001).aimed((0, sign, 0)))
    return link


def antenna(side, sign):
    link = Link(f"antenna_{side}", 0.014, collisions=[
        Shape("cylinder", (0.004, 0.066), (0, sign * 0.014, 0.036)),
        Shape("sphere", (0.009,), (0, sign * 0.0150, 0.0830)),
    ])
    path = spline([(0, 0, 0), (0, 0.0085, 0.0080), (0, 0.0165, 0.0220), (0, 0.0180, 0.0390), (0, 0.0130, 0.0560), (0, 0.0100, 0.0700), (0, 0.0150, 0.0830)], 5)
    radii = [0.0036 - 0.0022 * k / (len(path) - 1) for k in range(len(path))]
    parts = [
        ("ink_gloss", sweep(path, radii, 18)),
        ("brass_metal", sphere(0.0050, 22)),
        *((material, mesh.turned(roll=-0.45, pitch=0.35).moved(*path[-1])) for material, mesh in planet(0.0068, 26)),
    ]
    for material, mesh in parts:
        link.add(material, mesh if sign > 0 else mesh.mirrored())
    return link
