# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""A recording of ours, read by the Python mcap package; and one of its, in every compression, read by Orrery.

    mcap_reader.py ORRERY_CLI
"""

import json
import os
import subprocess
import sys
import tempfile

from mcap.reader import NonSeekingReader, make_reader
from mcap.writer import CompressionType, Writer

CLI = sys.argv[1]


def check(promise, what, seen=""):
    print("ok  " if promise else "FAIL", what, seen)
    if not promise:
        sys.exit(1)


def cli(*arguments):
    result = subprocess.run([CLI, "robot", *arguments, "--json"], capture_output=True, text=True, timeout=120)
    check(result.returncode == 0, "orrery-cli robot " + arguments[0], result.stderr)
    return json.loads(result.stdout)


def ours_read_by_python(folder):
    path = os.path.join(folder, "ours.mcap")
    recorded = cli("record", path, "--robot", "lyra", "--gesture", "nod")
    with open(path, "rb") as file:
        reader = make_reader(file, validate_crcs=True)
        summary = reader.get_summary()
        check(summary.statistics.message_count == recorded["messages"], "the index counts every message")
        check(reader.get_header().library.startswith("orrery"), "the header names who wrote it")
        robot = [m for m in reader.iter_metadata() if m.name == "orrery.robot"]
        check(len(robot) == 1 and robot[0].metadata["file"].endswith("lyra.urdf"), "the robot is named", robot)
        messages = list(reader.iter_messages())
    check(len(messages) == recorded["messages"], "and holds every message", len(messages))
    states = [json.loads(m.data) for s, c, m in messages if c.topic == "/joint_states"]
    schema = next(s for s, c, m in messages if c.topic == "/joint_states")
    check((schema.name, schema.encoding) == ("sensor_msgs/JointState", "jsonschema"), "with its schema")
    declared = set(json.loads(schema.data)["properties"])
    check(all(set(state) == declared for state in states), "that says what is in it", declared)
    check(all(len(s["name"]) == len(s["position"]) == len(s["velocity"]) for s in states), "names beside numbers")
    times = [m.log_time for s, c, m in messages if c.topic == "/joint_states"]
    check(times == sorted(times) and times[-1] - times[0] > 5e8, "in the order of time")
    check(any(c.topic == "/orrery/applied" for s, c, m in messages), "what was applied is there")
    with open(path, "rb") as file:
        streamed = sum(1 for _ in NonSeekingReader(file, validate_crcs=True).iter_messages())
    check(streamed == recorded["messages"], "and without the index", streamed)
    info = cli("replay", path, "--info")
    check(info["complete"] and info["states"] == len(states), "Orrery reads the same")


def pythons_read_by_us(folder):
    for compression in CompressionType:
        path = os.path.join(folder, compression.name + ".mcap")
        with open(path, "wb") as file:
            writer = Writer(file, chunk_size=2000, compression=compression)
            writer.start()
            schema = writer.register_schema("sensor_msgs/msg/JointState", "jsonschema", b"{}")
            channel = writer.register_channel("/joint_states", "json", schema)
            for i in range(500):
                data = {"name": ["elbow"], "position": [i / 100], "velocity": [], "effort": []}
                writer.add_message(channel, log_time=i * 20_000_000, publish_time=0, data=json.dumps(data).encode())
            writer.finish()
        table = path + ".csv"
        info = cli("replay", path, "--info", "--csv", table)
        check(info["states"] == 500 and info["complete"], "every state of a file with compression", compression.name)
        with open(table, encoding="utf-8") as file:
            lines = file.read().splitlines()
        check(len(lines) == 501 and lines[-1] == "9.98,4.99", "with its numbers", lines[-1])


with tempfile.TemporaryDirectory() as temporary:
    ours_read_by_python(temporary)
    pythons_read_by_us(temporary)
