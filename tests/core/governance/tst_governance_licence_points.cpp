// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tables.h"

#include <algorithm>
#include <set>

using namespace orrery::governance;
using Kind = LicencePoint::Kind;

class TestGovernanceLicencePoints : public QObject {
    Q_OBJECT

private slots:
    void permissive();
    void thresholdsInNumbers();
    void regions();
    void noDerivatives();
    void nothingUnknownIsANo();
    void orderedAndUnique();
    void eachCodeHasOneKind();

private:
    [[nodiscard]] std::vector<LicencePoint> points(const char* id) const {
        return m_table.resolve({id}, {}, {}).points;
    }
    [[nodiscard]] std::string text(const char* id, const char* code) const {
        for (const LicencePoint& point : points(id))
            if (point.code == code) return point.text;
        return {};
    }

    LicenceTable m_table = shippedLicences();
};

void TestGovernanceLicencePoints::permissive() {
    std::vector<std::string> codes;
    for (const LicencePoint& point : points("apache-2.0")) codes.push_back(point.code);
    const std::vector<std::string> wanted = {"commercial.yes", "modification.yes", "redistribution.yes", "patents.yes",
                                             "attribution.yes"};
    QCOMPARE(codes, wanted);
    QCOMPARE(text("mit", "commercial.yes"), std::string("You may use it commercially"));
    QCOMPARE(text("mit", "attribution.yes"), std::string("Keep the copyright notice"));
}

void TestGovernanceLicencePoints::thresholdsInNumbers() {
    QCOMPARE(text("llama3.1", "threshold.mau"),
             std::string("Products with more than 700 million monthly users need a separate licence from Meta"));
    QCOMPARE(text("llama3.1", "commercial.conditions"), std::string("You may use it commercially, with conditions"));
    QCOMPARE(text("llama3.1", "users.yes"), std::string());
    QVERIFY(!text("glm-5.3", "threshold.revenue_12m_usd").empty());
    QVERIFY(text("glm-5.3", "threshold.revenue_12m_usd").find("10 billion") != std::string::npos);
    QVERIFY(!text("qwen-community-1.0", "threshold.business_type").empty());
    QCOMPARE(text("playground-v2", "users.yes"), std::string("Other terms apply to products with many users"));
}

void TestGovernanceLicencePoints::regions() {
    QCOMPARE(text("llama4", "region.yes"),
             std::string("It is not licensed in the European Union (multimodal models only)"));
    QCOMPARE(text("tencent-hunyuan", "region.yes"),
             std::string("It is not licensed in the European Union, the United Kingdom, South Korea"));
}

void TestGovernanceLicencePoints::noDerivatives() {
    QCOMPARE(text("cc-by-nc-nd-4.0", "commercial.no"), std::string("You may not use it commercially"));
    QCOMPARE(text("cc-by-nc-nd-4.0", "modification.no"), std::string("You may not pass on changed versions"));
    QCOMPARE(text("gemma", "patents.unknown"), std::string("Not stated: patents"));
}

/// A field without an answer is told as such; only "no" in the table becomes a limit.
void TestGovernanceLicencePoints::nothingUnknownIsANo() {
    for (const Licence& licence : m_table.all()) {
        const auto told = points(licence.id.c_str());
        const auto has = [&told](const char* code) {
            return std::ranges::any_of(told, [code](const LicencePoint& point) { return point.code == code; });
        };
        QCOMPARE(has("commercial.no"), licence.commercial == false);
        QCOMPARE(has("modification.no"), licence.modification == false);
        QCOMPARE(has("redistribution.no"), licence.redistribution == false);
        const bool blank = has("licence.unknown");
        QCOMPARE(has("commercial.unknown"), !blank && !licence.commercial);
        QCOMPARE(has("patents.unknown"), !blank && !licence.patentGrant);
        QCOMPARE(has("use-limits.unknown"), !blank && !licence.useLimits);
    }
    QCOMPARE(points("other").size(), std::size_t{1});
    QCOMPARE(points("unknown").front().code, std::string("licence.unknown"));
}

void TestGovernanceLicencePoints::orderedAndUnique() {
    for (const Licence& licence : m_table.all()) {
        const auto told = points(licence.id.c_str());
        QVERIFY(std::ranges::is_sorted(told, {}, &LicencePoint::kind));
        std::set<std::string> texts;
        for (const LicencePoint& point : told) {
            QVERIFY(!point.text.empty() && !point.text.ends_with('.'));
            QVERIFY2(texts.insert(point.text).second, (licence.id + ": " + point.text).c_str());
        }
    }
}

void TestGovernanceLicencePoints::eachCodeHasOneKind() {
    std::map<std::string, Kind> kinds;
    for (const Licence& licence : m_table.all())
        for (const LicencePoint& point : points(licence.id.c_str()))
            QVERIFY(kinds.try_emplace(point.code, point.kind).first->second == point.kind);
    QVERIFY(kinds.size() > 25);
}

QTEST_GUILESS_MAIN(TestGovernanceLicencePoints)
#include "tst_governance_licence_points.moc"
