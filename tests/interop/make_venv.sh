#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# make_venv.sh PYTHON VENV PACKAGE MODULES: a virtual environment with a package from which these modules ("a, b") can be
# imported, made once.
set -u
python=$1
venv=$2
package=$3
modules=$4

skip() {
  printf 'SKIP_ALL: %s\n' "$*"
  exit 0
}

has_package() { "$venv/bin/python" -c "import $modules" 2>/dev/null; }

has_package || {
  rm -rf "$venv"
  "$python" -m venv "$venv" || skip "this Python makes no virtual environments (Debian: python3-venv)"
  timeout 240 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 "$package" ||
    skip "the Python package $package could not be installed"
  has_package || skip "the Python package $package was installed but cannot be imported"
}
echo "$package is there"
