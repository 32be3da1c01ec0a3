// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace orrery::card {

/// Reserved for our own marks inside text; repairText() lets none through. Both are Unicode non-characters.
inline constexpr std::string_view markOpen = "\xEF\xB7\x90";
inline constexpr std::string_view markClose = "\xEF\xB7\x91";

/// Adds one code point; what is none (surrogates, beyond Unicode, zero) becomes U+FFFD.
void appendUtf8(std::string& out, char32_t code);

/// Valid UTF-8 with '\n' as the only line end: broken bytes and control characters become U+FFFD or vanish, and so do
/// the characters that turn the reading direction around unseen.
std::string repairText(std::string_view bytes);

/// The longest start of valid UTF-8 `text` of at most `bytes` that cuts no character.
std::string_view wholeCharacters(std::string_view text, std::size_t bytes);

} // namespace orrery::card
