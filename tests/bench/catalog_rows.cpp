// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "catalog_rows.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace orrery::bench {

namespace {

constexpr std::size_t pieceSize = 1U << 18U;

const std::vector<std::string> families = {
    "Qwen2.5",    "Llama-3.1",  "bert-base",   "Mistral",          "gemma-2", "whisper", "wav2vec2",
    "distilbert", "t5",         "flan-t5",     "stable-diffusion", "flux",    "phi-3",   "DeepSeek-R1",
    "roberta",    "vit",        "Qwen3",       "SmolLM2",          "gpt2",    "falcon",  "yolov8",
    "clip-vit",   "deberta-v3", "xlm-roberta", "pythia",           "opt",     "act",     "smolvla",
    "pi0",        "Mixtral"};
const std::vector<std::string> sizes = {"7b",  "8B",   "1.5B", "0.5B", "3b", "14B", "32b",
                                        "70B", "135M", "360M", "27b",  "2b", "8x7B"};
const std::vector<std::string> kinds = {
    "instruct", "chat",       "coder", "finetuned", "lora",    "GGUF",    "AWQ",       "GPTQ-4bit", "dpo",   "sft",
    "base",     "uncensored", "math",  "vision",    "medical", "emotion", "sentiment", "ner",       "squad", "rl"};
const std::vector<std::string> tasks = {"text-generation",
                                        "text-classification",
                                        "automatic-speech-recognition",
                                        "image-classification",
                                        "text-to-image",
                                        "token-classification",
                                        "feature-extraction",
                                        "fill-mask",
                                        "question-answering",
                                        "robotics",
                                        "translation",
                                        "object-detection",
                                        "reinforcement-learning"};
const std::vector<std::string> libraries = {
    "transformers", "diffusers",   "peft",  "gguf",  "sentence-transformers", "lerobot", "timm", "stable-baselines3",
    "mlx",          "ultralytics", "keras", "espnet"};
const std::vector<std::string> licences = {"apache-2.0", "mit",          "llama3.1",
                                           "gemma",      "cc-by-nc-4.0", "openrail",
                                           "other",      "cc-by-4.0",    "creativeml-openrail-m",
                                           "gpl-3.0",    "bsd-3-clause", "cc-by-sa-4.0"};
const std::vector<std::string> languages = {"en", "zh", "fr", "de", "es", "ja", "ko", "ru",
                                            "ar", "hi", "pt", "it", "vi", "tr", "pl", "sv"};

/// A word nobody knows, pronounceable: for publishers and rare words.
std::string syllables(std::mt19937_64& random, std::size_t count) {
    static constexpr std::string_view consonants = "bcdfghjklmnprstvwz";
    static constexpr std::string_view vowels = "aeiou";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text.push_back(consonants[random() % consonants.size()]);
        text.push_back(vowels[random() % vowels.size()]);
    }
    return text;
}

std::vector<std::string> rareWords(std::mt19937_64& random, std::size_t count) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < count; ++i) words.push_back(syllables(random, 2 + random() % 4));
    return words;
}

} // namespace

