// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "source_lines.h"
#include "xacro_value.h"

#include <tinyxml2.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot::xacro {

struct Scope;

struct Property {
    enum class State { Written, Evaluating, Known };
    State state = State::Written;
    std::string text; ///< While it is not known.
    Value value;
    SourcePlace place;
    bool isParameter = false; ///< Its default may mean what the caller calls by the same name.
};

/// Elements handed to a macro, or kept in a property.
struct Block {
    const tinyxml2::XMLElement* element = nullptr;
    bool contentOnly = false; ///< What is inside the element, without itself.
    Scope* scope = nullptr;   ///< Where it is expanded; null: where it is inserted.
    int file = 0;
};

struct Parameter {
    std::string name;
    int stars = 0;                       ///< 1: an element, 2: an element's content.
    bool forwards = false;               ///< "^": the caller's property of the same name.
    std::optional<std::string> fallback; ///< Unevaluated.
};

struct Macro {
    const tinyxml2::XMLElement* element = nullptr;
    int file = 0;
    std::vector<Parameter> parameters;
};

/// Names seen from one place. Macros' scopes lie inside their caller's.
struct Scope {
    Scope* parent = nullptr;
    std::map<std::string, Property, std::less<>> properties;
    std::map<std::string, Macro, std::less<>> macros;
    std::map<std::string, Block, std::less<>> blocks;
    std::map<std::string, std::unique_ptr<Scope>, std::less<>> namespaces;
};

/// "a b:=1 *block **content c:=^ d:=^|0"; nothing when it is malformed, with the part that is.
std::optional<std::vector<Parameter>> parseParameters(std::string_view text, std::string& bad);

} // namespace orrery::robot::xacro
