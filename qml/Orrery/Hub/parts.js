// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
.pragma library

/// What of the texts is not empty, with something between.
function join(texts, between) {
    return texts.filter(text => text !== "").join(between);
}
