// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "flat_yaml.h"

#include <orrery/hub/errors.h>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace orrery::hub {

namespace {

constexpr int deepest = 64;

/// Listens to the parser, so that no tree is ever built.
class FlatReader final : public YAML::EventHandler {
public:
    std::map<std::string, std::vector<std::string>> entries;
    bool isMapping = false;

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override { take({}); }
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override { take({}); }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string& value) override {
        take(value);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        enter(mark, true);
    }
    void OnSequenceEnd() override { leave(); }
    void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
        if (m_depth == 0) isMapping = true;
        enter(mark, false);
    }
    void OnMapEnd() override { leave(); }

private:
    void take(const std::string& value) {
        if (m_depth == 1 && isMapping) {
            if (!m_atValue) m_key = value;
            if (m_atValue) add(value);
            m_atValue = !m_atValue;
        } else if (m_depth == 2 && m_inList) {
            add(value);
        }
    }

    void add(const std::string& value) {
        if (!value.empty() && !m_key.empty()) entries[m_key].push_back(value);
    }

    void enter(const YAML::Mark& mark, bool list) {
        if (++m_depth > deepest) throw YAML::ParserException(mark, "nested too deep");
        if (m_depth != 2) return;
        m_inList = list && m_atValue;
        if (!m_atValue) m_key.clear();
    }

    void leave() {
        if (--m_depth == 1) m_atValue = !m_atValue;
    }

    int m_depth = 0;
    bool m_atValue = false; ///< Of the outermost mapping: after a key.
    bool m_inList = false;
    std::string m_key;
};

} // namespace

Result<std::map<std::string, std::vector<std::string>>> readFlatYaml(std::string_view yaml) {
    FlatReader reader;
    try {
        std::istringstream stream{std::string(yaml)};
        YAML::Parser(stream).HandleNextDocument(reader);
    } catch (const std::exception& error) {
        return fail(Errc::BadAnswer, "It is not proper YAML.", error.what());
    }
    if (!reader.isMapping) return fail(Errc::BadAnswer, "It is not a list of fields.");
    return std::move(reader.entries);
}

} // namespace orrery::hub
