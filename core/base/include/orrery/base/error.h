// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

namespace orrery {

/// An enum whose values name failures: its module provides `errorDomain(E)` and `errorName(E)` beside it.
template <class E>
concept ErrorEnum = std::is_enum_v<E> && requires(E value) {
    { errorDomain(value) } -> std::convertible_to<std::string_view>;
    { errorName(value) } -> std::convertible_to<std::string_view>;
};

/// Which failure it was: a value of one module's error enum, kept with the names of both.
/// The names are string literals, stable, and safe to print or to put into JSON ("net.timeout").
class ErrorCode {
public:
    template <ErrorEnum E>
    // NOLINTNEXTLINE(google-explicit-constructor): an enum value *is* a code
    ErrorCode(E value) : m_domain(errorDomain(value)), m_name(errorName(value)), m_value(static_cast<int>(value)) {}

    template <ErrorEnum E>
    [[nodiscard]] bool is(E value) const {
        return m_domain == errorDomain(value) && m_value == static_cast<int>(value);
    }

    [[nodiscard]] std::string_view domain() const { return m_domain; }
    [[nodiscard]] std::string_view name() const { return m_name; }
    [[nodiscard]] std::string text() const { return std::string(m_domain) + '.' + std::string(m_name); }

private:
    std::string_view m_domain;
    std::string_view m_name;
    int m_value;
};

/// A failure, told once: passed up by whoever cannot handle it, shown or logged by whoever can, never both.
struct Error {
    ErrorCode code;
    std::string message; ///< For a person: what happened, to what, what to do next. One or two sentences.
    std::string detail;  ///< For a report: the underlying text (errno, library, log line). May be empty.
    std::string where;   ///< The file (with ":line"), URL, joint or model it concerns. May be empty.

    template <ErrorEnum E>
    [[nodiscard]] bool is(E value) const {
        return code.is(value);
    }
};

/// Failures that belong to no module in particular.
enum class Errc {
    Cancelled,       ///< The caller asked for the end; nothing is wrong.
    InvalidArgument, ///< The request itself makes no sense.
    NotFound,        ///< A named thing does not exist.
    Io,              ///< Reading or writing failed.
    Unsupported,     ///< Understood, but this build or machine cannot do it.
    Internal,        ///< A broken promise inside Orrery.
};

std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

/// The error every cancelled operation completes with.
Error cancelledError();

/// "message (detail) [where]": one line for logs and the command line.
std::string describe(const Error& error);

} // namespace orrery
