// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// Something of a file of its own that is neither read nor made before it is first asked for: what a start does not need costs it
/// nothing.
Loader {
    id: root

    required property string file
    /// What it is made with.
    required property var properties

    function made(): var {
        if (status === Loader.Null)
            setSource(file, properties);
        return item;
    }
}
