// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_cards.h"
#include "demo_dice.h"
#include "demo_gguf.h"
#include "demo_repos.h"

namespace orrery::fakes {

namespace {

using nlohmann::json;

struct Trade {
    std::string_view task;
    std::string_view library;
    std::string_view name;
};
constexpr std::array<Trade, 8> trades = {{{"text-to-image", "diffusers", "Lantern-Slides"},
                                          {"automatic-speech-recognition", "transformers", "Ear-Trumpet"},
                                          {"image-classification", "timm", "Dial-Reader"},
                                          {"feature-extraction", "sentence-transformers", "Card-Index"},
                                          {"robotics", "lerobot", "Automaton-Policy"},
                                          {"text-to-speech", "transformers", "Speaking-Tube"},
                                          {"object-detection", "transformers", "Spyglass"},
                                          {"image-text-to-text", "transformers", "Magic-Lantern"}}};

json pickleScan(std::uint32_t n) {
    constexpr std::array<const char*, 4> statuses = {"safe", "caution", "suspicious", "unsafe"};
    const char* status = statuses[n % statuses.size()];
    json imports = json::array({{{"module", "torch"}, {"name", "FloatStorage"}, {"safety", "innocuous"}}});
    if (n % 4 >= 2) imports.push_back({{"module", "posix"}, {"name", "system"}, {"safety", "dangerous"}});
    return {{"status", status},
            {"avScan", {{"status", n % 4 == 3 ? "unsafe" : "safe"}, {"message", "No infection detected"}}},
            {"pickleImportScan", {{"status", status}, {"pickleImports", imports}}},
            {"protectAiScan", {{"status", status}}},
            {"jFrogScan", {{"status", "unscanned"}}},
            {"virusTotalScan", {{"status", "queued"}}}};
}

std::string numbered(std::uint32_t n) {
    return n < trades.size() ? std::string() : "-" + std::to_string(n / trades.size() + 1);
}

FakeRepo begun(FakeKind kind, std::string id, Dice& dice) {
    const std::uint64_t downloads = dice.popularity(900000);
    return {.kind = kind,
            .id = std::move(id),
            .downloads = downloads,
            .likes = downloads / 700 + dice.below(40),
            .trending = static_cast<double>(dice.below(90)),
            .created = dice.day()};
}

/// meta/info.json of a LeRobot dataset.
std::string lerobotInfo(std::uint32_t n, std::uint32_t episodes) {
    const json joints = {"shoulder_pan.pos", "shoulder_lift.pos", "elbow_flex.pos",
                         "wrist_flex.pos",   "wrist_roll.pos",    "gripper.pos"};
    const json arm = {{"dtype", "float32"}, {"shape", {6}}, {"names", joints}};
    const json camera = {{"dtype", "video"},
                         {"shape", {480, 640, 3}},
                         {"names", {"height", "width", "channels"}},
                         {"info", {{"video.fps", 30.0}, {"video.codec", "av1"}}}};
    return json{{"codebase_version", n % 3 == 0 ? "v2.1" : "v3.0"},
                {"robot_type", n % 2 == 0 ? "so100_follower" : "brass_arm"},
                {"fps", 30},
                {"total_episodes", episodes},
                {"total_frames", episodes * 290},
                {"total_tasks", 1},
                {"splits", {{"train", "0:" + std::to_string(episodes)}}},
                {"features", {{"action", arm}, {"observation.state", arm}, {"observation.images.front", camera}}},
                {"data_path", "data/chunk-{chunk_index:03d}/file-{file_index:03d}.parquet"},
                {"video_path", "videos/{video_key}/chunk-{chunk_index:03d}/file-{file_index:03d}.mp4"}}
        .dump(2);
}

void fillRobotDataset(FakeRepo& repo, std::uint32_t n, Dice& dice) {
    const std::uint32_t episodes = 10 + dice.below(190);
    repo.library = "lerobot";
    repo.tags = {"LeRobot", "format:parquet", "modality:timeseries", "modality:video"};
    repo.fields["cardData"] = {
        {"license", "apache-2.0"}, {"task_categories", {"robotics"}}, {"size_categories", {"10K<n<100K"}}};
    repo.fields["description"] = std::to_string(episodes) + " episodes of a small arm putting cogs into a box.";
    const std::string video = "videos/observation.images.front/chunk-000/file-000.mp4";
    repo.commits.push_back(
        {.files = {{.path = "meta/info.json", .bytes = lerobotInfo(n, episodes)},
                   {.path = "meta/tasks.jsonl",
                    .bytes = "{\"task_index\": 0, \"task\": \"Put the cog into the box\"}\n"},
                   {.path = "data/chunk-000/file-000.parquet", .size = 90000 + dice.below(200000)},
                   {.path = video, .size = episodes * 2100000ULL, .sha256 = claimedHash(repo.id + video)},
                   {.path = "README.md", .bytes = datasetCard(repo.id, repo.fields["cardData"])}},
         .title = "Record episodes",
         .author = "robot-bot",
         .date = dice.day()});
}

void fillTextDataset(FakeRepo& repo, Dice& dice) {
    constexpr std::array<const char*, 4> licences = {"cc-by-4.0", "odc-by", "mit", "cc-by-nc-sa-4.0"};
    repo.tags = {"format:json", "modality:text", "library:datasets"};
    repo.fields["cardData"] = {{"license", dice.pick(licences)},
                               {"pretty_name", "Letters between clockmakers"},
                               {"language", {"en", "fr"}},
                               {"task_categories", {"text-generation"}},
                               {"size_categories", {"1K<n<10K"}}};
    repo.fields["description"] = "Invented letters between clockmakers, one a line.";
    std::string lines;
    for (int i = 0; i < 200; ++i)
        lines +=
            json{{"text", "Dear colleague, spring number " + std::to_string(dice.below(900)) + " is late."}}.dump() +
            "\n";
    repo.commits.push_back({.files = {{.path = "data/train.jsonl", .bytes = lines},
                                      {.path = "README.md", .bytes = datasetCard(repo.id, repo.fields["cardData"])}},
                            .author = "brass-bot",
                            .date = dice.day()});
}

} // namespace

FakeRepo demoOddModel(std::uint32_t n) {
    Dice dice(n * 31337 + 3);
    const Trade& trade = trades[n % trades.size()];
    FakeRepo repo =
        begun(FakeKind::Model, std::string(dice.pick(demoOwners)) + "/" + std::string(trade.name) + numbered(n), dice);
    repo.task = trade.task;
    repo.library = trade.library;
    repo.fields["cardData"] = {{"license", n % 3 == 0 ? "openrail" : "apache-2.0"},
                               {"pipeline_tag", repo.task},
                               {"library_name", repo.library}};
    if (n % 7 == 4) repo.disabled = n % 14 == 11;
    std::vector<FakeFile> files = {
        {.path = "README.md", .bytes = modelCard(std::string(trade.name), repo.fields["cardData"], "86M")},
        {.path = "assets/loss.svg", .bytes = lossPicture(n)},
        {.path = "config.json", .bytes = R"({"type": "act", "input_features": {}, "output_features": {}})"}};
    if (n % 2 == 0) {
        files.push_back({.path = "pytorch_model.bin", .size = 150000, .seed = n + 1, .scan = pickleScan(n / 2)});
    } else {
        files.push_back({.path = "model.safetensors", .size = 150000, .seed = n + 1, .scan = {{"status", "safe"}}});
        repo.tags.emplace_back("safetensors");
        repo.fields["safetensors"] = {{"parameters", {{"F32", 86000000}}}, {"total", 86000000}};
    }
    repo.commits.push_back({.files = std::move(files), .author = "brass-bot", .date = dice.day()});
    return repo;
}

FakeRepo demoDataset(std::uint32_t n) {
    Dice dice(n * 611953 + 17);
    const bool robot = n % 2 == 0;
    const std::string name = robot ? "cog-sorting-" + std::to_string(n) : "letters-" + std::to_string(n);
    FakeRepo repo =
        begun(FakeKind::Dataset, (robot ? "lantern-robots/" : std::string(dice.pick(demoOwners)) + "/") + name, dice);
    if (n % 11 == 5) repo.gated = "auto";
    if (robot) {
        fillRobotDataset(repo, n, dice);
    } else {
        fillTextDataset(repo, dice);
    }
    return repo;
}

FakeRepo demoSpace(std::uint32_t n) {
    constexpr std::array<const char*, 3> kits = {"gradio", "docker", "static"};
    constexpr std::array<const char*, 3> stages = {"RUNNING", "SLEEPING", "BUILD_ERROR"};
    Dice dice(n * 15485863 + 29);
    FakeRepo repo =
        begun(FakeKind::Space, std::string(dice.pick(demoOwners)) + "/workbench-" + std::to_string(n), dice);
    const char* kit = kits[n % kits.size()];
    const json models = json::array({demoFamilyId(n) + "-Instruct"});
    repo.fields = {{"sdk", kit},
                   {"subdomain", "workbench-" + std::to_string(n)},
                   {"runtime", {{"stage", dice.pick(stages)}, {"hardware", {{"current", "cpu-basic"}}}}},
                   {"models", models},
                   {"cardData",
                    {{"title", "Workbench " + std::to_string(n)},
                     {"sdk", kit},
                     {"emoji", "\u2699"},
                     {"colorFrom", "yellow"},
                     {"colorTo", "gray"},
                     {"models", models},
                     {"short_description", "Try the model at a workbench"}}}};
    repo.commits.push_back({.files = {{.path = "README.md", .bytes = spaceCard(repo.id, repo.fields["cardData"])},
                                      {.path = "app.py", .bytes = "print('tick')\n"}},
                            .author = "brass-bot",
                            .date = dice.day()});
    return repo;
}

} // namespace orrery::fakes