CatalogRows::CatalogRows(std::uint64_t rows) : m_rows(rows) {
    m_owners = rareWords(m_random, 1 + rows / 5);
    m_words = rareWords(m_random, 60'000);
    m_tags = rareWords(m_random, 100'000);
}

/// Zipf's law, nearly: the n-th word is about n times rarer than the first.
const std::string& CatalogRows::word(const std::vector<std::string>& from) {
    const double share = static_cast<double>(m_random() >> 11U) * 0x1p-53;
    const auto place = static_cast<std::size_t>(std::pow(static_cast<double>(from.size() + 1), share)) - 1;
    return from[std::min(place, from.size() - 1)];
}

std::string CatalogRows::name() {
    m_family = word(families);
    std::string name = m_family;
    if (chance(60)) name += "-" + word(sizes);
    if (chance(70)) name += "-" + word(kinds);
    if (chance(60)) name += "-" + word(m_words);
    return name + (chance(50) ? fmt::format("-v{}", below(400)) : fmt::format("_{}", m_made % 100'000));
}

CatalogRows::int_type CatalogRows::underflow() {
    m_piece.clear();
    while (m_piece.size() < pieceSize && m_made < m_rows) appendRow();
    if (m_piece.empty()) return traits_type::eof();
    m_bytes += m_piece.size();
    setg(m_piece.data(), m_piece.data(), m_piece.data() + m_piece.size());
    return traits_type::to_int_type(m_piece.front());
}

void CatalogRows::appendRow() {
    const std::string id = word(m_owners) + "/" + name() + (chance(3) ? "-" + word(m_words) : "");
    ++m_made;
    if (m_made % 5000 == 7) m_questions.push_back(id.substr(id.find('/') + 1));
    fmt::format_to(std::back_inserter(m_piece), R"({{"_id":"{:024x}","id":"{}")", m_made, id);
    const std::size_t kind = below(100);
    if (kind < 72)
        appendModel(id);
    else if (kind < 88)
        appendDataset(id);
    else
        appendSpace(id);
    appendFigures();
}

void CatalogRows::appendFigures() {
    const double rank = static_cast<double>(1 + below(1'000'000));
    const auto downloads = static_cast<std::uint64_t>(3e8 / (rank * rank)) + below(200);
    fmt::format_to(std::back_inserter(m_piece),
                   R"(,"likes":{},"downloads":{},"trendingScore":{},"gated":{},"private":false,)"
                   R"("createdAt":"202{}-{:02}-{:02}T08:00:00.000Z","lastModified":"202{}-{:02}-{:02}T09:10:11.000Z"}})"
                   "\n",
                   downloads / 300, downloads, chance(3) ? below(90) : 0, chance(4) ? R"("manual")" : "false",
                   2 + below(3), 1 + below(12), 1 + below(28), 5 + below(2), 1 + below(11), 1 + below(26));
}

void CatalogRows::appendModel(const std::string& id) {
    const std::string& library = word(libraries);
    const std::string& task = word(tasks);
    fmt::format_to(std::back_inserter(m_piece),
                   R"(,"pipeline_tag":"{0}","library_name":"{1}","tags":["{1}","safetensors","{2}","{0}")", task,
                   library, m_family);
    for (std::size_t more = below(4); more > 0; --more)
        fmt::format_to(std::back_inserter(m_piece), R"(,"{}")", word(m_tags));
    if (chance(60)) fmt::format_to(std::back_inserter(m_piece), R"(,"{}")", word(languages));
    if (chance(30)) fmt::format_to(std::back_inserter(m_piece), R"(,"arxiv:{}.{:05}")", 1800 + below(800), below(3000));
    if (chance(45)) {
        fmt::format_to(std::back_inserter(m_piece), R"(,"base_model:{0}/{1}-{2}","base_model:finetune:{0}/{1}-{2}")",
                       m_owners[below(40)], m_family, word(sizes));
    }
    if (chance(65)) fmt::format_to(std::back_inserter(m_piece), R"(,"license:{}")", word(licences));
    fmt::format_to(std::back_inserter(m_piece), R"(,"endpoints_compatible","region:us"])");
    if (chance(40)) {
        fmt::format_to(std::back_inserter(m_piece), R"(,"safetensors":{{"parameters":{{"BF16":{0}}},"total":{0}}})",
                       (1 + below(1000)) * 10'000'000 + id.size());
    }
}

void CatalogRows::appendDataset(const std::string&) {
    fmt::format_to(
        std::back_inserter(m_piece),
        R"(,"tags":["task_categories:{}","language:{}","size_categories:10K<n<100K","format:parquet","modality:text",)"
        R"("library:datasets","license:{}","region:us","{}"],"description":"This dataset was made of)",
        word(tasks), word(languages), word(licences), word(m_tags));
    for (std::size_t words = 10 + below(25); words > 0; --words) m_piece += " " + word(m_words);
    m_piece += " and more.\"";
}

void CatalogRows::appendSpace(const std::string&) {
    fmt::format_to(std::back_inserter(m_piece), R"(,"sdk":"{}","tags":["gradio","region:us","{}"])",
                   chance(70) ? "gradio" : "docker", word(m_tags));
}

} // namespace orrery::bench
