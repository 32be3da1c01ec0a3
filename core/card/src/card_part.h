// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/card/document.h>

#include <string_view>

namespace orrery::card {

struct CardPart {
    Document document;
    bool open = false; ///< Some HTML was begun and not ended, so what follows would look different on its own.
};

/// Reads a part of a card as readCardBody() reads all of it.
CardPart readCardPart(std::string_view markdown);

} // namespace orrery::card
