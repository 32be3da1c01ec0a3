// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::inference {

/// Takes away the beginning of an answer that repeats what the question had already put into the model's mouth. Some
/// servers repeat it, some (and the same ones in a stream) do not. Pure.
class PrefillFilter {
public:
    explicit PrefillFilter(std::string prefill) : m_prefill(std::move(prefill)) {}

    /// @param whole the piece is the whole answer. Of a stream only a prefill too long to be repeated by chance is
    /// taken away.
    /// @return what is new. A piece that may yet turn out to be the repetition is held back.
    std::string take(std::string_view piece, bool whole);
    /// The stream has ended. @return what was held back.
    std::string finish();

private:
    std::string m_prefill; ///< Empty: decided.
    std::string m_held;
};

} // namespace orrery::inference
