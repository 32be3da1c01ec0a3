// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// A button with a word, an icon (`icon.name`, one of ours), or both. One Primary a page.
T.Button {
    id: root

    enum Kind { Secondary, Primary, Quiet, Danger }

    property int kind: AppButton.Kind.Secondary
    /// Working on it: a ring replaces the icon and presses do nothing, while the focus stays where it is.
    property bool busy: false

    readonly property bool filled: kind === AppButton.Kind.Primary || kind === AppButton.Kind.Danger
    readonly property color ink: !enabled ? Theme.palette.disabled
        : kind === AppButton.Kind.Primary ? Theme.palette.accentText
        : kind === AppButton.Kind.Danger ? Theme.palette.dangerText : Theme.palette.text
    readonly property color fill: kind === AppButton.Kind.Quiet ? "transparent"
        : !filled ? Theme.palette.raised
        : !enabled ? (Theme.contrast ? Theme.palette.raised : Theme.palette.line)
        : kind === AppButton.Kind.Danger ? Theme.palette.danger : Theme.palette.accent

    /// What Enter does; Qt's own buttons answer to Space alone.
    function press(): void {
        if (checkable)
            toggle();
        if (action)
            action.trigger(root);
        else
            root.clicked();
    }

    function swallowWhenBusy(event: KeyEvent): void {
        const presses = [Qt.Key_Space, Qt.Key_Return, Qt.Key_Enter];
        event.accepted = busy && presses.includes(event.key);
        if (busy || event.key === Qt.Key_Space || !presses.includes(event.key))
            return;
        event.accepted = true;
        press();
    }

    Accessible.description: busy ? qsTr("Busy") : ""
    Accessible.name: text
    Keys.onPressed: event => swallowWhenBusy(event)

    focusPolicy: Qt.StrongFocus
    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    font.weight: filled ? Theme.weightStrong : Theme.weightNormal
    hoverEnabled: true
    implicitHeight: Math.max(Theme.targetSize, implicitContentHeight + topPadding + bottomPadding)
    implicitWidth: Math.max(Theme.targetSize, implicitContentWidth + leftPadding + rightPadding)
    leftPadding: Theme.spacingL
    rightPadding: Theme.spacingL
    spacing: Theme.spacingS
    bottomPadding: Theme.spacingXs
    topPadding: Theme.spacingXs

    background: Rectangle {
        readonly property bool outlined: root.kind === AppButton.Kind.Secondary || (root.filled && !root.enabled && Theme.contrast)

        border.color: root.enabled || !Theme.contrast ? Theme.palette.line : Theme.palette.disabled
        border.width: outlined ? Theme.lineWidth : 0
        color: root.fill
        radius: Theme.radiusControl

        StateLayer {
            hovered: root.hovered && root.enabled && !root.busy
            pressed: root.down && !root.busy
            radius: Theme.radiusControl
        }

        FocusRing {
            shown: root.visualFocus
        }
    }

    contentItem: Item { // qmllint disable deferred-property-id
        implicitHeight: row.implicitHeight
        implicitWidth: Math.ceil(row.implicitWidth)

        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: root.spacing
            width: Math.min(Math.ceil(implicitWidth), parent.width)

            Icon {
                color: root.ink
                mirror: root.mirrored && (name.startsWith("chevron-") || name === "send")
                name: root.icon.name
                size: 18
                visible: name !== "" && !root.busy
            }

            // It uses ids of this file, which cannot be declared Bound: Qt 6.4 then refuses to make it here.
            // qmllint disable unqualified
            Loader {
                active: root.busy
                visible: active
                sourceComponent: BusyRing {
                    color: root.ink
                }
            }
            // qmllint enable unqualified

            AppText {
                Layout.fillWidth: true
                color: root.ink
                font: root.font
                text: root.text
                visible: text !== ""
            }
        }
    }

    MouseArea {
        anchors.fill: parent
        enabled: root.busy
    }
}
