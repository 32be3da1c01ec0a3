// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/runtimes/release.h>
#include <orrery/runtimes/runtime_store.h>

#include <nlohmann/json.hpp>

using namespace orrery;
using namespace orrery::runtimes;

namespace {

nlohmann::json assetOf(const std::string& name) {
    return {{"name", name},
            {"browser_download_url", "https://example.org/download/b11669/" + name},
            {"size", 12345678},
            {"digest", "sha256:" + std::string(63, 'a') + 'B'}};
}

/// What upstream's releases held through 2026.
nlohmann::json upstream(const std::string& tag = "b11669") {
    nlohmann::json release = {
        {"tag_name", tag}, {"published_at", "2026-11-20T10:11:12Z"}, {"assets", nlohmann::json::array()}};
    for (const char* rest : {"macos-arm64.tar.gz",
                             "macos-x64.tar.gz",
                             "ubuntu-openvino-2026.0-x64.tar.gz",
                             "ubuntu-rocm-7.2-x64.tar.gz",
                             "ubuntu-s390x.tar.gz",
                             "ubuntu-sycl-fp16-x64.tar.gz",
                             "ubuntu-sycl-fp32-x64.tar.gz",
                             "ubuntu-vulkan-arm64.tar.gz",
                             "ubuntu-vulkan-x64.tar.gz",
                             "ubuntu-cuda-12.4-x64.tar.gz",
                             "ubuntu-cuda-13.1-x64.tar.gz",
                             "ubuntu-arm64.tar.gz",
                             "ubuntu-x64.tar.gz",
                             "win-cpu-arm64.zip",
                             "win-cpu-x64.zip",
                             "win-cuda-12.4-x64.zip",
                             "win-cuda-13.1-x64.zip",
                             "win-hip-radeon-x64.zip",
                             "win-opencl-adreno-arm64.zip",
                             "win-sycl-x64.zip",
                             "win-vulkan-x64.zip",
                             "310p-openEuler-x86.tar.gz",
                             "910b-openEuler-aarch64-aclgraph.tar.gz",
                             "android-arm64.tar.gz"})
        release["assets"].push_back(assetOf("llama-" + tag + "-bin-" + rest));
    for (const std::string other :
         {"cudart-llama-bin-win-cuda-12.4-x64.zip", "llama-b11669-xcframework.zip", "README.md"})
        release["assets"].push_back(assetOf(other));
    return release;
}

Release read(const nlohmann::json& json, std::string_view system = "linux", std::string_view processor = "x86_64") {
    const auto release = readRelease(json.dump(), system, processor);
    if (!release) qFatal("%s", describe(release.error()).c_str());
    return *release;
}

std::vector<std::string> fitting(const Release& release) {
    std::vector<std::string> backends;
    for (const ReleaseAsset& asset : release.assets)
        if (asset.fitsHere) backends.push_back(asset.backend);
    return backends;
}

} // namespace

class TestRuntimesRelease : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsUpstream();
    void otherComputers();
    void names_data();
    void names();
    void newestOfAList();
    void hashesAndSizes();
    void leavesOutWhatIsUnsafe();
    void noRelease_data();
    void noRelease();
    void addresses();
};

void TestRuntimesRelease::readsUpstream() {
    const Release release = read(upstream());
    QCOMPARE(release.tag, std::string("b11669"));
    QCOMPARE(release.build, std::uint64_t{11669});
    QCOMPARE(release.published, std::string("2026-11-20T10:11:12Z"));
    QCOMPARE(release.assets.size(), std::size_t{24});
    const std::vector<std::string> expected = {"CPU",       "OpenVINO 2026.0", "ROCm 7.2",  "SYCL fp16",
                                               "SYCL fp32", "Vulkan",          "CUDA 12.4", "CUDA 13.1"};
    QVERIFY(fitting(release) == expected);
    QCOMPARE(release.assets.front().name, std::string("llama-b11669-bin-ubuntu-x64.tar.gz"));
    QVERIFY(release.assets[7].fitsHere && !release.assets[8].fitsHere);
}

void TestRuntimesRelease::otherComputers() {
    QVERIFY((fitting(read(upstream(), "linux", "aarch64")) == std::vector<std::string>{"CPU", "Vulkan"}));
    QVERIFY((fitting(read(upstream(), "linux", "s390x")) == std::vector<std::string>{"CPU"}));
    QVERIFY((fitting(read(upstream(), "macos", "aarch64")) == std::vector<std::string>{"Metal"}));
    QVERIFY(fitting(read(upstream(), "linux", "riscv64")).empty());
    QCOMPARE(fitting(read(upstream(), "windows", "x86_64")).size(), std::size_t{6});
}

