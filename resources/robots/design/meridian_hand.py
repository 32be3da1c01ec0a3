# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Meridian's hand: the palm with its camera, and two fingers that slide along it."""

import math

from .description import Link, Shape
from .parts import on_side
from .profile import spline
from .solids import ball_cap, band, rounded_box, screw, sweep, torus, turned


def gripper():
    link = Link(
        "gripper",
        0.22,
        collisions=[
            Shape("cylinder", (0.024, 0.012), (0, 0, 0.006)),
            Shape("box", (0.036, 0.096, 0.026), (0, 0, 0.024)),
        ],
    )
    link.add("brass_metal", band(0.0150, 0.0222, 0.0004, 0.0040, 0.0010))
    link.add("glow_teal", torus(0.0208, 0.0012, sides=12).moved(z=0.0046))
    link.add("ivory_gloss", turned([(0, 0.0050), (0.0222, 0.0050, 0.0008), (0.0205, 0.0140), (0, 0.0140)]))
    link.add("ivory_gloss", rounded_box(0.036, 0.096, 0.0245, 0.0150, 0.0062).moved(z=0.0240))
    link.add("ink_matte", rounded_box(0.0160, 0.0860, 0.0040, 0.0060, 0.0006).moved(z=0.0354))
    link.add(
        "brass_metal",
        *[sweep([(x, -0.038, 0.0374), (x, 0.038, 0.0374)], [0.0012, 0.0012], 12) for x in (-0.0045, 0.0045)],
    )
    badge = [torus(0.0078, 0.0006, 36, 10), torus(0.0045, 0.0005, 28, 8)]
    link.add("brass_metal", *[ring.turned(pitch=math.pi / 2).moved(0.0180, 0, 0.0240) for ring in badge])
    for sign in (1.0, -1.0):
        link.add("brass_metal", on_side(screw(0.0026, 0.0007), 0.0480, sign).moved(z=0.0240))
    add_camera(link)
    return link


def add_camera(link):
    """The eye in the hand, looking along the fingers."""

    def place(mesh):
        return mesh.turned(pitch=0.22).moved(-0.0255, 0, 0.0300)

    link.add(
        "ink_gloss",
        place(
            turned(
                [
                    (0, -0.011),
                    (0.0098, -0.011, 0.004),
                    (0.0104, 0.0080, 0.0012),
                    (0.0072, 0.0080, 0.0006),
                    (0.0070, 0.0040),
                    (0, 0.0040),
                ]
            )
        ),
    )
    link.add("brass_metal", place(torus(0.0089, 0.0011, 36, 12).moved(z=0.0082)))
    link.add("eye_glass", place(ball_cap(0.0092, 0.85, 32).moved(z=-0.0012)))


def finger(side, sign):
    link = Link(
        f"finger_{side}",
        0.035,
        collisions=[
            Shape("box", (0.024, 0.014, 0.012), (0, sign * 0.0095, 0.006)),
            Shape("box", (0.016, 0.012, 0.040), (0, sign * 0.0120, 0.030)),
            Shape("box", (0.014, 0.007, 0.022), (0, sign * 0.0037, 0.059)),
        ],
    )
    path = spline(
        [
            (0, 0.0110, 0.0050),
            (0, 0.0158, 0.0180),
            (0, 0.0162, 0.0320),
            (0, 0.0122, 0.0470),
            (0, 0.0066, 0.0600),
            (0, 0.0052, 0.0670),
        ],
        4,
    )
    radii = [0.0056 - 0.0018 * k / (len(path) - 1) for k in range(len(path))]
    parts = [
        ("ink_gloss", rounded_box(0.0240, 0.0150, 0.0110, 0.0040, 0.0020).moved(0, 0.0100, 0.0058)),
        ("ivory_gloss", sweep(path, radii, 20).scaled(x=1.75)),
        (
            "dark_rubber",
            rounded_box(0.0145, 0.0230, 0.0060, 0.0050, 0.0018).turned(roll=math.pi / 2).moved(0, 0.0032, 0.0590),
        ),
        ("brass_metal", screw(0.0022, 0.0006).turned(pitch=math.pi / 2).moved(0.0120, 0.0100, 0.0058)),
    ]
    for material, mesh in parts:
        link.add(material, mesh if sign > 0 else mesh.mirrored())
    return link
