// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Orrery.Theme
import Orrery.Controls

/// One model to choose, a row.
Rectangle {
    id: root

    required property int index
    required property string key
    required property string kind
    required property string title
    required property string sizeText
    required property string detailText
    required property int fit
    required property string fitText
    required property string fitIcon
    required property bool runs
    required property string whyNot
    property bool several: false
    property bool selected: false
    property bool taken: false ///< With several: ticked.
    property bool focused: false

    signal chosen
    signal activated

    readonly property int fitTone: fit === 1 ? AppText.Tone.Good : fit === 2 ? AppText.Tone.Caution : fit === 3 ? AppText.Tone.Danger : AppText.Tone.Quiet

    Accessible.checkable: several
    Accessible.checked: taken
    Accessible.description: runs ? fitText : whyNot
    Accessible.name: sizeText === "" ? qsTr("%1, %2", "model, details").arg(title).arg(detailText)
        : qsTr("%1, %2, %3", "model, details, size").arg(title).arg(detailText).arg(sizeText)
    Accessible.onPressAction: chosen()
    Accessible.role: Accessible.ListItem
    Accessible.selected: selected
    border.color: selected || taken ? Theme.palette.accent : Theme.palette.line
    border.width: Theme.lineWidth
    color: selected ? Theme.palette.selection : Theme.palette.raised
    implicitHeight: row.implicitHeight + 2 * Theme.spacingS
    radius: Theme.radiusControl

    StateLayer {
        hovered: hover.hovered
        pressed: tap.pressed
        radius: root.radius
    }
    HoverHandler { id: hover }
    TapHandler {
        id: tap
        onDoubleTapped: root.activated()
        onTapped: root.chosen()
    }

    RowLayout {
        id: row

        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter; leftMargin: Theme.spacingM; rightMargin: Theme.spacingM }
        spacing: Theme.spacingM

        Icon {
            color: root.taken ? Theme.palette.accent : Theme.palette.quiet
            name: root.taken ? "check" : root.kind === "server" ? "online" : "model"
            opacity: root.runs ? 1 : 0.5
            size: 20
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spacingM

                AppText {
                    Layout.fillWidth: true
                    elide: Text.ElideMiddle
                    strong: true
                    text: root.title
                    tone: root.runs ? AppText.Tone.Normal : AppText.Tone.Quiet
                }
                AppText {
                    kind: AppText.Kind.Label
                    text: root.sizeText
                    visible: text !== ""
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.spacingXs

                AppText {
                    Layout.fillWidth: true
                    kind: AppText.Kind.Label
                    text: root.detailText
                    tone: AppText.Tone.Quiet
                }
                Icon {
                    color: verdict.color
                    name: root.runs ? root.fitIcon : "info"
                    size: 14
                    visible: verdict.visible
                }
                AppText {
                    id: verdict

                    kind: AppText.Kind.Caption
                    text: root.runs ? root.fitText : qsTr("To look at only")
                    tone: root.runs ? root.fitTone : AppText.Tone.Quiet
                    visible: root.kind === "file" && text !== ""
                }
            }
        }
    }

    FocusRing {
        anchors.margins: 0
        innerRadius: root.radius
        shown: root.focused
    }
}
