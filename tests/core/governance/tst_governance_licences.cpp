// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QTest>

#include "tables.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <new>
#include <random>

using namespace orrery;
using namespace orrery::governance;

namespace {

std::size_t allocations = 0; // of this program, whose test of speed runs on one thread

std::string entry(const std::string& id, const std::string& more = {}) {
    return R"({"id": ")" + id + R"(", "class": "open-osi", "verified": "text")" + more + "}";
}

QString tableOf(const std::string& identifiers, const std::string& more = {}) {
    return QString::fromStdString(R"({"schema": "orrery.licences/1", "hub_identifiers": [)" + identifiers + "]" + more +
                                  "}");
}

} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

class TestGovernanceLicences : public QObject {
    Q_OBJECT

private slots:
    void everyIdentifierOfTheHubResolves();
    void unlistedKeepsItsText_data();
    void unlistedKeepsItsText();
    void caseAndBlanksDoNotCount();
    void namedLicences_data();
    void namedLicences();
    void severalAreTheStrictest();
    void familiesAreAmbiguous();
    void noneStated();
    void classNames();
    void aClassCostsNoAllocation();
    void badTablesAreRefused_data();
    void badTablesAreRefused();
    void rubbishIsSurvived();

private:
    LicenceTable m_table = shippedLicences();
};

void TestGovernanceLicences::everyIdentifierOfTheHubResolves() {
    const auto document = nlohmann::json::parse(shippedFile("licences.json"));
    QCOMPARE(document["hub_identifiers"].size(), std::size_t{83});
    for (const auto& listed : document["hub_identifiers"]) {
        const std::string id = listed["id"];
        const LicenceVerdict verdict = m_table.resolve({id}, {}, "someone/something");
        QCOMPARE(verdict.licence.id, id);
        QCOMPARE(verdict.raw, id);
        QVERIFY2(verdict.licence.licenceClass == licenceClassFromName(listed["class"].get<std::string>()), id.c_str());
        QVERIFY2(m_table.classOf(id) == verdict.licence.licenceClass, id.c_str());
        QVERIFY2(!verdict.points.empty(), id.c_str());
    }
    QCOMPARE(m_table.all().size(), std::size_t{130});
}

void TestGovernanceLicences::unlistedKeepsItsText_data() {
    QTest::addColumn<QString>("raw");
    for (const char* raw : {"mit-0", "Apache License v2", "https://example.org/LICENSE", "none", "MITT", "秘密", "-"})
        QTest::newRow(raw) << raw;
}

void TestGovernanceLicences::unlistedKeepsItsText() {
    QFETCH(QString, raw);
    const LicenceVerdict verdict = m_table.resolve({raw.toStdString()}, {}, "someone/something");
    QVERIFY(verdict.licence.licenceClass == LicenceClass::Unknown);
    QCOMPARE(QString::fromStdString(verdict.licence.id), raw);
    QCOMPARE(QString::fromStdString(verdict.raw), raw);
    QVERIFY(m_table.classOf(raw.toStdString()) == LicenceClass::Unknown);
    QCOMPARE(verdict.points.size(), std::size_t{1});
    QVERIFY(verdict.points.front().kind == LicencePoint::Kind::Unknown);
}

void TestGovernanceLicences::caseAndBlanksDoNotCount() {
    QCOMPARE(m_table.find(" Apache-2.0\n"), m_table.find("apache-2.0"));
    QVERIFY(m_table.find("MIT"));
    QVERIFY(m_table.classOf(" GEMMA ") == LicenceClass::Conditional);
    QCOMPARE(m_table.resolve({"MIT"}, {}, {}).raw, std::string("MIT"));
}

