// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "finding_list.h"
#include "sdf_frames.h"
#include "source_lines.h"

#include <orrery/base/result.h>
#include <orrery/robot/description/xacro.h>

#include <tinyxml2.h>

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace orrery::robot::sdf {

/// A <model> in one of the files, and what its names are called in the whole.
struct ModelUse {
    const tinyxml2::XMLElement* element = nullptr;
    std::string prefix;       ///< Before its links' names: "" or "arm::"
    std::string frame;        ///< Its own frame: "" or "arm"
    int lineOffset = 0;       ///< What is added to lines of its file.
    bool axesInModel = false; ///< Its version writes joint axes in the model's frame (before 1.5).
};

/// Adds the lines of a further file and says what its line 0 counts as.
int addLines(SourceLines& source, std::string_view text, const std::string& file);

/// The model to show, everything nested in it and included from other files, and all their frames.
class Models {
public:
    Models(const ExpansionOptions& options, FindingList& findings, SourceLines& source)
        : m_options(options), m_findings(findings), m_source(source) {}

    /// Chooses a model of this document and follows what it includes.
    Status read(const tinyxml2::XMLElement& root, const std::string& sourceName);

    [[nodiscard]] const std::vector<ModelUse>& all() const { return m_models; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] Frames& frames() { return m_frames; }

private:
    struct Document {
        std::unique_ptr<tinyxml2::XMLDocument> xml;
        std::string file;
        const tinyxml2::XMLElement* model = nullptr;
        int lineOffset = 0;
        bool axesInModel = false;
    };

    const tinyxml2::XMLElement* chosenIn(const tinyxml2::XMLElement& root);
    const tinyxml2::XMLElement* mostLinks(const tinyxml2::XMLElement& world);
    void take(const ModelUse& model);
    void takeFrames(const ModelUse& model);
    void takeNested(const ModelUse& model);
    void takeIncluded(const tinyxml2::XMLElement& include, const ModelUse& into);
    const Document* opened(const tinyxml2::XMLElement& include, int lineOffset);
    Result<IncludedFile> openUri(const std::string& uri);

    const ExpansionOptions& m_options;
    FindingList& m_findings;
    SourceLines& m_source;
    std::string m_name;
    std::string m_file; // that is being read, for what it includes
    std::vector<ModelUse> m_models;
    std::map<std::string, Document> m_documents; // by URI; kept, the models point into them
    Frames m_frames;
    int m_depth = 0;
};

} // namespace orrery::robot::sdf
