// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "hub_cache.h"

#include <orrery/library/manage.h>

#include "gguf/random_model.h"

#include <fmt/format.h>

using namespace orrery;
using namespace orrery::library;
using namespace orrery::test;
using LibraryKind = orrery::library::Kind;

/// Places that are not the Hub cache: LM Studio, Ollama, folders.
class LibraryForeignTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_cache.emplace();
        m_places = m_cache->places();
    }

    void standardPlacesAreFoundWhereTheyExist() {
        const fs::path home = m_cache->base();
        QVERIFY(standardPlaces(home, m_cache->root(), home / "data").lmStudio.empty());
        fs::create_directories(home / ".cache/lm-studio/models");
        fs::create_directories(home / ".ollama/models");
        Places places = standardPlaces(home, m_cache->root(), home / "data");
        QCOMPARE(places.lmStudio, home / ".cache/lm-studio/models");
        QCOMPARE(places.ollama, home / ".ollama/models");
        QCOMPARE(places.pins, home / "data/pins.json");
        fs::create_directories(home / ".lmstudio/models");
        QCOMPARE(standardPlaces(home, m_cache->root(), home).lmStudio, home / ".lmstudio/models");
    }

    void lmStudioModelsAreItemsOfTheirRepository() {
        m_places.lmStudio = folder("lm");
        const fs::path repo = m_places.lmStudio / "acme/Foo-GGUF";
        writeFile(repo / "Foo-Q4_K_M.gguf", fixtures::randomModel().bytes());
        writeFile(repo / "Foo-Q8_0-00001-of-00002.gguf", std::string(50, 'x'));
        writeFile(repo / "Foo-Q8_0-00002-of-00002.gguf", std::string(60, 'y'));
        writeFile(repo / "mmproj-Foo-F16.gguf", std::string(7, 'p'));
        writeFile(m_places.lmStudio / "stray.gguf", "x");
        const Library library = scanned();
        QCOMPARE(library.items.size(), 2ULL);
        const Item split = HubCache::find(library, "Foo-Q8_0-00001-of-00002.gguf");
        QCOMPARE(split.size, 117ULL); // its projector too
        QCOMPARE(split.repo->name, std::string("acme/Foo-GGUF"));
        QCOMPARE(split.key, std::string("lmstudio:acme/Foo-GGUF/Foo-Q8_0-00001-of-00002.gguf"));
        QVERIFY(!split.writable);
        QCOMPARE(split.quantisation, std::string("Q8_0"));
        QCOMPARE(HubCache::find(library, "Foo-Q4_K_M.gguf").architecture, std::string("llama"));
        const auto removal = planRemoval(split);
        QVERIFY(!removal);
        QVERIFY(removal.error().message.find("LM Studio") != std::string::npos);
    }

    void ollamaModelsAreReadFromTheirManifests() {
        m_places.ollama = folder("ollama");
        const std::string model = fixtures::randomModel().bytes();
        const std::string digest = platform::sha256(model);
        writeFile(m_places.ollama / "blobs" / ("sha256-" + digest), model);
        const std::string manifest = layers(digest, model.size());
        writeFile(m_places.ollama / "manifests/registry.ollama.ai/library/tiny/3b", manifest);
        writeFile(m_places.ollama / "manifests/registry.ollama.ai/acme/tiny/latest", manifest);
        writeFile(m_places.ollama / "manifests/hf.co/acme/Tiny-GGUF/Q4_K_M", manifest);
        const Library library = scanned();
        QCOMPARE(library.items.size(), 3ULL);
        const Item tiny = HubCache::find(library, "tiny:3b");
        QCOMPARE(tiny.architecture, std::string("llama"));
        QCOMPARE(tiny.revisions.front().files.front().hash, digest);
        QVERIFY(!tiny.writable);
        QVERIFY(!HubCache::find(library, "acme/tiny:latest").key.empty());
        QCOMPARE(HubCache::find(library, "hf.co/acme/Tiny-GGUF:Q4_K_M").repo->name, std::string("acme/Tiny-GGUF"));
        QCOMPARE(library.size, std::uint64_t(model.size())); // three names, the bytes once
        QVERIFY(library.duplicates.empty());
    }

    void hostileOllamaManifestsAreFindings() {
        m_places.ollama = folder("ollama");
        const fs::path tags = m_places.ollama / "manifests/registry.ollama.ai/library/bad";
        writeFile(tags / "path",
                  R"({"layers":[{"mediaType":"x.model","digest":"sha256:../../../etc/passwd","size":1}]})");
        writeFile(tags / "deep", std::string(100'000, '['));
        writeFile(tags / "huge", std::string(2 << 20, ' '));
        writeFile(tags / "types", R"({"layers":[1,{"digest":7},null]})");
        writeFile(tags / "gone", layers(std::string(64, 'a'), 10));
        const Library library = scanned();
        QCOMPARE(library.findings.size(), 4ULL);
        QCOMPARE(library.items.size(), 1ULL);
        QVERIFY(hasFinding(library.items.front().findings, Finding::Kind::Incomplete));
    }

    void ollamaPartialsAreReported() {
        m_places.ollama = folder("ollama");
        fs::create_directories(m_places.ollama / "manifests");
        writeFile(m_places.ollama / "blobs/sha256-abc-partial", std::string(1000, 'x'));
        writeFile(m_places.ollama / "blobs/sha256-abc-partial-0", "{}");
        QVERIFY(hasFinding(scanned().findings, Finding::Kind::ForeignPartial));
    }

    void aFolderOfEverythingIsSorted() {
        const fs::path root = chosen();
        writeFile(root / "a/llm-Q4_0.gguf", "x");
        writeFile(root / "mlx/model.safetensors", "x");
        writeFile(root / "mlx/config.json", "{}");
        writeFile(root / "loras/one.safetensors", "x");
        writeFile(root / "loras/two.safetensors", "x");
        writeFile(root / "torch/pytorch_model.bin", "x");
        writeFile(root / "torch/config.json", "{}");
        writeFile(root / "junk/data.pkl", "x");
        writeFile(root / "arm/arm.urdf", "<robot name=\"arm\"/>");
        writeFile(root / "arm/meshes/base.stl", "x");
        writeFile(root / "leg/leg.xml", "<!-- a leg --><mujoco model=\"leg\"/>");
        writeFile(root / "leg/annotation.xml", "<annotation/>");
        writeFile(root / "episodes/meta/info.json", R"({"codebase_version":"v3.0","fps":30})");
        writeFile(root / "episodes/data/chunk-000/file-000.parquet", "12345");
        writeFile(root / "other/meta/info.json", "{}");
        writeFile(root / ".hidden/secret.gguf", "x");
        const Library library = scanned();
        std::set<std::string> titles;
        for (const Item& item : library.items) titles.insert(item.title);
        QCOMPARE(titles, (std::set<std::string>{"llm-Q4_0.gguf", "mlx", "one.safetensors", "two.safetensors", "torch",
                                                "arm.urdf", "leg.xml", "episodes"}));
        QVERIFY(HubCache::find(library, "episodes").kind == LibraryKind::Dataset);
        QVERIFY(HubCache::find(library, "arm.urdf").kind == LibraryKind::Robot);
        QVERIFY(HubCache::find(library, "leg.xml").format == Format::Mjcf);
        QVERIFY(HubCache::find(library, "torch").format == Format::Pickle);
        QVERIFY(library.findings.empty());
    }

    void linksAreFollowedOnceAndCirclesEnd() {
        const fs::path root = chosen();
        writeFile(root / "models/one.gguf", "x");
        fs::create_symlink(root, root / "models/back");
        fs::create_symlink("again", root / "again");
        fs::create_directories(m_cache->base() / "disk");
        writeFile(m_cache->base() / "disk/two.gguf", "y");
        fs::create_symlink(m_cache->base() / "disk", root / "linked");
        fs::create_symlink(m_cache->base() / "disk", root / "linked-too");
        const Library library = scanned();
        QCOMPARE(library.items.size(), 2ULL);
        QVERIFY(library.findings.empty());
    }

    void aPlaceWithinAPlaceIsScannedOnce() {
        m_cache->add("one.gguf", "x");
        m_places.folders = {m_cache->base(), m_cache->root()};
        QCOMPARE(scanned().items.size(), 1ULL);
    }

    void foldersTooDeepOrGoneAreFindings() {
        fs::path deep = chosen();
        for (int i = 0; i < 40; ++i) deep /= "d";
        writeFile(deep / "x.gguf", "x");
        m_places.folders.push_back(m_cache->base() / "unplugged");
        const Library library = scanned();
        QCOMPARE(library.items.size(), 0ULL);
        QCOMPARE(library.findings.size(), 2ULL);
    }

    void brokenFilesAreStillItems() {
        const fs::path root = chosen();
        writeFile(root / "empty.gguf", "");
        writeFile(root / "lying.safetensors", std::string(8, '\xff') + "{}");
        writeFile(root / "short-00001-of-99999.gguf", "GGUF");
        fs::create_symlink("nowhere", root / "dangling.gguf");
        const Library library = scanned();
        QCOMPARE(library.items.size(), 3ULL);
    }

    void duplicatesAreFoundAcrossPlaces() {
        const std::string bytes(1'500'000, 'd');
        m_cache->add("same-Q4_0.gguf", bytes);
        m_places.ollama = folder("ollama");
        const std::string digest = platform::sha256(bytes);
        writeFile(m_places.ollama / "blobs" / ("sha256-" + digest), bytes);
        writeFile(m_places.ollama / "manifests/registry.ollama.ai/library/same/latest", layers(digest, bytes.size()));
        writeFile(chosen() / "same-Q4_0.gguf", bytes);
        fs::create_hard_link(chosen() / "same-Q4_0.gguf", chosen() / "hard-Q4_0.gguf");
        const Library library = scanned();
        QCOMPARE(library.duplicates.size(), 2ULL);
        QVERIFY(library.duplicates.front().hash.empty()); // same name and size, in the folder and in the cache
        QCOMPARE(library.duplicates.back().hash, digest);
        for (const Duplicate& duplicate : library.duplicates) QCOMPARE(duplicate.files.size(), 2ULL);
    }

    void filesOfAChosenFolderCanBeRemoved() {
        const fs::path root = chosen();
        writeFile(root / "keep.txt", "k");
        writeFile(root / "one.gguf", "12345");
        writeFile(root / "mlx/model.safetensors", "123");
        writeFile(root / "mlx/config.json", "{}");
        const Library library = scanned();
        const auto file = planRemoval(HubCache::find(library, "one.gguf"));
        QVERIFY(file);
        QCOMPARE(file->freed, 5ULL);
        QCOMPARE(file->paths, std::vector<fs::path>{root / "one.gguf"});
        QVERIFY(library::remove(*file));
        const auto whole = planRemoval(HubCache::find(library, "mlx"));
        QVERIFY(whole && library::remove(*whole));
        QCOMPARE(listing(root), std::vector<std::string>{"keep.txt = k"});
    }

private:
    [[nodiscard]] fs::path folder(const std::string& name) const {
        fs::create_directories(m_cache->base() / name);
        return m_cache->base() / name;
    }
    fs::path chosen() {
        m_places.folders = {folder("chosen")};
        return m_places.folders.front();
    }
    [[nodiscard]] Library scanned() const { return library::scan(m_places).value(); }

    static std::string layers(const std::string& digest, std::size_t size) {
        return fmt::format("{{\"layers\":[{{\"mediaType\":\"application/vnd.ollama.image.model\","
                           "\"digest\":\"sha256:{}\",\"size\":{}}}]}}",
                           digest, size);
    }

    std::optional<HubCache> m_cache;
    Places m_places;
};

QTEST_APPLESS_MAIN(LibraryForeignTest)
#include "tst_library_foreign.moc"
