#!/bin/sh
# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
#
# pictures.sh BUILD_DIR: takes README's screenshots again, from the tour of the real program.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sh "$here/../tests/with_display.sh" "$build/app/orrery" --tour "$folder" --model "$build/tour/hello.gguf" --size 1280x800
mkdir -p "$here/screenshots"
for picture in 1-home 3-robot-arm 6-try-answer 8-home-light; do
  cp "$folder/$picture.png" "$here/screenshots/"
done
ls "$here/screenshots"
