// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma ComponentBehavior: Bound
import QtQuick
import Orrery.Cards
import Orrery.Controls
import Orrery.Theme

/// Pictures of a card, side by side where they fit. Until the person agrees nothing is fetched: a quiet box says what they show
/// and where they would come from.
Column {
    id: root

    required property CardBlock block

    readonly property bool allowed: block.imagesAllowed
    readonly property string hosts: hostsOf(block.images)
    readonly property string descriptions: descriptionsOf(block.images)

    function hostsOf(all: var): string {
        return all.map(image => image.host).filter((host, at, list) => host !== "" && list.indexOf(host) === at).join(", ");
    }

    function descriptionsOf(all: var): string {
        return all.map(image => image.text).filter(text => text !== "").join(" · ");
    }

    spacing: Theme.spacingXs

    Rectangle {
        border.color: Theme.palette.line
        border.width: Theme.lineWidth
        color: Theme.palette.sunken
        implicitHeight: box.implicitHeight + 2 * Theme.spacingM
        radius: Theme.radiusControl
        visible: !root.allowed || root.hosts === ""
        width: root.width

        Column {
            id: box

            spacing: Theme.spacingXs
            width: parent.width - 2 * Theme.spacingM
            x: Theme.spacingM
            y: Theme.spacingM

            AppText {
                objectName: "description"
                text: root.descriptions !== "" ? root.descriptions
                    : qsTr("%n pictures without a description", "", root.block.images.length)
                tone: AppText.Tone.Quiet
                width: parent.width
                wrapMode: Text.Wrap
            }

            AppButton {
                icon.name: "eye"
                kind: AppButton.Kind.Quiet
                leftPadding: 0
                objectName: "showPictures"
                text: qsTr("Show pictures from %1").arg(root.hosts)
                visible: root.hosts !== ""
                width: Math.min(implicitWidth, parent.width)
                onClicked: root.block.imagesRequested()
            }
        }
    }

    Flow {
        spacing: Theme.spacingS
        visible: root.allowed
        width: root.width

        Repeater {
            model: root.allowed ? root.block.images : []

            Column {
                id: shown

                required property var modelData

                Image {
                    Accessible.name: shown.modelData.text
                    Accessible.role: Accessible.Graphic
                    asynchronous: true
                    fillMode: Image.PreserveAspectFit
                    mipmap: true
                    objectName: "picture"
                    source: shown.modelData.url
                    sourceSize: Qt.size(shown.modelData.width > 0 ? Math.min(shown.modelData.width, 1600) : 1600, 0)
                    visible: status !== Image.Error
                    width: Math.min(root.width, implicitWidth)

                    TapHandler {
                        enabled: shown.modelData.link !== ""
                        onTapped: root.block.linkActivated(shown.modelData.link)
                    }
                }

                AppText {
                    kind: AppText.Kind.Caption
                    text: shown.modelData.text === "" ? qsTr("A picture could not be loaded")
                        : qsTr("Could not be loaded: %1").arg(shown.modelData.text)
                    tone: AppText.Tone.Quiet
                    visible: (shown.children[0] as Image)?.status === Image.Error
                    width: Math.min(root.width, implicitWidth)
                }
            }
        }
    }
}
