// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/error.h>
#include <orrery/base/result.h>

#include <memory>
#include <set>
#include <string>

namespace kitchen {

enum class Errc { Burnt, Raw };
std::string_view errorDomain(Errc) {
    return "kitchen";
}
std::string_view errorName(Errc value) {
    return value == Errc::Burnt ? "burnt" : "raw";
}

} // namespace kitchen

using namespace orrery;

namespace {

Result<int> half(int value) {
    if (value % 2 != 0) return fail(Errc::InvalidArgument, "Odd.");
    return value / 2;
}

Status evenOnly(int value) {
    const Result<int> result = half(value);
    if (!result) return fail(result.error());
    return {};
}

} // namespace

class ErrorTest : public QObject {
    Q_OBJECT

private slots:
    void codesKnowTheirModule() {
        const ErrorCode burnt = kitchen::Errc::Burnt;
        QCOMPARE(burnt.text(), std::string("kitchen.burnt"));
        QVERIFY(burnt.is(kitchen::Errc::Burnt));
        QVERIFY(!burnt.is(kitchen::Errc::Raw));
        QVERIFY(!burnt.is(Errc::Cancelled)); // the same number in another module
    }

    void generalNamesAreDistinct() {
        std::set<std::string_view> names;
        for (const Errc value :
             {Errc::Cancelled, Errc::InvalidArgument, Errc::NotFound, Errc::Io, Errc::Unsupported, Errc::Internal}) {
            names.insert(errorName(value));
            QCOMPARE(errorDomain(value), std::string_view("base"));
        }
        QCOMPARE(names.size(), std::size_t(6));
        QVERIFY(!names.contains("unknown"));
    }

    void descriptionHasWhatThereIs() {
        QCOMPARE(describe({Errc::Io, "It broke.", "errno 5", "/a/file:3"}),
                 std::string("It broke. (errno 5) [/a/file:3]"));
        QCOMPARE(describe({Errc::Io, "It broke.", {}, "/a/file"}), std::string("It broke. [/a/file]"));
        QCOMPARE(describe({Errc::Io, "It broke.", {}, {}}), std::string("It broke."));
    }

    void cancelledIsRecognised() { QVERIFY(cancelledError().is(Errc::Cancelled)); }

    void resultsCarryAValueOrAnError() {
        QCOMPARE(half(4).value(), 2);
        QVERIFY(!half(3));
        QVERIFY(half(3).error().is(Errc::InvalidArgument));
        QVERIFY(evenOnly(4));
        QCOMPARE(evenOnly(3).error().message, std::string("Odd."));
    }

    void resultsMoveWhatCannotBeCopied() {
        Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
        const std::unique_ptr<int> taken = std::move(*result);
        QCOMPARE(*taken, 5);
    }
};

QTEST_APPLESS_MAIN(ErrorTest)
#include "tst_error.moc"
