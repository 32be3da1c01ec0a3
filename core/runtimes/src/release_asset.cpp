// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "release_asset.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>
#include <vector>

namespace orrery::runtimes {

namespace {

struct Word {
    std::string_view inName;
    std::string_view meaning;
};

constexpr std::array systems = {Word{"ubuntu", "linux"}, Word{"linux", "linux"}, Word{"macos", "macos"},
                                Word{"win", "windows"}, Word{"windows", "windows"}};

constexpr std::array processors = {
    Word{"x64", "x86_64"},          Word{"x86_64", "x86_64"}, Word{"amd64", "x86_64"},    Word{"arm64", "aarch64"},
    Word{"aarch64", "aarch64"},     Word{"s390x", "s390x"},   Word{"riscv64", "riscv64"}, Word{"ppc64le", "ppc64le"},
    Word{"loong64", "loongarch64"}, Word{"x86", "i686"}};

constexpr std::array backends = {Word{"cpu", "CPU"},           Word{"vulkan", "Vulkan"},  Word{"cuda", "CUDA"},
                                 Word{"cu12", "CUDA 12"},      Word{"cu13", "CUDA 13"},   Word{"rocm", "ROCm"},
                                 Word{"hip", "ROCm (HIP)"},    Word{"sycl", "SYCL"},      Word{"openvino", "OpenVINO"},
                                 Word{"opencl", "OpenCL"},     Word{"musa", "MUSA"},      Word{"metal", "Metal"},
                                 Word{"cann", "CANN"},         Word{"310p", "CANN 310P"}, Word{"910b", "CANN 910B"},
                                 Word{"kleidiai", "KleidiAI"}, Word{"blas", "BLAS"},      Word{"openblas", "OpenBLAS"}};

constexpr std::array endings = {".tar.gz", ".tgz", ".tar.xz", ".tar.zst", ".tar.bz2", ".zip"};

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return std::tolower(c); });
    return result;
}

template <std::size_t N>
std::string_view meaningOf(const std::array<Word, N>& words, std::string_view word) {
    const auto found = std::ranges::find(words, word, &Word::inName);
    return found == words.end() ? std::string_view() : found->meaning;
}

/// The words between "-bin-" and the ending; nothing when it is no archive of programs.
std::optional<std::vector<std::string>> wordsOf(std::string_view name) {
    const std::string text = lowered(name);
    const auto ending = std::ranges::find_if(endings, [&](const char* end) { return text.ends_with(end); });
    const auto start = text.find("-bin-");
    if (ending == endings.end() || !text.starts_with("llama-") || start == std::string::npos) return std::nullopt;
    const std::string_view middle = std::string_view(text).substr(
        start + 5, text.size() - start - 5 - std::min(std::string_view(*ending).size(), text.size() - start - 5));
    std::vector<std::string> words;
    for (std::size_t at = 0; at <= middle.size();) {
        const auto end = std::min(middle.find('-', at), middle.size());
        if (end > at) words.emplace_back(middle.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

bool isVersion(std::string_view word) {
    return !word.empty() &&
           (std::isdigit(static_cast<unsigned char>(word.front())) || word == "fp16" || word == "fp32");
}

void takeBackend(AssetName& asset, std::string_view meaning) {
    if (!asset.backend.empty()) asset.backend += ", ";
    asset.backend += meaning;
}

} // namespace

AssetName readAssetName(std::string_view name) {
    AssetName asset;
    const auto words = wordsOf(name);
    if (!words) return asset;
    asset.isEngine = true;
    bool special = false;
    bool afterBackend = false;
    for (const std::string& word : *words) {
        const bool versionOfBackend = std::exchange(afterBackend, false) && isVersion(word);
        if (const auto processor = meaningOf(processors, word); !processor.empty()) {
            asset.processor = processor;
        } else if (const auto system = meaningOf(systems, word); !system.empty()) {
            asset.system = system;
        } else if (const auto backend = meaningOf(backends, word); !backend.empty()) {
            takeBackend(asset, backend);
            afterBackend = true;
        } else if (versionOfBackend) {
            asset.backend += ' ' + word;
        } else if (word == "openeuler" || word == "android" || word == "ios") {
            special = true;
        } else if (!isVersion(word) && asset.backend.empty()) {
            takeBackend(asset, word);
        }
    }
    if (special) asset.system.clear();
    if (asset.backend.empty())
        asset.backend = asset.system == "macos" && asset.processor == "aarch64" ? "Metal" : "CPU";
    return asset;
}

} // namespace orrery::runtimes
