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
# Nothing of the person's own on them: a first start with no network.
ORRERY_LLAMA_RUNTIME=${ORRERY_LLAMA_RUNTIME:-${XDG_DATA_HOME:-$HOME/.local/share}/orrery/runtimes/llama.cpp}
export ORRERY_LLAMA_RUNTIME XDG_DATA_HOME="$folder/data" HF_HOME="$folder/hf" HF_HUB_OFFLINE=1
sh "$here/../tests/with_display.sh" "$build/app/orrery" --tour "$folder" --model "$build/tour/hello.gguf" --size 1280x800
mkdir -p "$here/screenshots"
rm -f "$here/screenshots/"*.png
for picture in 01-home 02-explore 06-robot-arm 09-try-answer 12-explore-light; do
  cp "$folder/$picture.png" "$here/screenshots/"
done
ls "$here/screenshots"
