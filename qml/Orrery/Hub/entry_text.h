// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <orrery/catalog/entry.h>
#include <orrery/governance/labs.h>

namespace orrery::ui {

/// What tells one entry from all others.
QString entryKey(const catalog::Entry& entry);

/// The publisher's own name where it is known, else the handle; "Hugging Face" heads without one stay empty.
QString publisherText(const governance::LabTable& labs, std::string_view handle);
/// One or two letters for the tile, and its tint (0 to 7): the same for one publisher everywhere.
QString monogramText(const QString& publisher);
int tintOf(std::string_view handle);

/// "Text generation · 7.2 B parameters · 32 K context"
QString factsText(const catalog::Entry& entry);
/// "Q4_K_M, Q8_0 and 5 more", or what a dataset or app says of itself.
QString detailText(const catalog::Entry& entry);

} // namespace orrery::ui
