// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace orrery::catalog {

/// Reads JSON (RFC 8259) straight from a buffer, one value after the other, without making a document of it: an import
/// reads millions of rows of which it wants a few fields each. Values of another type than asked for are skipped, and
/// are then missing. After the first error every call gives nothing.
class JsonReader {
public:
    enum class Problem {
        None,
        Incomplete, ///< The buffer ends within a value: read more, begin again.
        Malformed,
        TooDeep,
    };

    explicit JsonReader(std::string_view text, std::size_t at = 0) : m_text(text), m_at(at) {}

    /// Calls member(name) for each member of an object; it reads or skips the value. `name` lives until then.
    template <class Member>
    void object(const Member& member);
    /// Calls item() for each item of an array; it reads or skips the item.
    template <class Item>
    void array(const Item& item);
    /// A string, checked to be UTF-8 without NUL.
    std::optional<std::string> text();
    /// A whole number that is not negative; fractions are cut off.
    std::optional<std::uint64_t> count();
    std::optional<double> number();
    std::optional<bool> boolean();
    void skip();

    /// The first character of the next value; 0 at the end.
    char next();
    [[nodiscard]] std::size_t position() const { return m_at; }
    [[nodiscard]] Problem problem() const { return m_problem; }

    static constexpr int deepest = 64;

private:
    [[nodiscard]] bool failed() const { return m_problem != Problem::None; }
    void failWith(Problem problem) {
        if (!failed()) m_problem = problem;
    }
    bool take(char wanted);
    bool enter(char open);
    bool more(char close, bool first);
    std::string_view key();
    /// Between the quotes, as it stands; `escaped` says whether there is a backslash in it.
    std::optional<std::string_view> rawText(bool& escaped);
    bool unescape(std::string_view raw, std::string& out);
    std::string_view scalar();

    std::string_view m_text;
    std::size_t m_at;
    int m_depth = 0;
    Problem m_problem = Problem::None;
    std::string m_key;
};

/// Whether it is UTF-8 as RFC 3629 has it.
bool isUtf8(std::string_view text);

template <class Member>
void JsonReader::object(const Member& member) {
    if (next() != '{') return skip();
    if (!enter('{')) return;
    for (bool first = true; more('}', first); first = false) {
        const std::string_view name = key();
        if (!failed()) member(name);
    }
}

template <class Item>
void JsonReader::array(const Item& item) {
    if (next() != '[') return skip();
    if (!enter('[')) return;
    for (bool first = true; more(']', first); first = false) item();
}

} // namespace orrery::catalog
