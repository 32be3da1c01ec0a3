#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# plural_forms.sh LUPDATE SOURCE_DIR: whether every text with a number has its English forms. ./dev translations collects them.
set -eu
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$2/resources/translations/orrery_en.ts" "$copy/"
"$1" -silent -pluralonly -no-obsolete -locations none "$2/app" "$2/qml" -ts "$copy/orrery_en.ts"
if grep -B1 'type="unfinished"' "$copy/orrery_en.ts"; then
  echo "These texts lack their English plural forms in resources/translations/orrery_en.ts; ./dev translations adds them to fill in." >&2
  exit 1
fi
grep -q 'numerus="yes"' "$copy/orrery_en.ts"