void TestGovernanceLicences::namedLicences_data() {
    QTest::addColumn<QString>("tag");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("repo");
    QTest::addColumn<QString>("id");
    const auto add = [](const char* name, const char* repo, const char* id, const char* tag = "other") {
        QTest::addRow("%s %s %s", repo, tag, name) << tag << name << repo << id;
    };
    add("kimi-k3", "moonshotai/Kimi-K3-Instruct", "kimi-k3");
    add("modified-mit", "moonshotai/Kimi-K2-Thinking", "kimi-modified-mit");
    add("modified-mit", "MiniMaxAI/MiniMax-M2.5", "minimax-modified-mit");
    add("modified-mit", "mistralai/Devstral-2-123B-Instruct-2512", "mistral-modified-mit");
    add("modified-mit", "mistralai/Something-New", "mistral-modified-mit"); // by name and publisher
    add("modified-mit", "someone/Kimi-K2-GGUF", "other");                   // a name alone decides nothing
    add("", "MiniMaxAI/MiniMax-M2.7-FP8", "minimax-m2.7-nc");
    add("", "deepseek-ai/DeepSeek-V3", "deepseek");
    add("", "deepseek-ai/DeepSeek-V3-0324", "other");
    add("", "Tencent/hunyuan3d-2.1", "tencent-hunyuan-3d"); // the longer pattern, whatever the case
    add("tencent-hunyuan-community", "tencent/Hunyuan-A13B-Instruct", "tencent-hunyuan");
    add("NVIDIA Open Model License", "nvidia/Cosmos-1.0", "nvidia-open-model");
    add("nsclv1", "nvidia/segformer", "nvidia-noncommercial"); // not what most of theirs have
    add("", "nvidia/something", "nvidia-open-model");
    add("something-else", "nvidia/something", "other");
    add("", "nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "nvidia-nemotron-open-model");
    add("faipl-1.0-sd", "anyone/anything", "fair-ai-public");
    add("", "CohereLabs/c4ai-command-r-v01", "cohere-cc-by-nc", "cc-by-nc-4.0");
    add("", "someone/c4ai-command-r-v01", "cc-by-nc-4.0", "cc-by-nc-4.0");
    add("kimi-k3", "moonshotai/Kimi-K3-Instruct", "apache-2.0", "apache-2.0"); // a tag of its own wins
    add("", "", "other");
}

void TestGovernanceLicences::namedLicences() {
    QFETCH(QString, tag);
    QFETCH(QString, name);
    QFETCH(QString, repo);
    QFETCH(QString, id);
    const LicenceVerdict verdict = m_table.resolve({tag.toStdString()}, name.toStdString(), repo.toStdString());
    QCOMPARE(QString::fromStdString(verdict.licence.id), id);
    QVERIFY(m_table.classOf(tag.toStdString(), name.toStdString(), repo.toStdString()) == verdict.licence.licenceClass);
    QCOMPARE(verdict.ambiguous, id != tag);
    QVERIFY(verdict.raw.starts_with(tag.toStdString()));
    QVERIFY(verdict.raw.find(name.toStdString()) != std::string::npos);
    if (id == "other" && !name.isEmpty()) QCOMPARE(QString::fromStdString(verdict.licence.name), name);
}

void TestGovernanceLicences::severalAreTheStrictest() {
    const LicenceVerdict verdict = m_table.resolve({"apache-2.0", "cc-by-nc-sa-4.0"}, {}, "a/b");
    QVERIFY(verdict.ambiguous);
    QCOMPARE(verdict.raw, std::string("apache-2.0, cc-by-nc-sa-4.0"));
    QVERIFY(verdict.licence.licenceClass == LicenceClass::NonCommercial);
    QVERIFY(verdict.licence.commercial == false);
    QVERIFY(verdict.licence.shareAlike == true);
    QVERIFY(verdict.licence.patentGrant == false);

    const LicenceVerdict partly = m_table.resolve({"mit", "homemade"}, {}, "a/b");
    QVERIFY(partly.licence.licenceClass == LicenceClass::Unknown);
    QVERIFY(!partly.licence.commercial);
    QVERIFY(partly.licence.attribution == true);
}

void TestGovernanceLicences::familiesAreAmbiguous() {
    for (const char* id : {"bsd", "cc", "gfdl", "gpl", "lgpl", "openrail"})
        QVERIFY2(m_table.resolve({id}, {}, {}).ambiguous, id);
    for (const char* id : {"mit", "gpl-3.0", "llama3.1", "unknown"})
        QVERIFY2(!m_table.resolve({id}, {}, {}).ambiguous, id);
}

void TestGovernanceLicences::noneStated() {
    const LicenceVerdict verdict = m_table.resolve({}, {}, "nvidia/something");
    QVERIFY(verdict.licence.licenceClass == LicenceClass::Unknown);
    QVERIFY(verdict.raw.empty());
    QCOMPARE(verdict.points.front().code, std::string("licence.missing"));
    QVERIFY(m_table.classOf("") == LicenceClass::Unknown);
}

void TestGovernanceLicences::classNames() {
    for (int i = 0; i <= int(LicenceClass::Unknown); ++i)
        QVERIFY(licenceClassFromName(licenceClassName(LicenceClass(i))) == LicenceClass(i));
    QVERIFY(!licenceClassFromName("Unknown"));
    QVERIFY(!licenceClassFromName(""));
}

void TestGovernanceLicences::aClassCostsNoAllocation() {
    constexpr int rows = 200'000;
    const std::size_t before = allocations;
    QElapsedTimer timer;
    timer.start();
    int open = 0;
    for (int i = 0; i < rows; ++i) {
        const bool other = i % 8 == 0;
        open += m_table.classOf(other ? "other" : "apache-2.0", other ? "modified-mit" : "",
                                "some-publisher/Some-Model-7B-Instruct-GGUF") == LicenceClass::OpenOsi;
    }
    const auto nanoseconds = timer.nsecsElapsed();
    QCOMPARE(allocations, before);
    QCOMPARE(open, rows - rows / 8);
    qInfo("%lld ns a row", static_cast<long long>(nanoseconds / rows));
}

void TestGovernanceLicences::badTablesAreRefused_data() {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("word"); // in the message
    QTest::newRow("empty") << ""
                           << "form";
    QTest::newRow("rubbish") << "\x01{]"
                             << "form";
    QTest::newRow("half") << QString::fromStdString(shippedFile("licences.json")).left(60'000) << "form";
    QTest::newRow("deep") << QString(100'000, '[') << "form";
    QTest::newRow("no entries") << tableOf("") << "empty";
    QTest::newRow("no id") << tableOf("{}") << "no id";
    QTest::newRow("no object") << tableOf("[7]") << "no id";
    QTest::newRow("class") << tableOf(R"({"id": "a", "class": "open", "verified": "text"})") << "class";
    QTest::newRow("verified") << tableOf(R"({"id": "a", "class": "unknown", "verified": "yes"})") << "checked";
    QTest::newRow("twice") << tableOf(entry("mit") + "," + entry("MIT")) << "twice";
    QTest::newRow("twice in both parts") << tableOf(entry("mit"), R"(, "named_licences": [)" + entry("mit") + "]")
                                         << "twice";
    QTest::newRow("line of a missing one")
        << tableOf(entry("mit"), R"(, "model_lines": [{"licence": "gone"}])") << "gone";
    QTest::newRow("match of a missing tag")
        << tableOf(entry("mit", R"(, "match": {"license": ["gone"], "repo_glob": ["*"]})")) << "gone";
}

void TestGovernanceLicences::badTablesAreRefused() {
    QFETCH(QString, json);
    QFETCH(QString, word);
    const auto table = LicenceTable::parse(json.toStdString());
    QVERIFY(!table);
    QVERIFY(table.error().is(Errc::InvalidArgument));
    QVERIFY2(table.error().message.find(word.toStdString()) != std::string::npos, table.error().message.c_str());
}

void TestGovernanceLicences::rubbishIsSurvived() {
    const std::string good = shippedFile("licences.json");
    std::mt19937 random(11);
    for (int round = 0; round < 300; ++round) {
        std::string bad = good;
        for (int i = 0; i < 3; ++i) bad[random() % bad.size()] = static_cast<char>(random() % 256);
        if (round % 4 == 0) bad.resize(random() % bad.size());
        if (const auto table = LicenceTable::parse(bad)) (void)table->resolve({"other"}, "x", "a/b");
    }
    const std::string stars(2'000, '*');
    const auto table = LicenceTable::parse(
        tableOf(entry("other", R"(, "match": {"license": ["other"], "repo_glob": [")" + stars + R"(b", "*/"]})"))
            .toStdString());
    QVERIFY(table);
    QVERIFY(table->classOf("other", {}, std::string(2'000, 'a')) == LicenceClass::OpenOsi);
}

QTEST_GUILESS_MAIN(TestGovernanceLicences)
#include "tst_governance_licences.moc"
