// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Templates as T
import Orrery.Controls
import Orrery.Theme

/// One line of text. With `leadingIcon: "search"` and `clearable` it is a search field.
T.TextField {
    id: root

    /// The accessible name; the placeholder serves where there is none.
    property string label: ""
    property string leadingIcon: ""
    property bool clearable: false
    property bool invalid: false
    /// What is wrong or expected, told to assistive technology and in a tooltip.
    property string hint: ""

    Accessible.description: hint
    Accessible.name: label !== "" ? label : placeholderText
    Keys.onEscapePressed: event => {
        event.accepted = clearable && text !== "";
        if (event.accepted)
            clear();
    }

    color: enabled ? Theme.palette.text : Theme.palette.disabled
    font.family: Theme.uiFamily
    font.pixelSize: Theme.bodySize
    implicitHeight: Math.max(Theme.targetSize, contentHeight + topPadding + bottomPadding)
    implicitWidth: 220
    leftPadding: mirrored ? endPadding : startPadding
    placeholderTextColor: enabled ? Theme.palette.quiet : Theme.palette.disabled
    rightPadding: mirrored ? startPadding : endPadding
    selectByMouse: true
    selectedTextColor: Theme.palette.text
    selectionColor: Theme.palette.selection
    verticalAlignment: TextInput.AlignVCenter
    bottomPadding: Theme.spacingXs
    topPadding: Theme.spacingXs

    readonly property bool mirrored: LayoutMirroring.enabled
    readonly property real startPadding: leadingIcon === "" ? Theme.spacingM : Theme.spacingM + 26
    readonly property real endPadding: clearButton.visible ? Theme.targetSize : Theme.spacingM

    background: FieldSurface {
        focused: root.activeFocus
        hovered: root.hovered
        invalid: root.invalid
    }

    AppText {
        color: root.placeholderTextColor
        font: root.font
        height: parent.height
        horizontalAlignment: root.horizontalAlignment
        text: root.placeholderText
        visible: root.length === 0 && root.preeditText === ""
        width: parent.width - root.leftPadding - root.rightPadding
        x: root.leftPadding
    }

    Icon {
        anchors.left: parent.left
        anchors.leftMargin: Theme.spacingM
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.palette.quiet
        name: root.leadingIcon
        size: 18
        visible: name !== ""
    }

    IconButton {
        id: clearButton

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        focusPolicy: Qt.NoFocus
        icon.name: "close"
        iconSize: 16
        text: qsTr("Clear")
        visible: root.clearable && root.length > 0 && root.enabled
        onClicked: {
            root.clear();
            root.textEdited();
        }
    }

    LateTip {
        text: root.hint
        wanted: text !== "" && (root.hovered || (root.invalid && root.activeFocus))
    }
}
