// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_hub_content.h"

#include <array>
#include <string_view>
#include <vector>

namespace orrery::fakes {

/// Made-up organisations.
constexpr std::array<std::string_view, 10> demoOwners = {
    "brass-works",   "tiny-lab",    "night-ink",      "copper-fern",    "paper-lantern",
    "slow-river-ai", "moss-signal", "gear-and-glass", "lantern-robots", "quiet-harbour"};

/// The n-th family: a model, the one tuned from it, its quantised files, and perhaps an adapter and a merge.
std::vector<FakeRepo> demoFamily(std::uint32_t n);
/// A model of another trade (pictures, sound, robots), some with pickles.
FakeRepo demoOddModel(std::uint32_t n);
FakeRepo demoDataset(std::uint32_t n);
FakeRepo demoSpace(std::uint32_t n);

/// "brass-works/pocketwatch-15m": the n-th family's name, as others refer to it.
std::string demoFamilyId(std::uint32_t n);

} // namespace orrery::fakes
