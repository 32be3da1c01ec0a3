// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_cards.h"
#include "demo_dice.h"
#include "demo_gguf.h"
#include "demo_repos.h"

namespace orrery::fakes {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 14> clocks = {
    "Pocketwatch", "Escapement", "Sundial",  "Hourglass",  "Metronome", "Tourbillon", "Astrolabe",
    "Clepsydra",   "Mainspring", "Pendulum", "Orreryette", "Carillon",  "Almanac",    "Sextant"};

struct Licence {
    std::string_view id;
    std::string_view name;
};
constexpr std::array<Licence, 9> licences = {{{"apache-2.0", ""},
                                              {"apache-2.0", ""},
                                              {"mit", ""},
                                              {"cc-by-nc-4.0", ""},
                                              {"llama3.1", ""},
                                              {"gemma", ""},
                                              {"openrail", ""},
                                              {"other", "brass-community-licence"},
                                              {"cc-by-sa-4.0", ""}}};
const std::vector<std::vector<std::string>> languages = {
    {"en"}, {"en", "de"}, {"en", "fr", "es", "it"}, {"en", "zh", "ja", "ko"}, {"en", "hi"}, {"en", "ar", "sw"}};

struct Family {
    std::uint32_t number;
    DemoSize size;
    std::string owner;
    std::string name; ///< "Pocketwatch-8B"
    json card;        ///< What all members say: licence, languages.
};

Family familyOf(std::uint32_t n) {
    Dice dice(n * 7919 + 11);
    const auto& sizes = demoSizes();
    Family family{.number = n,
                  .size = sizes[n % sizes.size()],
                  .owner = std::string(demoOwners[n / 3 % demoOwners.size()]),
                  .name = std::string(clocks[n / sizes.size() % clocks.size()]),
                  .card = json::object()};
    const std::size_t edition = n / sizes.size() / clocks.size();
    if (edition > 0) family.name += "-" + std::to_string(edition + 1);
    family.name += "-" + std::string(family.size.label);
    const Licence& licence = dice.pick(licences);
    family.card["license"] = licence.id;
    if (!licence.name.empty()) {
        family.card["license_name"] = licence.name;
        family.card["license_link"] = "LICENSE";
    }
    family.card["language"] = dice.pick(languages);
    family.card["pipeline_tag"] = "text-generation";
    return family;
}

FakeRepo member(const Family& family, const std::string& owner, const std::string& suffix, Dice& dice) {
    const std::uint64_t downloads = dice.popularity(4000000);
    FakeRepo repo{.id = owner + "/" + family.name + suffix,
                  .task = "text-generation",
                  .tags = {"conversational", "clockwork"},
                  .downloads = downloads,
                  .likes = downloads / 900 + dice.below(60),
                  .trending = static_cast<double>(dice.below(40) + (downloads > 100000 ? dice.below(200) : 0)),
                  .created = dice.day()};
    repo.fields["cardData"] = family.card;
    return repo;
}

/// Weights in bfloat16, in files of at most about 5 GB.
std::vector<FakeFile> safetensorsFiles(const std::string& name, std::uint64_t bytes) {
    constexpr std::uint64_t most = 5000000000;
    const std::size_t count = (bytes + most - 1) / most;
    std::vector<FakeFile> files;
    for (std::size_t i = 1; i <= count; ++i) {
        std::string path = "model.safetensors";
        if (count > 1) {
            const auto padded = [](std::size_t n) { return std::string(n < 10 ? "0000" : "000") + std::to_string(n); };
            path = "model-" + padded(i) + "-of-" + padded(count) + ".safetensors";
        }
        const std::string header = R"({"__metadata__":{"format":"pt"}})";
        std::string begin(8, '\0');
        begin[0] = static_cast<char>(header.size());
        files.push_back({.path = path,
                         .bytes = begin + header,
                         .size = bytes / count,
                         .seed = i,
                         .sha256 = claimedHash(name + path),
                         .scan = {{"status", "safe"}}});
    }
    return files;
}

std::string configJson(const Family& family) {
    return json{{"architectures", {"LlamaForCausalLM"}},
                {"model_type", "llama"},
                {"max_position_embeddings", family.size.contextLength},
                {"torch_dtype", "bfloat16"}}
        .dump(2);
}

void addWeights(FakeRepo& repo, const Family& family, Dice& dice) {
    repo.library = "transformers";
    repo.tags.emplace_back("safetensors");
    repo.tags.emplace_back("llama");
    repo.fields["config"] = {{"architectures", {"LlamaForCausalLM"}}, {"model_type", "llama"}};
    repo.fields["safetensors"] = {{"parameters", {{"BF16", family.size.parameters}}},
                                  {"total", family.size.parameters}};
    repo.fields["cardData"]["library_name"] = repo.library;
    std::vector<FakeFile> files = safetensorsFiles(repo.id, family.size.parameters * 2);
    files.push_back({.path = "config.json", .bytes = configJson(family)});
    files.push_back({.path = "tokenizer_config.json", .bytes = R"({"model_max_length": 131072})"});
    files.push_back({.path = "assets/loss.svg", .bytes = lossPicture(family.number)});
    if (repo.fields["cardData"].value("license", "") == "other")
        files.push_back({.path = "LICENSE", .bytes = "You may wind it, but not sell the key.\n"});
    repo.commits.push_back(
        {.files = std::move(files), .title = "Weights", .author = "brass-bot", .date = repo.created});
    const std::string card =
        modelCard(repo.id.substr(repo.id.find('/') + 1), repo.fields["cardData"], family.size.label);
    repo.commits.push_back({.files = {{.path = "README.md", .bytes = card}},
                            .title = "Say what it is",
                            .author = "brass-bot",
                            .date = dice.day()});
    repo.refs = {{"v1.0", 0}};
    repo.tagged = {"v1.0"};
}

void descendFrom(FakeRepo& repo, const std::string& base, const char* relation) {
    repo.fields["cardData"]["base_model"] = json::array({base});
    repo.fields["cardData"]["base_model_relation"] = relation;
}

FakeRepo quantised(const Family& family, const FakeRepo& base, Dice& dice) {
    static constexpr std::array<std::string_view, 3> quantisers = {"tiny-lab", "moss-signal", "quiet-harbour"};
    const std::string name = base.id.substr(base.id.find('/') + 1);
    FakeRepo repo = member(family, std::string(dice.pick(quantisers)), "-Instruct-GGUF", dice);
    repo.library = "gguf";
    repo.tags.insert(repo.tags.end(), {"gguf", "llama"});
    descendFrom(repo, base.id, "quantized");
    auto files = quantisedFiles(name, family.size);
    repo.fields["gguf"] = {{"total", family.size.parameters},
                           {"architecture", "llama"},
                           {"context_length", family.size.contextLength},
                           {"totalFileSize", files[2].length()}};
    files.push_back({.path = "README.md", .bytes = quantisedCard(name, repo.fields["cardData"], base.id)});
    repo.commits.push_back(
        {.files = std::move(files), .title = "Quantised files", .author = "quant-bot", .date = dice.day()});
    return repo;
}

FakeRepo adapter(const Family& family, const FakeRepo& base, Dice& dice) {
    FakeRepo repo = member(family, std::string(dice.pick(demoOwners)), "-Sea-Shanty-LoRA", dice);
    repo.library = "peft";
    repo.tags.insert(repo.tags.end(), {"lora", "safetensors"});
    descendFrom(repo, base.id, "adapter");
    repo.commits.push_back(
        {.files = {{.path = "adapter_model.safetensors", .size = 200000},
                   {.path = "adapter_config.json", .bytes = R"({"r": 16, "peft_type": "LORA"})"},
                   {.path = "README.md", .bytes = frontMatter(repo.fields["cardData"]) + "\n# Shanties\n"}},
         .author = "brass-bot",
         .date = dice.day()});
    return repo;
}

} // namespace

