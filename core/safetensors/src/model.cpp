// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/safetensors/header.h>

#include <nlohmann/json.hpp>

#include <fstream>
#include <optional>
#include <set>
#include <system_error>

namespace orrery::safetensors {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t longestIndex = 64ULL << 20;
constexpr std::uint64_t longestConfig = 4ULL << 20;
constexpr std::size_t mostFiles = 4096;
constexpr const char* indexName = "model.safetensors.index.json";
constexpr const char* indexEnding = ".index.json";
constexpr const char* configName = "config.json";

/// The text of a small file; nothing if it is not there, cannot be read, or is no small file.
std::optional<std::string> smallFile(const fs::path& path, std::uint64_t longest) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) return std::nullopt;
    const std::uint64_t size = fs::file_size(path, error);
    if (error || size > longest) return std::nullopt;
    std::string text(size, '\0');
    std::ifstream file(path, std::ios::binary);
    if (!file.read(text.data(), static_cast<std::streamsize>(size))) return std::nullopt;
    return text;
}

/// Collects the files of {"weight_map": {"tensor": "file", ...}}; a large model lists a hundred thousand tensors.
class IndexHandler : public nlohmann::json_sax<nlohmann::json> {
public:
    std::set<std::string> files;
    bool sound = true;

    bool start_object(std::size_t) override { return ++m_depth > 0; }
    bool end_object() override { return --m_depth >= 0; }
    bool key(std::string& text) override {
        if (m_depth == 1) m_inMap = text == "weight_map";
        return true;
    }
    bool string(std::string& text) override {
        if (!m_inMap || m_depth != 2) return true;
        sound = !text.empty() && text.find('/') == std::string::npos && text.find('\\') == std::string::npos &&
                text != ".." && files.size() < mostFiles;
        if (sound) files.insert(text);
        return sound;
    }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool number_unsigned(std::uint64_t) override { return true; }
    bool number_integer(std::int64_t) override { return true; }
    bool number_float(double, const std::string&) override { return true; }
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return sound = false;
    }

private:
    int m_depth = 0;
    bool m_inMap = false;
};

Result<std::set<std::string>> filesOfIndex(const fs::path& index) {
    const auto text = smallFile(index, longestIndex);
    if (!text) return fail(orrery::Errc::NotFound, "The list of the model's files cannot be read.", {}, index.string());
    IndexHandler handler;
    const bool parsed = nlohmann::json::sax_parse(*text, &handler);
    if (parsed && handler.sound && !handler.files.empty()) return std::move(handler.files);
    return fail(Errc::Corrupt, "The list of the model's files is damaged. Download it again.", {}, index.string());
}

Result<std::vector<fs::path>> filesOf(const fs::path& file) {
    const fs::path folder = file.parent_path();
    const bool isIndex = file.string().ends_with(indexEnding);
    const fs::path index = isIndex ? file : folder / indexName;
    std::error_code ignored;
    if (!isIndex && !fs::exists(index, ignored)) return std::vector{file};
    const auto names = filesOfIndex(index);
    if (!names && isIndex) return fail(names.error());
    if (!isIndex && (!names || !names->contains(file.filename().string()))) return std::vector{file};
    std::vector<fs::path> files;
    for (const std::string& name : *names) files.push_back(folder / name);
    return files;
}

std::uint64_t countIn(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string textIn(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string quantisationIn(const nlohmann::json& config) {
    const auto found = config.find("quantization_config");
    if (found == config.end() || !found->is_object()) return {};
    const std::string method = textIn(*found, "quant_method");
    const std::uint64_t bits = countIn(*found, "bits");
    return bits == 0 || method.empty() ? method : method + ' ' + std::to_string(bits) + "-bit";
}

void readConfig(const fs::path& path, ModelFacts& facts) {
    const auto text = smallFile(path, longestConfig);
    if (!text) return;
    const auto config = nlohmann::json::parse(*text, nullptr, false);
    if (!config.is_object()) return;
    const auto architectures = config.find("architectures");
    if (architectures != config.end() && architectures->is_array() && !architectures->empty() &&
        architectures->front().is_string())
        facts.architecture = architectures->front().get<std::string>();
    facts.modelType = textIn(config, "model_type");
    facts.quantisation = quantisationIn(config);
    const auto inner = config.find("text_config"); // of models that also see
    const auto count = [&](const char* key) {
        const std::uint64_t outside = countIn(config, key);
        return outside == 0 && inner != config.end() && inner->is_object() ? countIn(*inner, key) : outside;
    };
    facts.contextLength = count("max_position_embeddings");
    facts.vocabularySize = count("vocab_size");
    facts.layers = count("num_hidden_layers");
    facts.hiddenSize = count("hidden_size");
}

} // namespace

Result<ModelFacts> readModel(const fs::path& file) {
    const auto files = filesOf(file);
    if (!files) return fail(files.error());
    ModelFacts facts;
    facts.files = static_cast<int>(files->size());
    for (const fs::path& part : *files) {
        const auto header = readFile(part);
        if (!header) return fail(header.error());
        facts.tensorCount += header->tensors.size();
        for (const Tensor& tensor : header->tensors) {
            facts.parameterCount += tensor.elements;
            facts.weightsSize += tensor.size;
            facts.parametersByType[tensor.type] += tensor.elements;
        }
    }
    readConfig(file.parent_path() / configName, facts);
    return facts;
}

} // namespace orrery::safetensors
