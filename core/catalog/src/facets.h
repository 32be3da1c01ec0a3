// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "columns.h"
#include "filter.h"

namespace orrery::catalog {

/// @param memoryTotal of this machine, for Facet::Fit.
FacetCounts countFacet(const Columns& columns, const Selection& selection, Facet facet, std::uint64_t memoryTotal);

} // namespace orrery::catalog
