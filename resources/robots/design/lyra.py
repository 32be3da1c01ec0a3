# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Lyra, the desk companion: a bell-shaped body on a graduated dial, a round head carried by a brass meridian band,
lyre-shaped antennas with a ringed planet at each tip. Front is +x, left is +y."""

import math

from .description import Joint, Link, Robot, Shape
from .lyra_head import EAR, EYE_YAW, antenna, antenna_mount, eye_centre, eyelid, head
from .parts import FOOT_TOP, add_graduated_foot, planet, seam
from .profile import spline
from .solids import band, disc, lathe, rounded_box, screw, sphere, stud, sweep, torus, turned

SHOULDER = 0.094  # top of the body above the foot
GIMBAL = 0.030  # above the shoulder, neck down
RAMP = 1.0 / 15.0  # s from rest to full speed: small, light parts
AXES = {"x": (1, 0, 0), "-x": (-1, 0, 0), "y": (0, 1, 0), "z": (0, 0, 1)}
BODY_SIDE = spline(
    [
        (0.0562, 0.0130),
        (0.0588, 0.026),
        (0.0572, 0.044),
        (0.0508, 0.060),
        (0.0412, 0.073),
        (0.0340, 0.082),
        (0.0305, 0.089),
    ],
    4,
)


def robot():
    links = [foot(), body(), neck(), neck_cup(), neck_ball(), head()]
    joints = [
        joint("body_yaw", "foot", "body", (0, 0, FOOT_TOP), "z", (-2.8, 2.8), 4.0, 2.0),
        joint("neck_lift", "body", "neck", (0, 0, SHOULDER), "z", (0.0, 0.022), 0.15, 20.0, "prismatic"),
        joint("head_pan", "neck", "neck_cup", (0, 0, GIMBAL), "z", (-1.4, 1.4), 6.0, 1.0),
        joint("head_tilt", "neck_cup", "neck_ball", (0, 0, 0), "y", (-0.5, 0.5), 6.0, 1.0),
        joint("head_roll", "neck_ball", "head", (0, 0, 0), "x", (-0.45, 0.45), 6.0, 1.0),
    ]
    for side, sign in (("left", 1.0), ("right", -1.0)):
        lid, mount, rod = f"eyelid_{side}", f"antenna_{side}_mount", f"antenna_{side}"
        ear = (EAR[0], sign * EAR[1], EAR[2])
        outwards = "-x" if sign > 0 else "x"
        links += [eyelid(side), antenna_mount(side, sign), antenna(side, sign)]
        joints += [
            joint(lid, "head", lid, eye_centre(sign), "y", (-0.15, 1.75), 20.0, 0.1, yaw=sign * EYE_YAW),
            joint(f"{rod}_swing", "head", mount, ear, "y", (-1.3, 1.6), 9.0, 0.2),
            joint(f"{rod}_spread", mount, rod, (0, sign * 0.009, 0), outwards, (-0.3, 1.8), 9.0, 0.2),
        ]
    return Robot("lyra", links, joints)


def joint(name, parent, child, xyz, axis, reach, velocity, effort, kind="revolute", yaw=0.0):
    lower, upper = reach
    return Joint(name, kind, parent, child, xyz, AXES[axis], (0, 0, yaw), lower, upper, velocity, effort, ramp=RAMP)


def foot():
    link = Link("foot", 0.62, collisions=[Shape("cylinder", (0.069, 0.028), (0, 0, 0.014))])
    add_graduated_foot(link)
    return link


def body():
    link = Link(
        "body",
        0.48,
        collisions=[
            Shape("cylinder", (0.058, 0.056), (0, 0, 0.030)),
            Shape("cylinder", (0.040, 0.036), (0, 0, 0.076)),
        ],
    )
    link.add("ink_gloss", turned([(0, 0.0005), (0.0548, 0.0005, 0.0016), (0.0562, 0.0118, 0.001), (0, 0.0118)]))
    link.add("brass_metal", torus(0.0562, 0.0017).moved(z=0.0124))
    link.add("ivory_gloss", lathe([(0.0, 0.0112), (0.0545, 0.0112), *BODY_SIDE, (0.0290, 0.0905), (0.0, 0.0905)]))
    link.add(*seam(BODY_SIDE, 0.0300))
    link.add("brass_metal", band(0.0200, 0.0318, 0.0885, 0.0935, 0.0016))
    link.add(
        "ink_matte", turned([(0.0150, 0.086), (0.0240, 0.086), (0.0240, 0.0955, 0.0012), (0.0150, 0.0955, 0.0012)])
    )
    link.add("brass_metal", torus(0.0400, 0.0009, sides=10).moved(z=0.0747))
    add_orbiting_planet(link)
    add_chest_dial(link)
    add_back_panel(link)
    return link


def add_orbiting_planet(link):
    """The pointer of the dial: a planet on a short arm, so the yaw can be read in degrees."""
    link.add(
        "brass_metal",
        sweep([(0.050, 0, 0.0055), (0.0585, 0, 0.0055), (0.0640, 0, 0.0045)], [0.0013, 0.0013, 0.0011], 12),
    )
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
    for radius, size, angle, material in (
        (0.0062, 0.0011, 0.7, "ivory_gloss"),
        (0.0094, 0.0015, 2.5, "brass_metal"),
        (0.0126, 0.0013, 4.4, "ivory_gloss"),
    ):
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
    link.add(
        "ink_matte",
        turned([(0, 0.009), (0.0135, 0.009, 0.001), (0.0165, 0.0125, 0.001), (0.0165, 0.0150, 0.0008), (0, 0.0150)]),
    )
    return link


def neck_cup():
    link = Link("neck_cup", 0.05)
    link.add(
        "ink_gloss",
        turned(
            [(0, -0.0142), (0.0165, -0.0142, 0.001), (0.0205, -0.0105, 0.0012), (0.0190, -0.0072, 0.001), (0, -0.0072)]
        ),
    )
    link.add("brass_metal", torus(0.0200, 0.0008, sides=10).moved(z=-0.0092))
    return link


def neck_ball():
    link = Link("neck_ball", 0.04)
    link.add("steel_metal", sphere(0.0155))
    return link
