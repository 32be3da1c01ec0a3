# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the meshes and URDF of the bundled robots from their designs.

python3 generate.py            write every generated file
python3 generate.py --check    change nothing; fail when a committed file differs from its design,
                               a surface is not closed, or a gesture leaves the robot's limits
"""

import argparse
import sys
from pathlib import Path

from design import gestures, lyra, meridian
from design.description import mesh_name, to_urdf
from design.mesh import open_edges, to_stl, volume

HERE = Path(__file__).resolve().parent
LARGEST_TRIANGLES = 60_000
LARGEST_BYTES = 5_000_000


def generated_files(robot):
    """Path inside the robot's folder -> bytes."""
    files = {f"{robot.name}.urdf": to_urdf(robot).encode("utf-8")}
    for link in robot.links:
        for material, mesh in link.visuals().items():
            title = f"Orrery {robot.name} {link.name} {material}, Apache-2.0"
            files[f"meshes/{mesh_name(link, material)}"] = to_stl(mesh, title)
    return files


def write(robot):
    for name, content in generated_files(robot).items():
        path = HERE / robot.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for path in stale_meshes(robot):
        path.unlink()


def stale_meshes(robot):
    wanted = set(generated_files(robot))
    folder = HERE / robot.name
    return [p for p in sorted((folder / "meshes").glob("*.stl")) if p.relative_to(folder).as_posix() not in wanted]


def problems(robot):
    yield from file_problems(robot)
    yield from mesh_problems(robot)
    yield from gestures.problems(HERE / robot.name, robot)


def file_problems(robot):
    for name, content in generated_files(robot).items():
        path = HERE / robot.name / name
        if not path.exists():
            yield f"{robot.name}/{name} is missing; run generate.py"
        elif path.read_bytes() != content:
            yield f"{robot.name}/{name} differs from its design; run generate.py"
    for path in stale_meshes(robot):
        yield f"{robot.name}/meshes/{path.name} belongs to no link; delete it"


def mesh_problems(robot):
    for link in robot.links:
        for material, mesh in link.parts:
            if open_edges(mesh):
                yield f"{robot.name}: a {material} part of {link.name} is not closed ({open_edges(mesh)} open edges)"
            if volume(mesh) <= 0.0:
                yield f"{robot.name}: a {material} part of {link.name} is wound inside out"
    if triangles(robot) > LARGEST_TRIANGLES:
        yield f"{robot.name} has {triangles(robot)} triangles; at most {LARGEST_TRIANGLES} are allowed"
    size = sum(len(c) for n, c in generated_files(robot).items() if n.endswith(".stl"))
    if size > LARGEST_BYTES:
        yield f"{robot.name}'s meshes take {size} bytes; at most {LARGEST_BYTES} are allowed"


def triangles(robot):
    return sum(len(mesh.faces) for link in robot.links for _, mesh in link.parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="verify the committed files instead of writing them")
    arguments = parser.parse_args()
    failed = False
    for robot in (lyra.robot(), meridian.robot()):
        if not arguments.check:
            write(robot)
            print(f"{robot.name}: {triangles(robot)} triangles, {len(robot.joints)} joints")
            continue
        found = list(problems(robot))
        for problem in found:
            print(problem, file=sys.stderr)
        failed = failed or bool(found)
        print(f"{robot.name}: {'not in order' if found else 'in order'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
