// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick

/// The colours of one appearance, named by meaning. A page never names a colour itself: it binds to Theme.palette, and the whole
/// object is swapped when the appearance changes. Text on base, raised and sunken reads at 4.5:1 or better.
QtObject {
    required property string name
    required property bool dark

    /// The page; what stands on it; what is cut into it (fields, wells, tracks).
    required property color base
    required property color raised
    required property color sunken
    /// Hairlines between and around surfaces.
    required property color line
    /// The outline of something that can be operated, 3:1 against its surroundings.
    required property color outline

    required property color text
    required property color quiet
    required property color disabled

    /// The one main action, the selection, the ghost; and text or icons drawn on it.
    required property color accent
    required property color accentText
    /// Measured or connected right now.
    required property color live
    /// Always beside an icon or a word, never alone.
    required property color good
    required property color caution
    required property color danger
    required property color dangerText

    /// Over the page under a dialog.
    required property color scrim
    /// The keyboard focus ring.
    required property color focus
    /// Behind a selected row or selected text; text stays readable on it.
    required property color selection
    /// A layer over any surface while the pointer is on it, and while it is pressed.
    required property color hover
    required property color pressed
    /// Under what floats.
    required property color shadow

    /// The vertical gradient behind the 3D stage, and its floor grid.
    required property color stageTop
    required property color stageBottom
    required property color stageGrid

    /// Eight series for plots: apart in lightness as well as in hue, so they survive colour blindness and grey prints.
    required property list<color> series
}
