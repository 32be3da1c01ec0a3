// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "source_tree.h"

#include <QTest>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <regex>

namespace {

/// The layers of core; a module links only lower ones.
const std::map<std::string, int> coreLayers = {
    {"base", 0},
    {"platform", 1},
    {"net", 1},
    {"gguf", 1},
    {"robot_state", 1},
    {"robot_description", 1},
    {"robot_mesh", 1},
    {"inference", 2},
    {"robot_kinematics", 2},
    {"robot_link", 2},
    {"robot_motion", 3},
    {"robot_sim", 3},
    {"governance", 1},
    {"card", 1},
    {"hub", 2},
    {"cache", 3},
    {"library", 4},
    {"download", 4},
    {"catalog", 4},
    {"sqlite", 2},
    {"safetensors", 1},
    {"runtimes", 3},
    {"conversation", 3},
    {"measure", 3},
    {"serve", 3},
    {"compare", 4},
    {"robot_record", 4},
    {"robot_collision", 4},
};

/// The window's modules: the first kind may be used by every feature; features never know one another, only the shell
/// knows all.
const std::vector<std::string> sharedQml = {"Theme", "Controls", "Scene3D", "Jobs",
                                            "Cards", "Models",   "Stop",    "Telemetry"};
const std::vector<std::string> featureQml = {"Home",    "Hub",     "Library", "Chat",    "Compare",
                                             "Measure", "Engines", "Robot",   "Settings"};

bool contains(const std::vector<std::string>& list, const std::string& item) {
    return std::ranges::find(list, item) != list.end();
}

std::string tail(std::vector<int> values) {
    if (values.empty()) return "-";
    std::ranges::sort(values);
    const auto at = [&](double share) { return values[static_cast<std::size_t>(share * (values.size() - 1))]; };
    return fmt::format("{} / {} / {} (longest {})", at(0.5), at(0.9), at(0.99), values.back());
}

} // namespace

/// Holds what can be held about the structure, and prints the rest as a portrait to look at.
class ArchitectureTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        m_files = readSourceTree(ORRERY_SOURCE_DIR);
        QVERIFY(m_files.size() > 50);
    }

    void everyFileSaysItsLicence() {
        for (const SourceFile& file : m_files) {
            const bool app = file.isBelow("app/") || file.isBelow("qml/");
            const char* licence = app ? "GPL-3.0-or-later" : "Apache-2.0";
            const std::string head = file.text.substr(0, 300);
            const bool said = head.find("SPDX-License-Identifier: " + std::string(licence)) != std::string::npos;
            QVERIFY2(said, (file.path + " should say " + licence).c_str());
        }
    }

    void publicCoreHeadersArePlainCpp() {
        static const std::regex foreign(
            R"(#include <(Q|nlohmann|curl|tinyxml2|assimp|meshoptimizer|fmt|yaml-cpp|sqlite3|openssl|archive|libsecret|cmark|httplib|Eigen)[^>]*>)");
        for (const SourceFile& file : m_files) {
            if (!file.isBelow("core/") || file.path.find("/include/") == std::string::npos) continue;
            QVERIFY2(!std::regex_search(file.text, foreign), file.path.c_str());
        }
    }

    void coreKnowsNothingOfTheWindow() {
        static const std::regex window(R"(#include <Q(Quick|Qml|Gui|Widget|Window))");
        for (const SourceFile& file : m_files) {
            if (file.isBelow("core/")) QVERIFY2(!std::regex_search(file.text, window), file.path.c_str());
        }
    }

    void coreModulesLinkOnlyLowerLayers() {
        for (const SourceFile& file : m_files) {
            if (!file.isBelow("core/") || !file.hasEnding("CMakeLists.txt")) continue;
            for (const ModuleLinks& module : moduleLinks(file)) {
                QVERIFY2(coreLayers.contains(module.name), (module.name + " has no layer yet: give it one").c_str());
                for (const std::string& link : module.links) {
                    const std::string name = link.substr(std::string("orrery::").size());
                    const bool lower = coreLayers.contains(name) && coreLayers.at(name) < coreLayers.at(module.name);
                    QVERIFY2(lower, (module.name + " may not link " + name).c_str());
                }
            }
        }
    }

    void featuresDoNotImportEachOther() {
        static const std::regex import(R"(import Orrery\.(\w+))");
        for (const SourceFile& file : m_files) {
            if (!file.isBelow("qml/Orrery/") || !file.hasEnding(".qml")) continue;
            const std::string own = file.path.substr(11, file.path.find('/', 11) - 11);
            if (own == "Shell") continue;
            for (std::sregex_iterator it(file.text.begin(), file.text.end(), import), none; it != none; ++it) {
                const std::string other = (*it)[1];
                const bool fine =
                    other == own || (contains(sharedQml, other) &&
                                     (contains(featureQml, own) || other == "Theme" || other == "Controls"));
                QVERIFY2(fine, (file.path + " imports " + other).c_str());
            }
        }
    }

    void qmlFunctionsAreTyped() {
        static const std::regex untyped(R"(function +\w+\(\s*\w+\s*(,\s*\w+\s*)*\))");
        for (const SourceFile& file : m_files) {
            if (file.hasEnding(".qml")) QVERIFY2(!std::regex_search(file.text, untyped), file.path.c_str());
        }
    }

    void singletonsAreRare() {
        static const std::regex use(R"(\b(globalInstance|instance)\(\))");
        long uses = 0;
        for (const SourceFile& file : m_files) {
            if (file.isBelow("tests/")) continue;
            uses +=
                std::distance(std::sregex_iterator(file.text.begin(), file.text.end(), use), std::sregex_iterator());
        }
        QVERIFY2(uses <= 3, fmt::format("instance() is used {} times", uses).c_str());
    }

    void portrait() {
        fmt::print("\nPortrait (median / p90 / p99)\n");
        for (const char* folder : {"core/", "qml/", "app/", "tests/"}) {
            std::vector<int> files, functions, qml;
            double comments = 0;
            int headers = 0;
            for (const SourceFile& file : m_files) {
                if (!file.isBelow(folder)) continue;
                const int length = static_cast<int>(file.lines.size());
                if (file.hasEnding(".qml")) qml.push_back(length);
                if (file.hasEnding(".h") || file.hasEnding(".cpp")) {
                    files.push_back(length);
                    std::ranges::copy(functionLengths(file), std::back_inserter(functions));
                }
                if (file.hasEnding(".h")) {
                    comments += commentShare(file);
                    ++headers;
                }
            }
            fmt::print(
                "  {:7} C++ files {:4}: {}; functions {:4}: {}; QML files {:3}: {}; comments in headers {:.0f} %\n",
                folder, files.size(), tail(files), functions.size(), tail(functions), qml.size(), tail(qml),
                headers > 0 ? 100 * comments / headers : 0);
        }
        fmt::print("Arrows\n");
        for (const SourceFile& file : m_files) {
            if (!file.hasEnding("CMakeLists.txt")) continue;
            for (const ModuleLinks& module : moduleLinks(file)) {
                fmt::print("  {} -> {}\n", module.name, fmt::join(module.links, " "));
            }
        }
        fflush(stdout);
        QVERIFY(!m_files.empty());
    }

private:
    std::vector<SourceFile> m_files;
};

QTEST_APPLESS_MAIN(ArchitectureTest)
#include "architecture_test.moc"
