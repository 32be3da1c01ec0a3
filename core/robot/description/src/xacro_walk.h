// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "xacro_expander.h"
#include "xacro_output.h"
#include "xacro_session.h"

#include <map>
#include <memory>
#include <utility>

namespace orrery::robot::xacro {

inline constexpr std::string_view directivePrefix = "xacro:";

inline bool isDirective(std::string_view name) {
    return name.starts_with(directivePrefix);
}

/// Walks the elements of one xacro file and of what it includes, and writes what they stand for.
class Expander {
public:
    Expander(const std::string& sourceName, const ExpansionOptions& options) : m_options(options), m_session(options) {
        m_session.files.push_back(sourceName);
    }

    Result<ExpandedXacro> run(const tinyxml2::XMLElement& root);

private:
    /// Where an element stands: what it can see, and in which file.
    struct Context {
        Scope* scope;
        int file;
    };
    [[nodiscard]] static SourcePlace placeOf(const tinyxml2::XMLElement& element, Context in) {
        return {in.file, element.GetLineNum()};
    }

    void inside(const tinyxml2::XMLElement& parent, Context in);
    void element(const tinyxml2::XMLElement& element, Context in);
    void plain(const tinyxml2::XMLElement& element, Context in);
    void written(const tinyxml2::XMLElement& element, const std::string& name, Context in);
    std::string required(const tinyxml2::XMLElement& element, const char* attribute, Context in);
    void directive(const tinyxml2::XMLElement& element, std::string_view name, Context in);
    bool holds(const tinyxml2::XMLElement& element, Context in);
    void argument(const tinyxml2::XMLElement& element, Context in);
    Scope* target(const tinyxml2::XMLElement& element, Context in);
    void property(const tinyxml2::XMLElement& element, Context in);
    static bool isKnown(std::string_view name, const Scope* scope);
    void macro(const tinyxml2::XMLElement& element, Context in);
    /// The macro and the namespace it lies in (null for none).
    static std::pair<const Macro*, Scope*> findMacro(std::string_view name, Scope* scope);
    void call(const tinyxml2::XMLElement& element, std::string_view name, Context in);
    void bindValues(const tinyxml2::XMLElement& element, const Macro& macro, Scope& scope, Context in);
    void bindDefault(const tinyxml2::XMLElement& element, const Macro& macro, const Parameter& parameter, Scope& scope,
                     Context in);
    /// The elements handed over, those behind a condition only where it holds.
    void collectBlocks(const tinyxml2::XMLElement& element, Context in, std::vector<Block>& blocks);
    void bindBlocks(const tinyxml2::XMLElement& element, const Macro& macro, Scope& scope, Context in);
    const Block* blockFor(const tinyxml2::XMLElement& insert, Context in);
    void insertBlock(const tinyxml2::XMLElement& insert, Context in);

    struct Included {
        std::unique_ptr<tinyxml2::XMLDocument> document;
        int file = 0;
    };

    const Included* opened(const std::string& name, const tinyxml2::XMLElement& element, Context in, bool optional);

    void include(const tinyxml2::XMLElement& element, Context in);

    const ExpansionOptions& m_options;
    Session m_session;
    Output m_output;
    Scope m_global;
    std::map<std::string, Included> m_included;
    std::size_t m_includedBytes = 0;
    bool m_isRobot = false;
};

} // namespace orrery::robot::xacro
