// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "wire_row.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace orrery::catalog {

namespace {

constexpr std::size_t mostTexts = 1000;
constexpr std::size_t mostFiles = 20'000;
/// What the Hub says of repositories older than its records.
constexpr std::string_view beforeRecords = "2022-03-02T23:29:04.000Z";

class RowReader {
public:
    RowReader(JsonReader& json, WireRow& row) : m_json(json), m_row(row), m_summary(row.summary) {}

    void read() {
        m_json.object([this](std::string_view name) {
            if (!readText(name) && !readFigure(name) && !readPart(name)) m_json.skip();
        });
        if (m_summary.created == beforeRecords) m_summary.created.clear();
    }

    [[nodiscard]] hub::RepoKind guessedKind() const {
        if (m_kind) return *m_kind;
        if (!m_summary.sdk.empty()) return hub::RepoKind::Space;
        const bool dataset = std::ranges::any_of(m_summary.tags, [](const std::string& tag) {
            return tag.starts_with("task_categories:") || tag.starts_with("size_categories:") ||
                   tag.starts_with("format:") || tag.starts_with("modality:");
        });
        return dataset || m_isDataset ? hub::RepoKind::Dataset : hub::RepoKind::Model;
    }
    [[nodiscard]] bool saysKind() const { return m_kind.has_value(); }

private:
    void into(std::string& target) {
        if (auto text = m_json.text()) target = std::move(*text);
    }
    void intoIfEmpty(std::string& target) {
        auto text = m_json.text();
        if (text && target.empty()) target = std::move(*text);
    }
    /// One text or a list of them.
    std::vector<std::string> texts() {
        std::vector<std::string> values;
        const auto add = [&] {
            auto text = m_json.text();
            if (text && values.size() < mostTexts) values.push_back(std::move(*text));
        };
        m_json.next() == '[' ? m_json.array(add) : add();
        return values;
    }

    bool readText(std::string_view name) {
        if (name == "id" || name == "modelId") return intoIfEmpty(m_summary.id.name), true;
        if (name == "pipeline_tag") return into(m_summary.task), true;
        if (name == "library_name") return into(m_summary.library), true;
        if (name == "tags") return m_summary.tags = texts(), true;
        if (name == "lastModified") return into(m_summary.modified), true;
        if (name == "createdAt") return into(m_summary.created), true;
        if (name == "sha") return into(m_summary.sha), true;
        if (name == "sdk") return into(m_summary.sdk), true;
        if (name == "description") return into(m_summary.description), true;
        if (name == "ai_short_description") return intoIfEmpty(m_summary.description), true;
        return false;
    }

    bool readFigure(std::string_view name) {
        if (name == "downloads") return m_summary.downloads = m_json.count(), true;
        if (name == "likes") return m_summary.likes = m_json.count(), true;
        if (name == "trendingScore") return m_summary.trending = m_json.number(), true;
        if (name == "private") return m_summary.isPrivate = m_json.boolean().value_or(false), true;
        if (name == "disabled") return m_summary.disabled = m_json.boolean().value_or(false), true;
        if (name == "gated") return readGated(), true;
        if (name == "numParameters") return setParameters(m_json.count()), true;
        if (name == "usedStorage" || name == "mainSize") {
            m_isDataset = m_isDataset || name == "mainSize";
            const auto size = m_json.count();
            if (size) m_summary.size = size;
            return true;
        }
        return false;
    }

    bool readPart(std::string_view name) {
        if (name == "cardData") return readCard(), true;
        if (name == "safetensors" || name == "gguf") return readHeader(), true;
        if (name == "siblings") return readFiles(), true;
        if (name == "orrery") return readOrrery(), true;
        return false;
    }

    void readGated() {
        if (m_json.next() != '"') {
            m_summary.gated = m_json.boolean().value_or(false) ? hub::Gated::Automatic : hub::Gated::No;
            return;
        }
        const auto text = m_json.text();
        m_summary.gated = text == "manual" ? hub::Gated::Manual
                          : text == "auto" ? hub::Gated::Automatic
                                           : hub::Gated::No;
    }

    void setParameters(std::optional<std::uint64_t> count) {
        if (count && *count > 0) m_summary.parameters = count;
    }

    void readCard() {
        m_json.object([this](std::string_view name) {
            if (name == "license") {
                const auto licences = texts();
                if (!licences.empty() && m_summary.licence.empty()) m_summary.licence = licences.front();
            } else if (name == "language") {
                m_summary.languages = texts();
            } else if (name == "base_model") {
                m_summary.baseModels = texts();
            } else if (name == "base_model_relation") {
                into(m_summary.relation);
            } else if (name == "library_name") {
                intoIfEmpty(m_summary.library);
            } else if (name == "pipeline_tag") {
                intoIfEmpty(m_summary.task);
            } else if (name == "sdk") {
                intoIfEmpty(m_summary.sdk);
            } else if (name == "thumbnail") {
                into(m_summary.thumbnail);
            } else if (name == "short_description") {
                intoIfEmpty(m_summary.description);
            } else {
                m_json.skip();
            }
        });
    }

    /// Of safetensors or GGUF: what the Hub read in the main file.
    void readHeader() {
        m_json.object([this](std::string_view name) {
            if (name == "total")
                setParameters(m_json.count());
            else if (name == "context_length")
                m_summary.contextLength = m_json.count();
            else if (name == "totalFileSize")
                m_summary.size = m_json.count();
            else
                m_json.skip();
        });
    }

    void readFiles() {
        m_json.array([this] {
            hub::TreeEntry file;
            m_json.object([&](std::string_view name) {
                if (name == "rfilename")
                    into(file.path);
                else if (name == "size")
                    file.size = m_json.count().value_or(0);
                else
                    m_json.skip();
            });
            if (!file.path.empty() && m_row.files.size() < mostFiles) m_row.files.push_back(std::move(file));
        });
    }

    void readOrrery() {
        m_json.object([this](std::string_view name) {
            if (name == "kind") {
                if (const auto text = m_json.text()) m_kind = hub::kindFromName(*text);
            } else if (name == "seen") {
                into(m_row.seen);
            } else {
                m_json.skip();
            }
        });
    }

    JsonReader& m_json;
    WireRow& m_row;
    hub::RepoSummary& m_summary;
    std::optional<hub::RepoKind> m_kind;
    bool m_isDataset = false;
};

} // namespace

WireRow readWireRow(JsonReader& json, std::optional<hub::RepoKind> kind) {
    WireRow row;
    RowReader reader(json, row);
    reader.read();
    row.summary.id.kind = kind && !reader.saysKind() ? *kind : reader.guessedKind();
    return row;
}

} // namespace orrery::catalog
