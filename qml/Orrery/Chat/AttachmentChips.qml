// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Chat
import Orrery.Theme

/// What will go with the next question.
Flow {
    id: root

    required property Attachments attachments

    spacing: Theme.spacingS
    visible: attachments.count > 0

    Repeater {
        model: root.attachments

        AttachmentChip {
            required property int index

            required name
            required picture
            required source
            required detail
            removable: true
            onRemoved: root.attachments.remove(index)
        }
    }
}
