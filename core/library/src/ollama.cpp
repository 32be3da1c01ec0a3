// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "scan_run.h"

#include "folder_items.h"
#include "model_facts.h"
#include "ollama_manifest.h"
#include "text.h"

#include <orrery/platform/atomic_file.h>

#include <fmt/format.h>

#include <array>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t largestManifest = 1ULL << 20U;

/// registry / namespace / model / tag: the four folders of a manifest's path.
using ModelName = std::array<std::string, 4>;

std::string titleOf(const ModelName& name) {
    const auto& [registry, owner, model, tag] = name;
    if (registry != "registry.ollama.ai") return fmt::format("{}/{}/{}:{}", registry, owner, model, tag);
    return owner == "library" ? fmt::format("{}:{}", model, tag) : fmt::format("{}/{}:{}", owner, model, tag);
}

std::optional<hub::RepoId> repoOf(const ModelName& name) {
    if (name[0] != "hf.co" && name[0] != "huggingface.co") return std::nullopt;
    const std::string repo = name[1] + '/' + name[2];
    if (!hub::isValidRepoName(repo)) return std::nullopt;
    return hub::RepoId{hub::RepoKind::Model, repo};
}

bool isGgufRole(const std::string& role) {
    return role == "model" || role == "projector" || role == "adapter";
}

std::string fileNameOf(const OllamaLayer& layer) {
    if (layer.role == "projector") return "mmproj.gguf"; // the name by which projectors are known everywhere
    return isGgufRole(layer.role) ? layer.role + ".gguf" : layer.role;
}

class Reader {
public:
    Reader(const fs::path& models, ScanRun& run) : m_models(models), m_run(run) {}

    void readFolder(const fs::path& folder, ModelName& name, std::size_t level) {
        const auto entries = entriesOf(folder);
        if (!entries) return problem(folder, "Ollama's list of models cannot be read. Check its permissions.");
        for (const FolderEntry& entry : *entries) {
            if (m_run.stopped()) return;
            if (entry.name.starts_with('.')) continue;
            name[level] = entry.name;
            const bool isTag = level + 1 == name.size();
            if (!isTag && entry.type == EntryType::Folder) readFolder(folder / entry.name, name, level + 1);
            if (isTag && entry.type == EntryType::File) readModel(folder / entry.name, name);
        }
    }

    void readPartials() {
        const auto entries = entriesOf(m_models / "blobs");
        if (!entries) return;
        std::uint64_t size = 0;
        for (const FolderEntry& entry : *entries) {
            if (entry.name.find("-partial") == std::string::npos) continue;
            if (const auto facts = factsOfName(m_models / "blobs" / entry.name)) size += facts->size;
        }
        if (size == 0) return;
        m_run.add(Finding{Finding::Kind::ForeignPartial,
                          fmt::format("Ollama has unfinished downloads of {}.", sizeText(size)), m_models / "blobs",
                          false});
    }

private:
    void problem(const fs::path& path, std::string text) {
        m_run.add(Finding{Finding::Kind::UnreadableEntry, std::move(text), path, false});
    }

    void readModel(const fs::path& manifest, const ModelName& name) {
        const auto text = platform::readFile(manifest, largestManifest);
        if (!text) return problem(manifest, text.error().message);
        const auto layers = parseOllamaManifest(*text);
        if (!layers) return problem(manifest, layers.error().message);
        std::vector<ItemFile> files;
        std::vector<Finding> findings;
        for (const OllamaLayer& layer : *layers) addFile(layer, files, findings);
        const std::string path = fmt::format("{}/{}/{}/{}", name[0], name[1], name[2], name[3]);
        Item item = plainItem({Place::Ollama, m_models, "ollama:", false}, path, Kind::Model, std::move(files));
        item.title = titleOf(name);
        item.repo = repoOf(name);
        item.findings = std::move(findings);
        describeModel(item, item.revisions.front().files);
        m_run.add(std::move(item));
    }

    void addFile(const OllamaLayer& layer, std::vector<ItemFile>& files, std::vector<Finding>& findings) {
        const fs::path blob = m_models / "blobs" / ("sha256-" + layer.sha256);
        const auto facts = factsOf(blob);
        if (!facts || facts->type != EntryType::File || facts->size != layer.size) {
            findings.push_back(
                {Finding::Kind::Incomplete,
                 fmt::format("Its {} is missing or has the wrong size. Let Ollama pull the model again.", layer.role),
                 blob, false});
        }
        if (!facts || facts->type != EntryType::File) return;
        const Format format = isGgufRole(layer.role) ? Format::Gguf : Format::Other;
        files.push_back({fileNameOf(layer), blob, blob, facts->size, format, layer.sha256});
    }

    fs::path m_models;
    ScanRun& m_run;
};

} // namespace

void scanOllama(const fs::path& models, ScanRun& run) {
    if (!run.enter(models)) return;
    const auto facts = factsOf(models / "manifests");
    if (!facts) return; // nothing was ever pulled
    ModelName name;
    Reader reader(models, run);
    reader.readFolder(models / "manifests", name, 0);
    reader.readPartials();
}

} // namespace orrery::library
