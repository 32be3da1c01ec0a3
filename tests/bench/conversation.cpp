// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include <orrery/conversation/store.h>
#include <orrery/platform/temporary_directory.h>

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::conversation;
namespace fs = std::filesystem;

namespace {

constexpr int rounds = 5;
constexpr int tokens = 100'000;
constexpr int turnsToSearch = 20'000;

const std::string token = "token ";

Turn openAnswer() {
    Turn turn;
    turn.role = inference::Role::Assistant;
    turn.state = Turn::State::Open;
    return turn;
}

/// The floor: the same pieces, each written to the end of a plain file.
double appendToFile(const fs::path& file, int pieces, int tokensEach) {
    std::string piece;
    for (int i = 0; i < tokensEach; ++i) piece += token;
    return bench::timeMs([&] {
        const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
        for (int i = 0; i < pieces; ++i) {
            if (::write(descriptor, piece.data(), piece.size()) < 0) return;
        }
        ::close(descriptor);
    });
}

double appendToStore(Store& store, Id turn, int pieces, int tokensEach) {
    std::string piece;
    for (int i = 0; i < tokensEach; ++i) piece += token;
    return bench::timeMs([&] {
        for (int i = 0; i < pieces; ++i) {
            if (!store.append(turn, piece, {})) return;
        }
    });
}

/// @param tokensEach 1: as they come; more: as many as come within a display frame or so.
void measureAppending(const fs::path& folder, int tokensEach) {
    const int pieces = tokens / tokensEach;
    std::vector<double> floor, whole, firstTenth, lastTenth, reading, finishing;
    for (int round = 0; round < rounds; ++round) {
        floor.push_back(appendToFile(folder / "plain", pieces, tokensEach));
        auto store = Store::open(folder / fmt::format("append-{}-{}.sqlite", tokensEach, round));
        if (!store) return;
        const Id conversation = *store->create({}, "bench");
        Turn turn = openAnswer();
        turn.id = *store->add(conversation, turn);
        firstTenth.push_back(appendToStore(*store, turn.id, pieces / 10, tokensEach));
        const double middle = appendToStore(*store, turn.id, pieces / 10 * 8, tokensEach);
        lastTenth.push_back(appendToStore(*store, turn.id, pieces / 10, tokensEach));
        whole.push_back(firstTenth.back() + middle + lastTenth.back());
        reading.push_back(bench::timeMs([&] { turn.text = store->read(conversation)->turns.back().text; }));
        turn.state = Turn::State::Done;
        finishing.push_back(bench::timeMs([&] { (void)store->update(conversation, turn); }));
    }
    const double kept = bench::median(whole), plain = bench::median(floor);
    fmt::print("{:>7} tokens in pieces of {:<2}  kept {:7.0f} ms ({:5.1f} us a piece)  plain file {:6.0f} ms  ratio "
               "{:5.1f}  last tenth : first {:.2f}\n",
               tokens, tokensEach, kept, 1000 * kept / pieces, plain, kept / plain,
               bench::median(lastTenth) / bench::median(firstTenth));
    fmt::print("{:>7} tokens read back {:.1f} ms, turned into a done answer {:.1f} ms\n", tokens,
               bench::median(reading), bench::median(finishing));
}

Conversation library() {
    Conversation conversation;
    for (int i = 0; i < turnsToSearch; ++i) {
        Turn turn;
        turn.id = i + 1;
        for (int word = 0; word < 100; ++word)
            turn.text +=
                fmt::format("{}{} ", word % 3 == 0 ? "the" : "word", word % 3 == 0 ? 0 : (i * 31 + word * 97) % 9000);
        if (i == turnsToSearch / 2) turn.text += "needle";
        conversation.turns.push_back(std::move(turn));
    }
    return conversation;
}

/// The floor: looking through all the texts, in memory.
double scan(const Conversation& conversation, const std::string& word) {
    std::size_t found = 0;
    const double took = bench::timeMs([&] {
        for (const Turn& turn : conversation.turns) found += turn.text.find(word) != std::string::npos ? 1 : 0;
    });
    return found > 0 ? took : 0;
}

void measureSearch(const fs::path& folder) {
    auto store = Store::open(folder / "search.sqlite");
    if (!store) return;
    const Conversation conversation = library();
    const double importing = bench::timeMs([&] { (void)importConversation(*store, conversation); });
    fmt::print(
        "{:>7} turns of 100 words taken in {:.0f} ms, {:.0f} MB\n", turnsToSearch, importing,
        static_cast<double>(fs::file_size(folder / "search.sqlite") + fs::file_size(folder / "search.sqlite-wal")) /
            1e6);
    for (const char* words : {"needle", "word12", "w", "the0 word3"}) {
        std::vector<double> searches, floor;
        std::size_t hits = 0;
        for (int round = 0; round < rounds; ++round) {
            searches.push_back(bench::timeMs([&] { hits = store->search(words)->size(); }));
            floor.push_back(scan(conversation, std::string(words).substr(0, std::string(words).find(' '))));
        }
        const double searched = bench::median(searches), scanned = bench::median(floor);
        fmt::print("{:>7} turns searched for '{}': {} hits  {:.1f} ms  plain scan in memory {:.1f} ms  ratio {:.2f}\n",
                   turnsToSearch, words, hits, searched, scanned, searched / scanned);
    }
}

} // namespace

int main() {
    const auto folder = platform::TemporaryDirectory::create();
    if (!folder) return 1;
    measureAppending(folder->path(), 1);
    measureAppending(folder->path(), 10);
    measureSearch(folder->path());
    return 0;
}
