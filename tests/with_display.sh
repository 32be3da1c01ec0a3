#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# with_display.sh COMMAND [ARGUMENTS]: runs a command under an X server of its own and exits with its status. (xvfb-run would do, but
# now and then reports a failed clean-up as the command's status.)
set -eu
folder=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM
command -v Xvfb >/dev/null || {
  echo "Xvfb is not installed, so there is no virtual display." >&2
  exit 127
}
Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$folder/display" 2>"$folder/log" &
server=$!
waited=0
until [ -s "$folder/display" ]; do
  if ! kill -0 "$server" 2>/dev/null || [ $waited -ge 200 ]; then
    cat "$folder/log" >&2
    echo "The virtual display did not start." >&2
    exit 126
  fi
  sleep 0.1
  waited=$((waited + 1))
done
status=0
DISPLAY=:$(cat "$folder/display") QT_QPA_PLATFORM=xcb "$@" || status=$?
exit $status
