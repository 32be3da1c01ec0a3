# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Xacro texts expanded by the ROS program and by Orrery: the links must bear the same names."""
import json
import os
import subprocess
import sys
import tempfile
from xml.dom import minidom

import xacro

CLI = sys.argv[1]

YAML = """
limits:
  elbow: {lower: !degrees 180/2, upper: 1.5, reach: !millimeters 5, name: "12"}
  wrist: &base {lower: -1, upper: 1}
  hand: {<<: *base, upper: 3}
names: [a, 2.5, true, ~, 'q', 0x10, 010, no]
"""

EXPRESSIONS = """
1 + 2 * 3|7 / 2|4 / 2|-7 // 2|-7 % 3|2 ** 3 ** 2|-2 ** 2|2 ** -1|1e22|1e16|123456789.123|1 / 3|round(2.5)
pi|math.pi / 2|radians(90)|degrees(pi)|max(1, 2.5)|min([3, 1, 2])|int(3.9)|len('abc')
1 < 2 < 3|not 1 == 2|0 or 'x'|1 and 2|'a' if 1 > 2 else 'b'|'b' in 'abc'|2 not in [1, 3]|'a' * 3|None|str(1.0)
l[1:3]|l[:-1]|l[-2:]|l[::2]|l[::-1]|l[5:]|l[2:0:-1]|'hello'[1:3]|'hello'[::-2]|l[1:][0]
'a b  c'.split()|'a,b'.split(',')|'-'.join(['a', 'b'])|'aXb'.replace('X', '_')|'ab'.upper()|' a '.strip()
'abc'.startswith('ab')|list(range(3))|sorted([3, 1, 2])|[x * 2 for x in l]|[x for x in range(5) if x % 2]
[a + b for a, b in [(1, 2)]]|[[x + y for x in [1, 2]] for y in [10, 20]]|l.index(3)|text[0]|text.upper()|number + 1
c['limits']['elbow']['lower']|c.limits.elbow.reach|c.limits.elbow.name|c.limits.hand|c.names|c.names[1] * 2
sorted(c.limits.keys())|c.get('none', 4)|[k for k in c.limits]|'elbow' in c.limits|truth|not truth|quoted|blanks + 1
"""

PROPERTIES = """
<xacro:property name="l" value="${[1, 2, 3, 4]}"/><xacro:property name="text" value="abc"/>
<xacro:property name="number" value="0.10"/><xacro:property name="truth" value="True"/>
<xacro:property name="quoted" value="'5'"/><xacro:property name="blanks" value=" 5 "/>
<xacro:property name="c" value="${xacro.load_yaml('peer.yaml')}"/>
"""

BODIES = [
    # Scopes
    '<xacro:macro name="i"><link name="${a}"/></xacro:macro><xacro:macro name="o"><xacro:property name="a" value="2"/>'
    '<xacro:i/></xacro:macro><xacro:property name="a" value="1"/><xacro:o/>',
    '<xacro:macro name="m"><xacro:property name="a" value="5" scope="parent"/></xacro:macro><xacro:m/><link name="${a}"/>',
    '<xacro:macro name="i"><xacro:property name="a" value="5" scope="global"/></xacro:macro><xacro:macro name="o">'
    '<xacro:i/><link name="in${a}"/></xacro:macro><xacro:o/><link name="${a}"/>',
    '<xacro:property name="a" value="1"/><xacro:macro name="i" params="a:=^"><link name="${a}"/></xacro:macro>'
    '<xacro:macro name="o" params="a"><xacro:i/></xacro:macro><xacro:o a="4"/>',
    '<xacro:property name="b" value="${a}"/><xacro:property name="a" value="1"/><xacro:macro name="o">'
    '<xacro:property name="a" value="2"/><link name="${b}"/></xacro:macro><xacro:o/>',
    '<xacro:property name="a" value="1"/><xacro:macro name="i" params="*b"><xacro:insert_block name="b"/></xacro:macro>'
    '<xacro:macro name="o"><xacro:property name="a" value="2"/><xacro:i><link name="${a}"/></xacro:i></xacro:macro><xacro:o/>',
    # Defaults and removal
    '<xacro:property name="a" value="1"/><xacro:property name="a" default="2"/><link name="${a}"/>',
    '<xacro:property name="a" default="2"/><link name="${a}"/>',
    '<xacro:macro name="m" params="a:=7"><xacro:property name="a" default="5"/><link name="${a}"/></xacro:macro><xacro:m/>',
    '<xacro:property name="a" default="3"/><xacro:property name="a" value="4"/><link name="${a}"/>',
    '<xacro:property name="a" remove="true"/><link name="x"/>',
    '<xacro:property name="a" remove="false" value="2"/><link name="${a}"/>',
    '<xacro:property name="a" value="${1 + 1}" lazy_eval="false"/><link name="${a}"/>',
    # Arguments
    '<xacro:arg name="n" default="3"/><link name="$(eval n * 2)"/>',
    '<xacro:arg name="n" default="3"/><link name="a$(eval n)b$(arg n)"/>',
    # Refused by both
    '<xacro:property name="a" value="1" default="2"/><link name="x"/>',
    '<xacro:property name="a" remove="true" value="2"/><link name="x"/>',
    '<xacro:property name="__a" value="2"/><link name="x"/>',
    '<xacro:property name="1a" value="2"/><link name="x"/>',
    '<link name="${none}"/>',
    '<xacro:macro name="m"><xacro:property name="a" value="5"/></xacro:macro><xacro:m/><link name="${a}"/>',
    '<xacro:macro name="m" params="a"/><xacro:m/><link name="x"/>',
]


def escaped(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('"', '&quot;')


def bodies():
    for expression in EXPRESSIONS.strip().replace('\n', '|').split('|'):
        yield f'{PROPERTIES}<link name="v ${{{escaped(expression)}}}"/>'
    yield from BODIES


def theirs(file):
    try:
        document = xacro.process_file(file).documentElement
    except Exception:
        return None
    return [link.getAttribute('name') for link in document.getElementsByTagName('link')]


def ours(file):
    run = subprocess.run([CLI, 'robot', 'check', file, '--json'], capture_output=True, text=True)
    answer = json.loads(run.stdout)
    return [link['name'] for link in answer['linkList']] if 'linkList' in answer else None


def main():
    wrong = 0
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open('peer.yaml', 'w') as out:
            out.write(YAML)
        for body in bodies():
            with open('peer.xacro', 'w') as out:
                out.write(f'<robot name="t" xmlns:xacro="http://www.ros.org/wiki/xacro">\n{body}\n</robot>')
            count += 1
            expected, got = theirs('peer.xacro'), ours('peer.xacro')
            if expected != got:
                wrong += 1
                print(f'{body.splitlines()[-1]}\n  the ROS program: {expected}\n  Orrery:          {got}')
    print(f'{count} texts, {wrong} of them expanded differently')
    return 1 if wrong or count < 90 else 0


sys.exit(main())
