// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Orrery.Theme

/// A piece of text in one of our sizes and colours. One line that elides unless wrapMode says otherwise.
Text {
    id: root

    enum Kind { Body, Caption, Label, Title, Heading, Display }
    enum Tone { Normal, Quiet, Disabled, Accent, Live, Good, Caution, Danger }

    property int kind: AppText.Kind.Body
    property int tone: AppText.Tone.Normal
    /// Half bold. Titles and above are so by themselves.
    property bool strong: kind === AppText.Kind.Title || kind === AppText.Kind.Heading || kind === AppText.Kind.Display
    /// For code, ids and paths.
    property bool mono: false

    function sizeOf(wanted: int): int {
        switch (wanted) {
        case AppText.Kind.Caption: return Theme.captionSize;
        case AppText.Kind.Label: return Theme.labelSize;
        case AppText.Kind.Title: return Theme.titleSize;
        case AppText.Kind.Heading: return Theme.headingSize;
        case AppText.Kind.Display: return Theme.displaySize;
        default: return Theme.bodySize;
        }
    }

    function colorOf(wanted: int): color {
        switch (wanted) {
        case AppText.Tone.Quiet: return Theme.palette.quiet;
        case AppText.Tone.Disabled: return Theme.palette.disabled;
        case AppText.Tone.Accent: return Theme.palette.accent;
        case AppText.Tone.Live: return Theme.palette.live;
        case AppText.Tone.Good: return Theme.palette.good;
        case AppText.Tone.Caution: return Theme.palette.caution;
        case AppText.Tone.Danger: return Theme.palette.danger;
        default: return Theme.palette.text;
        }
    }

    color: enabled ? colorOf(tone) : Theme.palette.disabled
    elide: Text.ElideRight
    font.family: mono ? Theme.monoFamily : Theme.uiFamily
    font.pixelSize: sizeOf(kind)
    font.weight: strong ? Theme.weightStrong : Theme.weightNormal
    horizontalAlignment: Text.AlignLeft
    lineHeight: wrapMode === Text.NoWrap ? 1 : Theme.lineHeight
    linkColor: Theme.palette.accent
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
