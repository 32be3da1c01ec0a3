#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# make_venv.sh PYTHON VENV: a virtual environment with huggingface_hub, made once.
set -u
python=$1
venv=$2

skip() {
  printf 'SKIP_ALL: %s\n' "$*"
  exit 0
}

has_client() { "$venv/bin/python" -c 'import huggingface_hub' 2>/dev/null; }

has_client || {
  rm -rf "$venv"
  "$python" -m venv "$venv" || skip "this Python makes no virtual environments (Debian: python3-venv)"
  timeout 240 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 huggingface_hub ||
    skip "huggingface_hub could not be installed"
  has_client || skip "huggingface_hub was installed but cannot be imported"
}
"$venv/bin/python" -c 'import huggingface_hub as h; print("huggingface_hub", h.__version__)'
