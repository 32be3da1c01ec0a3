// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "json_fields.h"

#include <string>

namespace orrery::inference {

/// A GBNF grammar for the JSON that a JSON schema describes: type, properties (in their written order; those not
/// required may be left out), required, items, minItems, enum, const, anyOf, oneOf and $ref within the schema. What it
/// does not know (patterns, limits of numbers) it allows, so that the grammar is never narrower than the schema, except
/// that objects have only the properties named. Bounded in depth and size: beyond, any JSON value is allowed. Pure.
std::string schemaGrammar(const OrderedJson& schema);

} // namespace orrery::inference
