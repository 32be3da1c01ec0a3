# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Meridian, the desk arm: six axes and a parallel gripper. Twin rails swing about dark globes, as the ring of a
telescope mount swings about its pier, so the forearm can fold between them. All joints at zero: straight up."""

import math

from .description import Joint, Link, Robot, Shape
from .meridian_hand import finger, gripper
from .parts import FOOT_TOP, add_graduated_foot, globe, on_side, seam
from .profile import spline, stadium
from .solids import disc, lathe, plate, rounded_box, screw, sweep, torus, turned

FOOT_WIDER = 0.011
SHOULDER = 0.080  # above the foot
UPPER_ARM = 0.190
FOREARM = 0.090  # elbow to the roll joint
WRIST = 0.080  # roll joint to the wrist's pitch axis
FLANGE = 0.032  # wrist to the tool's roll joint
RAIL = 0.0388  # top of the palm above the flange, where the fingers slide
CHEEK_Y, CHEEK = 0.0470, 0.0150
FORK_Y, FORK = 0.0262, 0.0090
STROKE = 0.030
ACROSS = (math.pi / 2, 0.0, 0.0)  # a cylinder along y


def robot():
    links = [
        foot(),
        turret(),
        upper_arm(),
        forearm(),
        wrist_fork(),
        wrist(),
        gripper(),
        finger("left", 1.0),
        finger("right", -1.0),
    ]

    def hinge(name, parent, child, z, axis, reach, velocity, effort):
        lower, upper = reach
        return Joint(
            name, "revolute", parent, child, (0, 0, z), axis, lower=lower, upper=upper, velocity=velocity, effort=effort
        )

    y, z = (0, 1, 0), (0, 0, 1)
    joints = [
        hinge("waist_yaw", "foot", "turret", FOOT_TOP, z, (-2.9, 2.9), 3.2, 12.0),
        hinge("shoulder_pitch", "turret", "upper_arm", SHOULDER, y, (-1.6, 1.9), 2.8, 18.0),
        hinge("elbow_pitch", "upper_arm", "forearm", UPPER_ARM, y, (-2.4, 2.4), 3.2, 10.0),
        hinge("forearm_roll", "forearm", "wrist_fork", FOREARM, z, (-3.0, 3.0), 4.5, 5.0),
        hinge("wrist_pitch", "wrist_fork", "wrist", WRIST, y, (-1.75, 1.75), 4.5, 4.0),
        hinge("tool_roll", "wrist", "gripper", FLANGE, z, (-3.0, 3.0), 6.0, 2.0),
        Joint(
            "gripper",
            "prismatic",
            "gripper",
            "finger_left",
            (0, 0, RAIL),
            (0, 1, 0),
            lower=0.0,
            upper=STROKE,
            velocity=0.12,
            effort=40.0,
        ),
        Joint(
            "gripper_mirror",
            "prismatic",
            "gripper",
            "finger_right",
            (0, 0, RAIL),
            (0, -1, 0),
            lower=0.0,
            upper=STROKE,
            velocity=0.12,
            effort=40.0,
            mimic="gripper",
        ),
    ]
    return Robot("meridian", links, joints)


def foot():
    link = Link("foot", 1.70, collisions=[Shape("cylinder", (0.080, 0.028), (0, 0, 0.014))])
    add_graduated_foot(link, FOOT_WIDER)
    port = (
        rounded_box(0.024, 0.012, 0.008, 0.004, 0.0008)
        .turned(yaw=math.pi / 2)
        .aimed((-1, 0, 0))
        .moved(-0.0775, 0, 0.0105)
    )
    link.add("steel_metal", port)
    return link


def turret():
    link = Link(
        "turret",
        0.75,
        collisions=[
            Shape("cylinder", (0.062, 0.034), (0, 0, 0.018)),
            Shape("cylinder", (0.036, 0.040), (0, 0, 0.052)),
            Shape("sphere", (0.040,), (0, 0, SHOULDER)),
        ],
    )
    link.add("ink_gloss", turned([(0, 0.0005), (0.0645, 0.0005, 0.0016), (0.0655, 0.0100, 0.001), (0, 0.0100)]))
    link.add("glow_teal", torus(0.0640, 0.0013, sides=10).moved(z=0.0106))
    link.add("brass_metal", torus(0.0645, 0.0016, sides=10).moved(z=0.0132))
    side = spline(
        [
            (0.0646, 0.0135),
            (0.0640, 0.0200),
            (0.0585, 0.0290),
            (0.0475, 0.0360),
            (0.0400, 0.0430),
            (0.0362, 0.0520),
            (0.0350, 0.0600),
        ],
        4,
    )
    link.add(*seam(side, 0.0215))
    link.add("ivory_gloss", lathe([(0.0, 0.0115), (0.0630, 0.0115), *side, (0.0330, 0.0612), (0.0, 0.0612)]))
    link.add("brass_metal", torus(0.0345, 0.0016).moved(z=0.0605))
    link.add("ink_gloss", globe(0.0400, 0.0388, 0.0170).moved(z=SHOULDER))
    link.add("brass_metal", torus(0.0400, 0.0010, 48).moved(z=SHOULDER))
    pointer = sweep([(0.060, 0, 0.0055), (0.0690, 0, 0.0055), (0.0745, 0, 0.0010)], [0.0016, 0.0016, 0.0008], 12)
    link.add("brass_metal", pointer)
    return link


def add_cap(link, radius, y, z, sign):
    """The cover of a joint: a brass ring about a dark dome with a brass centre."""
    parts = [
        ("brass_metal", torus(radius, radius * 0.075)),
        (
            "ink_gloss",
            turned(
                [
                    (0, -0.003),
                    (radius * 0.97, -0.003),
                    (radius * 0.97, 0.0004, 0.0003),
                    (radius * 0.80, 0.0026, 0.003),
                    (0, 0.0034),
                ]
            ),
        ),
        ("brass_metal", turned([(0, 0.0), (radius * 0.30, 0.0), (radius * 0.30, 0.0046, 0.0009), (0, 0.0046)], 24)),
    ]
    for material, mesh in parts:
        link.add(material, on_side(mesh, y, sign).moved(z=z))


def upper_arm():
    link = Link("upper_arm", 0.60)
    outer = CHEEK_Y + CHEEK / 2.0
    for sign in (1.0, -1.0):
        side = plate(stadium(UPPER_ARM, 0.0335, 0.0300), CHEEK, 0.0055)
        link.add("ivory_gloss", on_side(side, CHEEK_Y, sign))
        inlay = plate(stadium(0.078, 0.0120, 0.0105, math.radians(18.0)), 0.006, 0.0006, 2)
        link.add("ink_matte", on_side(inlay, outer - 0.0023, sign).moved(z=0.057))
        rod = sweep([(0, 0, 0.062), (0, 0, 0.130)], [0.0013, 0.0013], 12).moved(y=sign * (outer + 0.0008))
        link.add("brass_metal", rod)
        link.add(
            "brass_metal", *[on_side(screw(0.0030, 0.0008), outer + 0.0007, sign).moved(z=z) for z in (0.054, 0.138)]
        )
        add_cap(link, 0.0235, outer, 0.0, sign)
        add_cap(link, 0.0205, outer, UPPER_ARM, sign)
        link.collisions += [
            Shape("cylinder", (0.0085, UPPER_ARM), (0, sign * CHEEK_Y, UPPER_ARM / 2)),
            Shape("cylinder", (0.0335, CHEEK), (0, sign * CHEEK_Y, 0), ACROSS),
            Shape("cylinder", (0.0300, CHEEK), (0, sign * CHEEK_Y, UPPER_ARM), ACROSS),
            Shape("box", (0.056, CHEEK, UPPER_ARM - 0.02), (0, sign * CHEEK_Y, UPPER_ARM / 2)),
        ]
    link.add("ink_matte", disc(0.0105, -CHEEK_Y, CHEEK_Y, 0.001).turned(roll=math.pi / 2).moved(z=0.092))
    for y in (-0.0382, 0.0382):
        link.add("brass_metal", torus(0.0112, 0.0016).turned(roll=math.pi / 2).moved(y=y, z=0.092))
    return link


def forearm():
    link = Link(
        "forearm",
        0.40,
        collisions=[
            Shape("sphere", (0.035,)),
            Shape("cylinder", (0.029, 0.060), (0, 0, 0.058)),
        ],
    )
    link.add("ink_gloss", globe(0.0345, 0.0388, 0.0150))
    link.add("brass_metal", torus(0.0345, 0.0009, 44).turned(pitch=math.pi / 2))
    link.add("brass_metal", torus(0.0218, 0.0017).moved(z=0.0305))
    side = spline([(0.0212, 0.0310), (0.0255, 0.0400), (0.0285, 0.0540), (0.0290, 0.0700), (0.0278, 0.0850)], 5)
    link.add(*seam(side, 0.0760))
    link.add("ivory_gloss", lathe([(0.0, 0.0250), (0.0190, 0.0280), *side, (0.0266, 0.0866), (0.0, 0.0866)]))
    link.add("ink_matte", disc(0.0255, 0.080, 0.0900, 0.0006))
    return link


def wrist_fork():
    link = Link("wrist_fork", 0.24, collisions=[Shape("cylinder", (0.030, 0.040), (0, 0, 0.021))])
    link.add("brass_metal", torus(0.0268, 0.0017).moved(z=0.0022))
    side = spline(
        [
            (0.0272, 0.0030),
            (0.0292, 0.0120),
            (0.0304, 0.0240),
            (0.0298, 0.0330),
            (0.0268, 0.0400),
            (0.0200, 0.0445),
            (0.0100, 0.0462),
        ],
        5,
    )
    link.add("ivory_gloss", lathe([(0.0, 0.0016), (0.0260, 0.0016), *side, (0.0, 0.0465)]))
    outer = FORK_Y + FORK / 2.0
    for sign in (1.0, -1.0):
        cheek = plate(stadium(WRIST - 0.026, 0.0185, 0.0175), FORK, 0.0036, 4)
        link.add("ivory_gloss", on_side(cheek, FORK_Y, sign).moved(z=0.026))
        add_cap(link, 0.0125, outer, WRIST, sign)
        link.collisions.append(Shape("box", (0.034, FORK, 0.066), (0, sign * FORK_Y, 0.064)))
    return link


def wrist():
    link = Link("wrist", 0.13, collisions=[Shape("sphere", (0.021,)), Shape("cylinder", (0.017, 0.016), (0, 0, 0.023))])
    link.add("ink_gloss", globe(0.0206, 0.0213, 0.0110, 0.0008))
    link.add("brass_metal", torus(0.0160, 0.0012).moved(z=0.0150))
    link.add(
        "ink_matte",
        turned(
            [
                (0, 0.010),
                (0.0150, 0.010),
                (0.0150, 0.0200),
                (0.0190, 0.0245, 0.002),
                (0.0190, 0.0312, 0.0008),
                (0, 0.0312),
            ]
        ),
    )
    return link
