#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# run.sh BUILD_DIR [NAME]: runs the benchmarks, each printing medians and the ratio to a floor measured in the same run.
set -eu
build=$1/tests/bench
wanted=${2:-all}
here=$(dirname "$0")
found=no
names=
bench() {
  name=$1
  shift
  names="$names $name"
  [ "$wanted" = all ] || [ "$wanted" = "$name" ] || return 0
  found=yes
  [ -x "$build/bench_$name" ] || { echo "$name: not built in this configuration"; return 0; }
  printf '\n== %s\n' "$name"
  "$@" "$build/bench_$name"
}
bench startup sh "$here/../with_display.sh"
bench robot_load env
bench ik env
bench collision env
bench physics env
bench stage sh "$here/../with_display.sh"
bench stop sh "$here/../with_display.sh"
bench chat env
bench chat_page sh "$here/../with_display.sh"
bench forecast env
bench catalog env
bench conversation env
bench download env
bench library env
bench record env
bench plot env
[ $found = yes ] || {
  echo "There is no benchmark '$wanted'; there are:$names." >&2
  exit 2
}
