// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "words_tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

namespace orrery::sqlite {

namespace {

using OnToken = int (*)(void*, int, const char*, int, int, int);

struct Range {
    char32_t first, last;
};

/// Writings that put no blanks between words.
constexpr std::array<Range, 14> unspaced{{
    {0x0E00, 0x0EFF},   // Thai, Lao
    {0x1000, 0x109F},   // Myanmar
    {0x1780, 0x17FF},   // Khmer
    {0x2E80, 0x2FDF},   // radicals
    {0x3005, 0x3007},   // iteration marks, zero
    {0x3041, 0x30FA},   // kana
    {0x30FC, 0x312F},   // kana, bopomofo
    {0x31A0, 0x31BF},   // bopomofo
    {0x31F0, 0x31FF},   // kana
    {0x3400, 0x4DBF},   // ideographs
    {0x4E00, 0x9FFF},   // ideographs
    {0xF900, 0xFAFF},   // ideographs
    {0xFF66, 0xFF9F},   // kana
    {0x1B000, 0x3FFFF}, // kana, ideographs
}};

bool isUnspaced(char32_t character) {
    const auto after = std::ranges::upper_bound(unspaced, character, {}, &Range::first);
    return after != unspaced.begin() && character <= std::prev(after)->last;
}

struct Character {
    char32_t code = 0; ///< 0: none that matters here.
    int size = 1;
};

/// Of three or four bytes; others are no concern of ours.
Character characterAt(const char* text, int left) {
    const auto byte = [&](int at) { return static_cast<unsigned char>(text[at]); };
    const int size = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 1;
    if (size == 1 || size > left) return {};
    char32_t code = byte(0) & (size == 3 ? 0x0FU : 0x07U);
    for (int i = 1; i < size; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = code << 6U | (byte(i) & 0x3FU);
    }
    return {code, size};
}

/// unicode61 for what has blanks between words; each character of the rest is a word.
struct WordsTokenizer {
    fts5_tokenizer inner{};
    Fts5Tokenizer* tokenizer = nullptr;

    WordsTokenizer() = default;
    WordsTokenizer(const WordsTokenizer&) = delete;
    WordsTokenizer& operator=(const WordsTokenizer&) = delete;
    ~WordsTokenizer() {
        if (tokenizer != nullptr) inner.xDelete(tokenizer);
    }
};

struct Shifted {
    void* context;
    OnToken onToken;
    int by;
};

int passShifted(void* context, int flags, const char* token, int size, int from, int to) {
    const auto* shifted = static_cast<const Shifted*>(context);
    return shifted->onToken(shifted->context, flags, token, size, from + shifted->by, to + shifted->by);
}

int create(void* context, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
    auto* api = static_cast<fts5_api*>(context);
    auto words = std::make_unique<WordsTokenizer>();
    void* innerContext = nullptr;
    if (const int code = api->xFindTokenizer(api, "unicode61", &innerContext, &words->inner); code != SQLITE_OK)
        return code;
    std::array<const char*, 2> arguments{"remove_diacritics", "2"};
    const int code = words->inner.xCreate(innerContext, arguments.data(), arguments.size(), &words->tokenizer);
    if (code == SQLITE_OK) *out = reinterpret_cast<Fts5Tokenizer*>(words.release());
    return code;
}

void destroy(Fts5Tokenizer* tokenizer) {
    const std::unique_ptr<WordsTokenizer> words(reinterpret_cast<WordsTokenizer*>(tokenizer));
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int size, OnToken onToken) {
    const auto* words = reinterpret_cast<const WordsTokenizer*>(tokenizer);
    int code = SQLITE_OK;
    const auto passRun = [&](int from, int to) {
        if (from == to || code != SQLITE_OK) return;
        Shifted shifted{context, onToken, from};
        code = words->inner.xTokenize(words->tokenizer, &shifted, flags, text + from, to - from, passShifted);
    };
    int run = 0;
    for (int at = 0; at < size && code == SQLITE_OK;) {
        const Character character = characterAt(text + at, size - at);
        const int next = at + character.size;
        if (isUnspaced(character.code)) {
            passRun(run, at);
            if (code == SQLITE_OK) code = onToken(context, 0, text + at, character.size, at, next);
            run = next;
        }
        at = next;
    }
    passRun(run, size);
    return code;
}

fts5_api* apiOf(sqlite3* connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
    return api;
}

} // namespace

void addWordsTokenizer(sqlite3* connection) {
    fts5_api* api = apiOf(connection);
    if (api == nullptr) return;
    fts5_tokenizer words{create, destroy, tokenize};
    api->xCreateTokenizer(api, "orrery_words", api, &words, nullptr);
}

} // namespace orrery::sqlite
