// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/conversation/store.h>

#include <cstdio>
#include <cstdlib>
#include <string>

using namespace orrery;
using namespace orrery::conversation;

namespace {

/// Says what has been kept, at once.
void say(const char* what, Id turn, std::size_t bytes) {
    std::printf("%s %lld %zu\n", what, static_cast<long long>(turn), bytes);
    std::fflush(stdout);
}

bool answerOnce(Store& store, Id conversation, Id parent, int pieces) {
    Turn open;
    open.role = inference::Role::Assistant;
    open.parent = parent;
    open.state = Turn::State::Open;
    const auto turn = store.add(conversation, open);
    if (!turn) return false;
    say("piece", *turn, 0);
    std::string text;
    for (int i = 0; i < pieces; ++i) {
        const std::string piece = std::string("w").append(std::to_string(i)).append(" ");
        if (!store.append(*turn, piece, {})) return false;
        text += piece;
        say("piece", *turn, text.size());
    }
    open.id = *turn;
    open.text = text;
    open.state = Turn::State::Done;
    if (!store.update(conversation, open)) return false;
    say("done", *turn, text.size());
    return true;
}

} // namespace

/// Types and answers in the store named on the command line until it is killed, and prints what is kept:
/// conversation_typist FILE
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto store = Store::open(argv[1]);
    if (!store) return 1;
    say("ready", 0, 0);
    for (int round = 0;; ++round) {
        std::string draft;
        for (int i = 0; i < 10; ++i) {
            draft += static_cast<char>('a' + i);
            if (!store->setDraft(0, draft)) return 1;
            say("draft", 0, draft.size());
        }
        const auto conversation = store->create({}, "typist");
        if (!conversation) return 1;
        Turn question;
        question.text = draft;
        const auto asked = store->add(*conversation, question);
        if (!asked) return 1;
        say("asked", *asked, draft.size());
        if (!answerOnce(*store, *conversation, *asked, 1 + round % 7 * 40)) return 1;
    }
}
