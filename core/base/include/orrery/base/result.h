// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/error.h>

#include <tl/expected.hpp>

#include <utility>

namespace orrery {

/// A value, or the Error that stands in its place. Never ignored silently.
///
///     Result<Model> model = readUrdf(bytes);
///     if (!model) return fail(model.error());
///     use(*model);
template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
public:
    using tl::expected<T, Error>::expected;
};

/// Success without a value, or an Error.
using Status = Result<void>;

/// Ends a function that returns any Result with this error.
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string detail = {},
                                  std::string where = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(detail), std::move(where)});
}

} // namespace orrery
