# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Checks robot.json and the gestures beside it against the robot's joints.

A gesture starts at the home pose at t = 0 and passes its keyframes on a smooth curve. Every keyframe names the same
joints; the others stay at home. The last keyframe is the home pose again.
"""

import json

PEAK_OVER_MEAN = 1.9  # how much faster than its mean slope the smooth curve may be between two keyframes
EASES = ("smooth", "linear")
FEWEST = 7
ROBOT_KEYS = ("name", "title", "description", "licence", "home", "camera", "gestures")
GESTURE_KEYS = ("name", "title", "robot", "loop", "keyframes")


def problems(folder, robot):
    about, unreadable = read(folder / "robot.json", ROBOT_KEYS)
    if unreadable:
        yield unreadable
        return
    joints = {j.name: j for j in robot.joints if not j.mimic and j.kind != "fixed"}
    yield from about_problems(folder, robot, about, joints)
    for name in about["gestures"]:
        path = folder / "gestures" / f"{name}.json"
        gesture, unreadable = read(path, GESTURE_KEYS)
        if unreadable:
            yield unreadable
            continue
        where = f"{robot.name}/gestures/{path.name}"
        if gesture["name"] != name or gesture["robot"] != robot.name:
            yield f"{where}: its name or robot differs from its place"
        yield from (f"{where}: {p}" for p in motion_problems(gesture, joints, about["home"]))


def read(path, keys):
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return None, f"{path.parent.name}/{path.name} cannot be read: {error}"
    missing = [k for k in keys if k not in value]
    return value, f"{path.parent.name}/{path.name} lacks {', '.join(missing)}" if missing else ""


def about_problems(folder, robot, about, joints):
    if about["name"] != robot.name:
        yield f"{robot.name}/robot.json: the name is {about['name']}"
    if set(about["home"]) != set(joints):
        yield f"{robot.name}/robot.json: home must name every moving joint once: {', '.join(sorted(joints))}"
    yield from (f"{robot.name}/robot.json: home: {p}" for p in pose_problems(about["home"], joints))
    present = {p.stem for p in (folder / "gestures").glob("*.json")}
    for name in sorted(present ^ set(about["gestures"])):
        yield f"{robot.name}: gesture {name} is not both listed in robot.json and present as a file"
    if len(about["gestures"]) < FEWEST:
        yield f"{robot.name}: fewer than {FEWEST} gestures"


def pose_problems(pose, joints):
    for name, value in pose.items():
        if name not in joints:
            yield f"there is no moving joint {name}"
        elif not joints[name].lower <= value <= joints[name].upper:
            yield f"{name} at {value} is outside {joints[name].lower} to {joints[name].upper}"


def motion_problems(gesture, joints, home):
    frames = gesture["keyframes"]
    if not frames or any(set(frame) != {"t", "q", "ease"} for frame in frames):
        yield "it needs keyframes, each with t, q and ease"
        return
    names = set(frames[0]["q"])
    before = {"t": 0.0, "q": {name: home.get(name, 0.0) for name in names}}
    for frame in frames:
        at = f"t = {frame['t']}"
        if frame["ease"] not in EASES:
            yield f"{at}: unknown ease {frame['ease']}"
        if set(frame["q"]) != names:
            yield f"{at}: every keyframe must name the same joints"
            return
        yield from (f"{at}: {p}" for p in pose_problems(frame["q"], joints))
        if frame["t"] <= before["t"]:
            yield f"{at}: times must rise"
            return
        yield from (f"{at}: {p}" for p in speed_problems(before, frame, joints))
        before = frame
    if any(abs(value - home.get(name, 0.0)) > 1e-9 for name, value in before["q"].items()):
        yield "it does not end at the home pose"


def speed_problems(before, frame, joints):
    for name in sorted(set(frame["q"]) & set(joints)):
        peak = PEAK_OVER_MEAN * abs(frame["q"][name] - before["q"][name]) / (frame["t"] - before["t"])
        if peak > joints[name].velocity:
            yield f"{name} would reach {peak:.2f} per second; its limit is {joints[name].velocity}"
