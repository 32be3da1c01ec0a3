// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "card_safety.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

/// Whatever is written in a card, what comes of it is safe to show.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view card(reinterpret_cast<const char*>(data), size);
    if (!orrery::card::whatIsUnsafe(orrery::card::readCardBody(card)).empty()) std::abort();
    return 0;
}
