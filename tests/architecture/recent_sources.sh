#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# recent_sources.sh PATTERN...: the tracked files that changed within the last commits; all of them where the history is not there.
# What takes seconds a file looks at these; ./dev lint looks at everything.
set -eu
base=$(git rev-parse --verify --quiet HEAD~40) || exec git ls-files -- "$@"
git diff --name-only --diff-filter=d "$base" -- "$@"
