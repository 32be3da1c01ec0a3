// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fake_hub.h"

namespace orrery::fakes {

/// About so many repositories as a person meets them: families of models with quantisations and adapters, datasets of
/// robots and texts, spaces; gated and private ones, good and bad scans. All names and figures are made up, and always
/// the same. The GGUF files of the families of 15M parameters are real models an engine can run; files of more than
/// some MB have true headers but made-up hashes, so that a download of one ends in "wrong hash".
///
/// Tokens: "hf_demo" sees the private repositories and the gates it has passed; "hf_guest" sees neither.
void addDemo(FakeHub& hub, std::size_t repositories);

/// A few small repositories for programs that test themselves against a Hub: `brass-works/pocket-watch` with two
/// commits ("v1" and main) and a pull request, a dataset, a gated and a private one (tokens as above).
void addSamples(FakeHub& hub);

} // namespace orrery::fakes
