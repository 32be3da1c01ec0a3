// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Controls
import Orrery.Telemetry

/// What the stage shows: the robot now, a take, or the robot moved by a take.
StatusChip {
    id: root

    required property PlaybackController playback

    readonly property int mode: playback.mode

    iconName: mode === PlaybackController.Live ? "robot" : mode === PlaybackController.Show ? "eye" : "play"
    text: mode === PlaybackController.Live ? qsTr("Live")
        : playback.ghostShown ? (mode === PlaybackController.Show ? qsTr("Showing “%1”, and “%2” as a ghost") : qsTr("Replaying “%1”, and “%2” as a ghost"))
            .arg(playback.name).arg(playback.comparedName)
        : mode === PlaybackController.Show ? qsTr("Showing “%1”, the robot does not move").arg(playback.name)
        : qsTr("Replaying “%1”, the robot moves").arg(playback.name)
    tone: mode === PlaybackController.Live ? AppText.Tone.Live : mode === PlaybackController.Show ? AppText.Tone.Accent : AppText.Tone.Caution
}
