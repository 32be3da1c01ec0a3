// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "demo_hub.h"

#include "demo_repos.h"

#include <algorithm>

namespace orrery::fakes {

namespace {

using nlohmann::json;

void addUsers(FakeHub& hub) {
    hub.addUser({.token = "hf_demo", .name = "demo", .whoami = {{"fullname", "Demonstration"}, {"isPro", true}}});
    hub.addUser({.token = "hf_guest", .name = "guest"});
}

void addModels(FakeHub& hub, std::size_t count) {
    std::size_t added = 0;
    for (std::uint32_t n = 0; added < count; ++n) {
        auto repos = demoFamily(n);
        repos.push_back(demoOddModel(n));
        for (auto& repo : repos) {
            if (added++ < count) hub.addRepo(std::move(repo));
        }
    }
}

void addOrganisations(FakeHub& hub) {
    for (const auto owner : demoOwners) {
        hub.addAccount({.name = std::string(owner),
                        .organisation = true,
                        .fields = {{"fullname", std::string(owner) + " (made up)"},
                                   {"details", "An organisation that does not exist."},
                                   {"isVerified", owner.size() % 2 == 0},
                                   {"numFollowers", owner.size() * 137}}});
    }
}

void addReading(FakeHub& hub) {
    for (std::uint32_t i = 0; i < 6; ++i) {
        json items = json::array();
        for (std::uint32_t n = 0; n < 3 + i; ++n)
            items.push_back({{"type", "model"},
                             {"id", demoFamilyId(n * 3 + i)},
                             {"position", n},
                             {"note", {{"text", "Worth a try."}}}});
        const std::string owner(demoOwners[i]);
        hub.addCollection({{"slug", owner + "/shelf-" + std::to_string(i) + "-" + sha1Hex(owner).substr(0, 24)},
                           {"title", "Shelf " + std::to_string(i + 1)},
                           {"description", "What stands on this shelf."},
                           {"owner", {{"name", owner}, {"type", "org"}}},
                           {"upvotes", 10 * i},
                           {"lastUpdated", "2026-09-0" + std::to_string(i + 1) + "T00:00:00.000Z"},
                           {"items", items}});
    }
    for (std::uint32_t i = 0; i < 12; ++i) {
        const std::string number = std::to_string(10001 + i);
        hub.addPaper({{"paper",
                       {{"id", "2609." + number},
                        {"title", "On the winding of springs, part " + std::to_string(i + 1)},
                        {"summary", "We wind springs and report how long they run. An invented abstract."},
                        {"authors", json::array({{{"name", "The brass works"}}})},
                        {"upvotes", 7 * i},
                        {"publishedAt", "2026-09-10T00:00:00.000Z"}}}});
    }
}

} // namespace

void addDemo(FakeHub& hub, std::size_t repositories) {
    const std::size_t models = repositories * 7 / 10;
    const std::size_t datasets = repositories * 2 / 10;
    addUsers(hub);
    addOrganisations(hub);
    addReading(hub);
    addModels(hub, models);
    for (std::uint32_t n = 0; n < datasets; ++n) hub.addRepo(demoDataset(n));
    for (std::uint32_t n = 0; n + models + datasets < repositories; ++n) hub.addRepo(demoSpace(n));
}

void addSamples(FakeHub& hub) {
    addUsers(hub);
    const FakeFile readme{.path = "README.md", .bytes = "---\nlicense: mit\n---\n# Pocket watch\n"};
    hub.addRepo({.id = "brass-works/pocket-watch",
                 .commits = {{.files = {readme,
                                        {.path = "config.json", .bytes = "{\"model_type\": \"llama\"}"},
                                        {.path = "weights/watch-Q4_K_M.gguf", .size = 3000001},
                                        {.path = "weights/watch-Q8_0.gguf", .size = 5000003, .seed = 2}},
                              .title = "First",
                              .author = "brass-bot"},
                             {.files = {{.path = "config.json", .bytes = "{\"model_type\": \"llama\", \"v\": 2}"},
                                        {.path = "weights/watch-Q8_0.gguf", .size = 5000003, .seed = 3}},
                              .title = "Second",
                              .author = "brass-bot",
                              .date = "2026-06-03T09:10:11.000Z"}},
                 .refs = {{"v1", 0}, {"refs/pr/1", 1}},
                 .tagged = {"v1"},
                 .task = "text-generation",
                 .tags = {"gguf"},
                 .downloads = 12});
    hub.addRepo({.kind = FakeKind::Dataset,
                 .id = "lantern-robots/cogs",
                 .commits = {{.files = {{.path = "meta/info.json", .bytes = "{}"},
                                        {.path = "data/chunk-000/file-000.parquet", .size = 200000}}}}});
    hub.addRepo({.id = "night-ink/closed",
                 .commits = {{.files = {readme, {.path = "model.safetensors", .size = 100000}}}},
                 .gated = "manual",
                 .readers = {"demo"}});
    hub.addRepo({.id = "night-ink/secret", .commits = {{.files = {readme}}}, .isPrivate = true, .readers = {"demo"}});
    hub.addRepo({.id = "watch", .movedTo = "brass-works/pocket-watch"});
}

} // namespace orrery::fakes
