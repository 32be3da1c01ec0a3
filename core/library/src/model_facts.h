// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/library/item.h>

#include <vector>

namespace orrery::library {

/// Says what a model is by its main file's header: the largest GGUF model, else the safetensors files and config.json,
/// else whatever weights there are. Fills format, architecture, quantisation, parameters and licence.
void describeModel(Item& item, const std::vector<ItemFile>& files);

} // namespace orrery::library
