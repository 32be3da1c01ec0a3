// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "local_sets.h"

#include <orrery/gguf/fit.h>

namespace orrery::ui {

/// "Fits this machine", "Tight", "Too big"; empty: not known.
QString fitWord(gguf::Fit fit);
/// The icon beside it; empty: not known.
QString fitIconName(gguf::Fit fit);
/// "Q4_K_M · llama, 8 B parameters · apache-2.0 · sees images"; as far as known.
QString localModelText(const LocalModel& model);

} // namespace orrery::ui
