// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/robot/description/description.h>
#include <orrery/robot/description/errors.h>
#include <orrery/robot/description/urdf_reader.h>

#include <QTest>

#include <algorithm>
#include <string>
#include <string_view>

/// Small URDFs and questions about what was read from them.
namespace orrery::robot::testing {

inline std::string robotWith(std::string_view body) {
    return "<?xml version=\"1.0\"?>\n<robot name=\"test\">\n" + std::string(body) + "\n</robot>\n";
}

/// Two links and a joint between them with these attributes and children.
inline std::string arm(std::string_view type, std::string_view inside) {
    return robotWith("<link name=\"a\"/>\n<link name=\"b\"/>\n<joint name=\"j\" type=\"" + std::string(type) +
                     "\"><parent link=\"a\"/><child link=\"b\"/>" + std::string(inside) + "</joint>");
}

inline std::string visual(std::string_view inside) {
    return robotWith("<link name=\"a\"><visual>" + std::string(inside) + "</visual></link>");
}

/// Reads or gives an empty description with a finding that makes every expectation fail.
inline LoadedDescription read(std::string_view text) {
    auto loaded = readUrdf(text, "/robots/test.urdf");
    if (loaded) return *std::move(loaded);
    LoadedDescription none;
    none.findings.push_back({Severity::Error, "not read: " + describe(loaded.error()), {}, {}, 0});
    return none;
}

inline std::string all(const LoadedDescription& loaded) {
    std::string text;
    for (const Finding& finding : loaded.findings) text += finding.message + "\n";
    return text;
}

inline const Finding* findingWith(const LoadedDescription& loaded, std::string_view part) {
    const auto found = std::find_if(loaded.findings.begin(), loaded.findings.end(), [&](const Finding& finding) {
        return finding.message.find(part) != std::string::npos;
    });
    return found == loaded.findings.end() ? nullptr : &*found;
}

inline bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance;
}

} // namespace orrery::robot::testing

/// Exactly one finding, of this severity, whose message holds the text.
#define ORRERY_ONE_FINDING(loaded, expectedSeverity, part)                                                             \
    do {                                                                                                               \
        const auto& orreryLoaded = (loaded);                                                                           \
        QVERIFY2(orreryLoaded.findings.size() == 1, orrery::robot::testing::all(orreryLoaded).c_str());                \
        QVERIFY2(orreryLoaded.findings[0].message.find(part) != std::string::npos,                                     \
                 orreryLoaded.findings[0].message.c_str());                                                            \
        QCOMPARE(orreryLoaded.findings[0].severity, orrery::robot::Severity::expectedSeverity);                        \
    } while (false)

#define ORRERY_NO_FINDING(loaded) QVERIFY2((loaded).findings.empty(), orrery::robot::testing::all(loaded).c_str())

#define ORRERY_REFUSED(text, code, part)                                                                               \
    do {                                                                                                               \
        const auto orreryResult = orrery::robot::readUrdf(text, "/robots/test.urdf");                                  \
        QVERIFY(!orreryResult);                                                                                        \
        QVERIFY2(orreryResult.error().is(orrery::robot::DescriptionErrc::code),                                        \
                 describe(orreryResult.error()).c_str());                                                              \
        QVERIFY2(orreryResult.error().message.find(part) != std::string::npos, orreryResult.error().message.c_str());  \
    } while (false)
