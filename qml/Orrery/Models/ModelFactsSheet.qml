// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Models

/// What a model is, over the page it is used on.
Sheet {
    id: root

    required property ModelInspector inspector

    title: qsTr("About this model")

    ModelFacts {
        anchors.fill: parent
        inspector: root.inspector
    }
}