std::string demoFamilyId(std::uint32_t n) {
    const Family family = familyOf(n);
    return family.owner + "/" + family.name;
}

std::vector<FakeRepo> demoFamily(std::uint32_t n) {
    const Family family = familyOf(n);
    Dice dice(n * 104729 + 5);
    std::vector<FakeRepo> repos;
    repos.push_back(member(family, family.owner, "", dice));
    addWeights(repos.back(), family, dice);

    FakeRepo tuned = member(family, family.owner, "-Instruct", dice);
    descendFrom(tuned, repos[0].id, "finetune");
    if (n % 5 == 2) tuned.gated = n % 2 == 0 ? "auto" : "manual";
    if (n % 10 == 2) tuned.readers = {"demo"};
    if (!tuned.gated.empty())
        tuned.fields["cardData"]["extra_gated_prompt"] = "Promise to wind it every day, and never to open the back.";
    addWeights(tuned, family, dice);
    repos.push_back(tuned);
    repos.push_back(quantised(family, tuned, dice));
    if (n % 3 == 1) repos.push_back(adapter(family, tuned, dice));
    if (n % 4 == 3) {
        FakeRepo merge = member(family, "night-ink", "-Moonphase-Merge", dice);
        merge.fields["cardData"]["base_model"] = json::array({tuned.id, demoFamilyId(n + 8)});
        merge.fields["cardData"]["base_model_relation"] = "merge";
        merge.isPrivate = n % 8 == 7;
        if (merge.isPrivate) merge.readers = {"demo"};
        addWeights(merge, family, dice);
        repos.push_back(merge);
    }
    return repos;
}

} // namespace orrery::fakes
