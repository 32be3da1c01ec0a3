// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace orrery;
using namespace orrery::conversation;

namespace {

void check(bool promise) {
    if (!promise) std::abort();
}

/// A tree whose parents come first, with its leaf in it.
void checkTree(const Conversation& conversation) {
    Id last = 0;
    for (const Turn& turn : conversation.turns) {
        check(turn.id == last + 1 && turn.parent >= 0 && turn.parent < turn.id);
        check(turn.state != Turn::State::Open && turn.created >= 0);
        last = turn.id;
    }
    check(conversation.leaf >= 0 && conversation.leaf <= last);
    for (const Turn* turn : path(conversation, conversation.leaf))
        check(newestLeaf(conversation, turn->id) >= turn->id);
}

void checkJson(std::string_view bytes) {
    const auto read = readJson(bytes);
    if (!read) return check(!read.error().message.empty());
    checkTree(*read);
    const std::string written = writeJson(*read);
    const auto again = readJson(written);
    check(again && writeJson(*again) == written);
}

/// What was read and written is read alike, byte for byte.
void checkMarkdown(std::string_view bytes) {
    const auto read = readMarkdown(bytes);
    if (!read) return check(!read.error().message.empty());
    checkTree(*read);
    const auto again = readMarkdown(writeMarkdown(*read));
    check(again && again->turns.size() == read->turns.size() && again->setup.system == read->setup.system);
    for (std::size_t i = 0; i < read->turns.size(); ++i) {
        check(again->turns[i].text == read->turns[i].text && again->turns[i].role == read->turns[i].role);
        check(again->turns[i].reasoning == read->turns[i].reasoning);
    }
}

} // namespace

/// Whatever the bytes, what is read is a conversation that can be kept and written again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    checkJson(bytes);
    checkMarkdown(bytes);
    return 0;
}
