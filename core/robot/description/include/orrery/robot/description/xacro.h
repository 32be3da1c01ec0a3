// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/result.h>

#include <functional>
#include <map>
#include <string>

namespace orrery::robot {

/// A file that another one includes.
struct IncludedFile {
    std::string name; ///< Its path, for findings and for what it includes in turn.
    std::string bytes;
    std::string note; ///< For a person: how it was guessed; empty when it lay where it should.
};

/// What a description may ask of its surroundings. Nothing else reaches it.
struct ExpansionOptions {
    std::map<std::string, std::string> arguments;   ///< For $(arg name), over the defaults in the file.
    std::map<std::string, std::string> environment; ///< All that $(env NAME) can see.
    /// Finds an included file by its name as written (relative, package://, model://, $(find package)/...). Without it
    /// nothing can be included.
    std::function<Result<IncludedFile>(const std::string& name, const std::string& fromFile)> open;
};

} // namespace orrery::robot
