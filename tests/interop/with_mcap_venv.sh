#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# with_mcap_venv.sh VENV SCRIPT ARGUMENTS: runs the script in the environment that make_mcap_venv.sh made.
venv=$1
shift
if ! "$venv/bin/python" -c 'import mcap.reader, lz4, zstandard' 2>/dev/null; then
  echo "SKIP_ALL: there is no Python package mcap in $venv"
  exit 0
fi
exec "$venv/bin/python" -B "$@"
