#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# make_mcap_venv.sh PYTHON VENV: a virtual environment with the mcap package, made once.
set -u
python=$1
venv=$2

skip() {
  printf 'SKIP_ALL: %s\n' "$*"
  exit 0
}

has_mcap() { "$venv/bin/python" -c 'import mcap.reader, lz4, zstandard' 2>/dev/null; }

has_mcap || {
  rm -rf "$venv"
  "$python" -m venv "$venv" || skip "this Python makes no virtual environments (Debian: python3-venv)"
  timeout 240 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 mcap ||
    skip "the Python package mcap could not be installed"
  has_mcap || skip "the Python package mcap was installed but cannot be imported"
}
echo "mcap is there"
