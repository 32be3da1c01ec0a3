# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""A robot as data (links, joints, visuals by material) and its URDF text."""

from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from .mesh import joined, mass_properties

COLOURS = {
    "ivory_gloss": "F1E9DA",
    "ivory_matte": "E6DCC8",
    "ink_gloss": "1C2A3A",
    "ink_matte": "1C2A3A",
    "brass_metal": "C9973F",
    "steel_metal": "A9AEB3",
    "glow_teal": "4FB3BF",
    "eye_glass": "0C1219",
    "spark_gloss": "FFFFFF",
    "dark_rubber": "2A2D31",
}


@dataclass
class Shape:
    """A collision primitive: sphere (radius), cylinder (radius, length along z) or box (x, y, z)."""

    kind: str
    size: tuple
    xyz: tuple = (0.0, 0.0, 0.0)
    rpy: tuple = (0.0, 0.0, 0.0)


@dataclass
class Link:
    name: str
    mass: float
    parts: list = field(default_factory=list)  # (material, Mesh) in the link's frame
    collisions: list = field(default_factory=list)

    def add(self, material, *meshes):
        self.parts += [(material, mesh) for mesh in meshes]
        return self

    def visuals(self):
        """One mesh for each material, in the order of first use."""
        grouped = {}
        for material, mesh in self.parts:
            grouped.setdefault(material, []).append(mesh)
        return {material: joined(meshes) for material, meshes in grouped.items()}


@dataclass
class Joint:
    name: str
    kind: str
    parent: str
    child: str
    xyz: tuple
    axis: tuple = (0.0, 0.0, 1.0)
    rpy: tuple = (0.0, 0.0, 0.0)
    lower: float = 0.0
    upper: float = 0.0
    velocity: float = 0.0
    effort: float = 0.0
    mimic: str = ""
    ramp: float = 1.0 / 12.0  # s from rest to full speed

    @property
    def acceleration(self):
        return self.velocity / self.ramp


@dataclass
class Robot:
    name: str
    links: list
    joints: list


def mesh_name(link, material):
    return f"{link.name}_{material}.stl"


def to_urdf(robot):
    used = sorted({material for link in robot.links for material, _ in link.parts})
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!-- SPDX-FileCopyrightText: The Orrery authors -->",
        "<!-- SPDX-License-Identifier: Apache-2.0 -->",
        "<!-- Written by generate.py; change the design, not this file. -->",
        f"<robot name={quoteattr(robot.name)}>",
        *[f'  <material name="{name}"><color rgba="{rgba(COLOURS[name])}"/></material>' for name in used],
    ]
    for link in robot.links:
        lines += link_lines(link)
    for joint in robot.joints:
        lines += joint_lines(joint)
    return "\n".join(lines + ["</robot>", ""])


def link_lines(link):
    lines = [f'  <link name="{link.name}">', *inertial_lines(link)]
    for material in link.visuals():
        lines += [
            "    <visual>",
            f'      <geometry><mesh filename="meshes/{mesh_name(link, material)}"/></geometry>',
            f'      <material name="{material}"/>',
            "    </visual>",
        ]
    for shape in link.collisions:
        lines += [
            "    <collision>",
            f"      {origin(shape.xyz, shape.rpy)}",
            f"      <geometry>{primitive(shape)}</geometry>",
            "    </collision>",
        ]
    return lines + ["  </link>"]


def inertial_lines(link):
    centre, inertia = mass_properties(joined(mesh for _, mesh in link.parts), link.mass)
    names = ("ixx", "iyy", "izz", "ixy", "ixz", "iyz")
    values = " ".join(f'{name}="{small(value)}"' for name, value in zip(names, inertia))
    return [
        "    <inertial>",
        f"      {origin(centre)}",
        f'      <mass value="{number(link.mass)}"/>',
        f"      <inertia {values}/>",
        "    </inertial>",
    ]


def primitive(shape):
    size = [number(s) for s in shape.size]
    if shape.kind == "sphere":
        return f'<sphere radius="{size[0]}"/>'
    if shape.kind == "cylinder":
        return f'<cylinder radius="{size[0]}" length="{size[1]}"/>'
    return f'<box size="{" ".join(size)}"/>'


def joint_lines(joint):
    lines = [
        f'  <joint name="{joint.name}" type="{joint.kind}">',
        f"    {origin(joint.xyz, joint.rpy)}",
        f'    <parent link="{joint.parent}"/>',
        f'    <child link="{joint.child}"/>',
        f'    <axis xyz="{" ".join(number(a) for a in joint.axis)}"/>',
        limit_line(joint),
    ]
    if joint.mimic:
        lines.append(f'    <mimic joint="{joint.mimic}" multiplier="1" offset="0"/>')
    return lines + ["  </joint>"]


def limit_line(joint):
    names = ("lower", "upper", "velocity", "effort", "acceleration")
    return "    <limit " + " ".join(f'{name}="{number(getattr(joint, name))}"' for name in names) + "/>"


def origin(xyz, rpy=(0.0, 0.0, 0.0)):
    turn = f' rpy="{" ".join(number(a) for a in rpy)}"' if any(rpy) else ""
    return f'<origin xyz="{" ".join(number(a) for a in xyz)}"{turn}/>'


def number(value):
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def small(value):
    return f"{value:.4e}"


def rgba(colour):
    channels = [int(colour[i : i + 2], 16) / 255.0 for i in (0, 2, 4)]
    return " ".join(f"{c:.3f}" for c in channels) + " 1"
