#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# with_venv.sh VENV MODULES SCRIPT ARGUMENTS: runs the script in the environment that make_venv.sh made.
venv=$1
modules=$2
shift 2
if ! "$venv/bin/python" -c "import $modules" 2>/dev/null; then
  echo "SKIP_ALL: $modules cannot be imported in $venv"
  exit 0
fi
exec "$venv/bin/python" -B "$@"
