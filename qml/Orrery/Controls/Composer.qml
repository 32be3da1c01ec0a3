// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Orrery.Theme

/// Where a message is written. Grows with it to `maximumLines`, then scrolls. Enter submits, Shift+Enter starts a new line. Children
/// are the buttons at its end.
FocusScope {
    id: root

    property alias text: area.text
    property string placeholderText: ""
    /// The accessible name; the placeholder serves where there is none.
    property string label: ""
    property int maximumLines: 8
    /// Nothing blinks.
    property bool calm: false
    property bool submitOnEnter: true
    default property alias buttons: end.data
    readonly property bool blank: text.trim() === ""

    /// Asked before a paste: true says that it was taken otherwise, as a file.
    property var pasteHandler: null

    signal submitted(text: string)
    /// Up, while nothing is written.
    signal recalled

    function clear(): void {
        area.clear();
    }

    function submit(): void {
        if (!blank)
            root.submitted(text);
    }

    function handleKey(event: KeyEvent): void {
        event.accepted = false;
        if (event.key === Qt.Key_Up && area.length === 0 && area.preeditText === "" && event.modifiers === Qt.NoModifier) {
            event.accepted = true;
            root.recalled();
        } else if (event.matches(StandardKey.Paste) && pasteHandler) {
            event.accepted = pasteHandler() === true;
        }
    }

    function handleReturn(event: KeyEvent): void {
        event.accepted = submitOnEnter && !(event.modifiers & Qt.ShiftModifier) && area.preeditText === "";
        if (event.accepted)
            submit();
    }

    implicitHeight: Math.max(Theme.targetSize, flick.wantedHeight) + 2 * Theme.spacingS
    implicitWidth: 320

    FieldSurface {
        anchors.fill: parent
        color: Theme.palette.raised
        focused: area.activeFocus
        hovered: overSurface.hovered
        radius: Theme.radiusCard

        HoverHandler {
            id: overSurface
        }
    }

    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.spacingS
        anchors.leftMargin: Theme.spacingM
        spacing: Theme.spacingS

        Flickable {
            id: flick

            readonly property real lineHeight: metrics.lineSpacing
            readonly property real wantedHeight: Math.min(area.implicitHeight, root.maximumLines * lineHeight + area.topPadding + area.bottomPadding)

            Layout.alignment: Qt.AlignVCenter
            Layout.fillWidth: true
            Layout.preferredHeight: wantedHeight
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            flickableDirection: Flickable.VerticalFlick

            T.ScrollBar.vertical: AppScrollBar {}

            T.TextArea.flickable: T.TextArea {
                id: area

                Accessible.name: root.label !== "" ? root.label : root.placeholderText
                Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                Keys.onEnterPressed: event => root.handleReturn(event)
                Keys.onPressed: event => root.handleKey(event)
                Keys.onReturnPressed: event => root.handleReturn(event)
                Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                bottomPadding: Theme.spacingXs
                color: enabled ? Theme.palette.text : Theme.palette.disabled
                cursorDelegate: Caret {
                    calm: root.calm // qmllint disable unqualified
                    shown: area.cursorVisible // qmllint disable unqualified
                }
                focus: true
                font.family: Theme.uiFamily
                font.pixelSize: Theme.bodySize
                implicitHeight: contentHeight + topPadding + bottomPadding
                objectName: "composerText"
                rightPadding: Theme.spacingM
                selectByMouse: true
                selectedTextColor: Theme.palette.text
                selectionColor: Theme.palette.selection
                textFormat: TextEdit.PlainText
                topPadding: Theme.spacingXs
                wrapMode: TextEdit.Wrap

                AppText {
                    font: area.font
                    text: root.placeholderText
                    tone: AppText.Tone.Quiet
                    visible: area.length === 0 && area.preeditText === ""
                    width: parent.width - area.rightPadding
                    y: area.topPadding
                }
            }

            FontMetrics {
                id: metrics

                font: area.font
            }
        }

        RowLayout {
            id: end

            Layout.alignment: Qt.AlignBottom
            Layout.fillWidth: false
            spacing: Theme.spacingXs
            visible: children.length > 0
        }
    }
}
