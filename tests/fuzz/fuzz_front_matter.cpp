// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/card_data.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace orrery::hub;

namespace {

bool isEmpty(const CardData& data) {
    return data.licences.empty() && data.baseModels.empty() && data.tags.empty() && data.languages.empty() &&
           data.title.empty() && data.task.empty();
}

} // namespace

/// Whatever the bytes, the body is their end, what cannot be read leaves no fields, and more text behind a card changes
/// nothing but its body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string readme(reinterpret_cast<const char*>(data), size);
    const CardText card = readCard(readme);
    if (!readme.ends_with(card.body)) std::abort();
    if (!card.problem.empty() && !isEmpty(card.data)) std::abort();
    for (const std::string& tag : card.data.tags) {
        if (tag.empty()) std::abort();
    }
    const CardText longer = readCard(readme + "\nmore");
    if (longer.data.tags != card.data.tags || longer.data.licences != card.data.licences) std::abort();
    if (longer.problem != card.problem) std::abort();
    return 0;
}
