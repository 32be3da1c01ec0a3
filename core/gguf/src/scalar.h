// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/gguf/value.h>

namespace orrery::gguf {

/// Decodes one number or bool from the front of `bytes`, which hold at least storedSize(type).
Value loadScalar(ValueType type, std::string_view bytes);

} // namespace orrery::gguf
