// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
VARYING vec4 tint;

void MAIN()
{
    // Colours come as display values: what unshaded materials write goes to the screen as it is.
    FRAGCOLOR = tint;
}
