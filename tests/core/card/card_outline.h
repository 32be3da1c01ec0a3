// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <string>

namespace orrery::card {

/// A card as compact text, one line for each block (more for tables). Runs that are not plain stand in brackets: styles
/// as letters before a colon, links behind an arrow.
std::string outline(const Document& document);
std::string outline(std::string_view markdown);

} // namespace orrery::card

/// Compares with text that tells what differs.
#define COMPARE_OUTLINE(markdown, expected)                                                                            \
    QCOMPARE(QString::fromStdString(orrery::card::outline(markdown)), QString::fromUtf8(expected))