void TestRuntimesRelease::names_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("backend");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name, const char* backend, bool fits) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(backend) << fits;
    };
    row("llama-0.7.0-bin-ubuntu-x64.tar.gz", "CPU", true);
    row("llama-b5000-bin-ubuntu-x64.zip", "CPU", true);
    row("llama-b5000-bin-linux-avx512-x64.zip", "avx512", true);
    row("llama-b5000-bin-ubuntu-22.04-x64.tar.xz", "CPU", true);
    row("llama-b5000-bin-win-rocm-6.4-x64.zip", "ROCm 6.4", false);
    row("llama-b5000-bin-win-hip-radeon-x64.zip", "ROCm (HIP)", false);
    row("llama-b5000-bin-macos-arm64-kleidiai.tar.gz", "KleidiAI", false);
    row("llama-b5000-bin-ubuntu.tar.gz", "CPU", false);
    row("llama-b5000-bin-310p-openEuler-x86.tar.gz", "CANN 310P", false);
    row("llama-b5000-bin-.tar.gz", "CPU", false);
}

void TestRuntimesRelease::names() {
    QFETCH(QString, name);
    QFETCH(QString, backend);
    QFETCH(bool, fits);
    const Release release = read({{"tag_name", "b5000"}, {"assets", {assetOf(name.toStdString())}}});
    QCOMPARE(release.assets.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(release.assets[0].backend), backend);
    QCOMPARE(release.assets[0].fitsHere, fits);
}

void TestRuntimesRelease::newestOfAList() {
    const Release release = read(nlohmann::json::array({upstream("0.8.0"), upstream("b11669")}));
    QCOMPARE(release.tag, std::string("0.8.0"));
    QCOMPARE(release.build, std::uint64_t{0});
    QVERIFY(!release.assets.empty());
}

void TestRuntimesRelease::hashesAndSizes() {
    auto asset = assetOf("llama-b1-bin-ubuntu-x64.tar.gz");
    const auto only = [&asset] { return read({{"tag_name", "b1"}, {"assets", {asset}}}).assets.at(0); };
    QCOMPARE(only().sha256, std::string(63, 'a') + 'b');
    QCOMPARE(only().size, std::uint64_t{12345678});
    for (const char* digest : {"", "sha512:aa", "sha256:abc", "sha256:zz"}) {
        asset["digest"] = digest;
        QVERIFY(only().sha256.empty());
    }
    asset["digest"] = nullptr;
    asset["size"] = -5;
    QVERIFY(only().sha256.empty());
    QCOMPARE(only().size, std::uint64_t{0});
}

void TestRuntimesRelease::leavesOutWhatIsUnsafe() {
    auto release = upstream();
    const std::size_t count = read(release).assets.size();
    for (const char* url : {"file:///etc/passwd", "ftp://example.org/x.tar.gz", "", "javascript:alert(1)"}) {
        auto asset = assetOf("llama-b1-bin-ubuntu-x64.tar.gz");
        asset["browser_download_url"] = url;
        release["assets"].push_back(asset);
    }
    release["assets"].push_back(assetOf("llama-b1-bin-../../ubuntu-x64.tar.gz"));
    release["assets"].push_back(assetOf("llama-b1-bin-\nubuntu-x64.tar.gz"));
    release["assets"].push_back(7);
    QCOMPARE(read(release).assets.size(), count);
}

void TestRuntimesRelease::noRelease_data() {
    QTest::addColumn<QByteArray>("json");
    for (const char* json : {"", "<html>", "[]", "{}", "7", "null", "[7]", "{\"tag_name\": 5}", "{\"tag_name\": \"\"}",
                             "{\"message\": \"Not Found\"}", "[{\"message\": \"x\"}]", "{\"tag_name\": \"a/../b\"}"})
        QTest::newRow(json) << QByteArray(json);
}

void TestRuntimesRelease::noRelease() {
    QFETCH(QByteArray, json);
    const auto release =
        readRelease(std::string_view(json.constData(), static_cast<std::size_t>(json.size())), "linux", "x86_64");
    QVERIFY(!release && release.error().is(runtimes::Errc::BadRelease));
}

void TestRuntimesRelease::addresses() {
    const std::string latest = "https://api.github.com/repos/ggml-org/llama.cpp/releases/latest";
    for (const char* typed :
         {"https://github.com/ggml-org/llama.cpp", "https://github.com/ggml-org/llama.cpp/",
          "https://github.com/ggml-org/llama.cpp/releases", "https://github.com/ggml-org/llama.cpp/releases/latest"})
        QCOMPARE(releaseAddress(typed), latest);
    QCOMPARE(releaseAddress(latest), latest);
    QCOMPARE(releaseAddress("https://github.com/ggml-org/llama.cpp/releases/tag/b11669"),
             std::string("https://api.github.com/repos/ggml-org/llama.cpp/releases/tags/b11669"));
    QCOMPARE(releaseAddress("https://mirror.example.org/llama.json"),
             std::string("https://mirror.example.org/llama.json"));
    QCOMPARE(releaseAddress("https://github.com/"), std::string("https://github.com"));
}

QTEST_GUILESS_MAIN(TestRuntimesRelease)
#include "tst_runtimes_release.moc"
