// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/base/error.h>
#include <orrery/platform/temporary_directory.h>
#include <orrery/sqlite/set_aside.h>
#include <orrery/sqlite/statements.h>

#include <array>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace orrery;
using namespace orrery::sqlite;

namespace {

constexpr std::int64_t ours = 0x12345678;

Status fillAfterwards(Database& database) {
    return database.run("INSERT INTO b SELECT x*10 FROM a");
}

const std::array<Migration, 2> migrations{{
    {"CREATE TABLE a(x INTEGER); INSERT INTO a VALUES(1),(2);", nullptr},
    {"CREATE TABLE b(y INTEGER);", fillAfterwards},
}};
const std::array<Migration, 2> broken{{migrations[0], {"CREATE TABLE c(z); CREATE TABLE a(x);", nullptr}}};

} // namespace

class SqliteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder.emplace(*platform::TemporaryDirectory::create()); }

    void valuesComeBackAsTheyWere() {
        Statements sql(open());
        QVERIFY(sql.database().run("CREATE TABLE t(number, real, text, bytes, missing)"));
        const std::string bytes("\0\xff\x01", 3);
        const std::optional<std::string> none;
        QVERIFY(sql.run("INSERT INTO t VALUES(?,?,?,?,?)", 7, 1.5, "text", Blob{bytes}, none));
        QVERIFY(sql.run("INSERT INTO t VALUES(?,?,?,?,?)", std::int64_t(-9'000'000'000), -0.25, std::string_view(),
                        Blob{}, std::optional(3)));
        int rows = 0;
        QVERIFY(sql.each("SELECT * FROM t ORDER BY number DESC", [&](const Statement& row) {
            if (rows++ == 0) {
                QCOMPARE(row.number(0), std::int64_t(7));
                QCOMPARE(row.real(1), 1.5);
                QCOMPARE(std::string(row.bytes(2)), std::string("text"));
                QCOMPARE(std::string(row.bytes(3)), bytes);
                QVERIFY(row.isNull(4));
                return;
            }
            QCOMPARE(row.number(0), std::int64_t(-9'000'000'000));
            QVERIFY(!row.isNull(2) && row.bytes(2).empty() && !row.isNull(3));
            QCOMPARE(row.number(4), std::int64_t(3));
        }));
        QCOMPARE(rows, 2);
        QCOMPARE(sql.number("SELECT count(*) FROM t WHERE number=?", 7)->value(), std::int64_t(1));
        QVERIFY(!sql.number("SELECT number FROM t WHERE number=?", 8)->has_value());
        QCOMPARE(*sql.database().number("SELECT count(*) FROM t"), std::int64_t(2));
    }

    void aStatementMayBeLeftHalfWay() {
        Database database = open();
        QVERIFY(database.run("CREATE TABLE t(x); INSERT INTO t VALUES(1),(2),(3);"));
        auto select = database.prepare("SELECT x FROM t ORDER BY x");
        QVERIFY(*select->step());
        QVERIFY(*select->step());
        QCOMPARE(select->number(0), std::int64_t(2));
        select->reset();
        QVERIFY(*select->step());
        QCOMPARE(select->number(0), std::int64_t(1));
    }

    void mistakesAreErrors() {
        Database database = open();
        QVERIFY(!database.prepare("SELECT nonsense FROM nowhere"));
        const Status failed = database.run("NOT SQL");
        QVERIFY(!failed && !failed.error().detail.empty());
        QVERIFY(!Database::open(m_folder->path() / "no/such/folder/x.sqlite", Database::Mode::Write));
        QVERIFY(!Database::open(m_folder->path() / "none.sqlite", Database::Mode::Read));
    }

    void whatIsNotCommittedIsUndone() {
        Database database = open();
        QVERIFY(database.run("CREATE TABLE t(x)"));
        {
            auto transaction = Transaction::begin(database, "BEGIN IMMEDIATE");
            QVERIFY(transaction && database.run("INSERT INTO t VALUES(1)"));
        }
        QCOMPARE(*database.number("SELECT count(*) FROM t"), std::int64_t(0));
        {
            auto transaction = Transaction::begin(database, "BEGIN IMMEDIATE");
            QVERIFY(database.run("INSERT INTO t VALUES(1)") && transaction->commit());
        }
        QCOMPARE(*database.number("SELECT count(*) FROM t"), std::int64_t(1));
    }

    void aLongQuestionCanBeStopped() {
        Database database = open();
        std::stop_source stop;
        database.stopWith(stop.get_token());
        const std::jthread stopper([&stop] {
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            stop.request_stop();
        });
        const auto counted = database.number(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM n) SELECT max(x) FROM n WHERE x<0");
        QVERIFY(!counted && counted.error().is(orrery::Errc::Cancelled));
        database.stopWith({});
        QCOMPARE(*database.number("SELECT 5"), std::int64_t(5));
    }

    void migrationsRunInTheirOrder() {
        auto database = openForWriting(file(), {ours, migrations});
        QVERIFY(database);
        QCOMPARE(*database->number("SELECT sum(y) FROM b"), std::int64_t(30));
        QCOMPARE(*database->number("PRAGMA user_version"), std::int64_t(2));
        QCOMPARE(*database->number("PRAGMA application_id"), ours);
        auto again = openForWriting(file(), {ours, migrations});
        QCOMPARE(*again->number("SELECT count(*) FROM b"), std::int64_t(2));
    }

    void anOlderFileIsBroughtUpToDate() {
        {
            Database database = open();
            QVERIFY(migrate(database, {ours, migrations}, 1));
            QVERIFY(database.run("INSERT INTO a VALUES(3)"));
        }
        auto database = openForWriting(file(), {ours, migrations});
        QCOMPARE(*database->number("SELECT sum(y) FROM b"), std::int64_t(60));
    }

    void aFailedMigrationLeavesTheFileAsItWas() {
        {
            Database database = open();
            QVERIFY(migrate(database, {ours, migrations}, 1));
        }
        QVERIFY(!openForWriting(file(), {ours, broken}));
        Database database = open();
        QCOMPARE(*database.number("PRAGMA user_version"), std::int64_t(1));
        QCOMPARE(*database.number("SELECT count(*) FROM sqlite_schema WHERE name='c'"), std::int64_t(0));
    }

    void strangersAndNewerFilesAreRefused() {
        QVERIFY(openForWriting(file(), {ours, migrations}));
        const auto other = openForWriting(file(), {ours + 1, migrations});
        QVERIFY(!other && other.error().is(sqlite::Errc::Damaged));
        QVERIFY(open().run("PRAGMA user_version=3"));
        const auto newer = openForWriting(file(), {ours, migrations});
        QVERIFY(!newer && newer.error().is(sqlite::Errc::TooNew));
        std::ofstream(file(), std::ios::trunc) << std::string(5000, 'x');
        const auto text = openForWriting(file(), {ours, migrations});
        QVERIFY(!text && text.error().is(sqlite::Errc::Damaged));
        QCOMPARE(text.error().where, file().string());
    }

    void aDamagedFileIsKeptBesideTheNewOne() {
        std::ofstream(file()) << std::string(5000, 'x');
        std::string notice;
        const auto opened = openOrBeginAnew(file(), "The file", &notice, [&] {
            return openForWriting(file(), {ours, migrations});
        });
        QVERIFY(opened);
        QVERIFY(notice.starts_with("The file was damaged."));
        std::ofstream(file().string() + "-wal") << "log";
        const auto first = setAside(file());
        QVERIFY(first && std::filesystem::exists(first->string() + "-wal"));
        QVERIFY(!std::filesystem::exists(file()));
        std::ofstream(file()) << "again";
        const auto second = setAside(file());
        QVERIFY(second && *second != *first && std::filesystem::exists(*first));
        QVERIFY(!setAside(file()));
    }

    void aWholeFileIsToldFromABrokenOne() {
        {
            Database database = open();
            QVERIFY(
                database.run("CREATE TABLE t(x); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE "
                             "i<2000) INSERT INTO t SELECT printf('%0200d', i) FROM n;"));
            QVERIFY(checkWhole(database));
        }
        std::fstream stream(file(), std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(40'960);
        stream << std::string(64, '\xff');
        stream.close();
        Database database = open();
        const Status whole = checkWhole(database);
        QVERIFY(!whole && whole.error().is(sqlite::Errc::Damaged));
    }

    void wordsOfAllWritings_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<int>("hits");
        QTest::newRow("accents") << QByteArray("Crème Brûlée") << QByteArray("\"creme brulee\"") << 1;
        QTest::newRow("beginning") << QByteArray("strawberry") << QByteArray("\"straw\"*") << 1;
        QTest::newRow("middle") << QByteArray("strawberry") << QByteArray("\"berry\"*") << 0;
        QTest::newRow("Chinese") << QByteArray("我喜欢吃草莓") << QByteArray("\"草莓\"*") << 1;
        QTest::newRow("Chinese in another order") << QByteArray("我喜欢吃草莓") << QByteArray("\"莓草\"*") << 0;
        QTest::newRow("mixed") << QByteArray("用GPU计算") << QByteArray("\"gpu计\"*") << 1;
        QTest::newRow("Thai") << QByteArray("ภาษาไทย") << QByteArray("\"ไทย\"*") << 1;
        QTest::newRow("Japanese") << QByteArray("カタカナとひらがな") << QByteArray("\"ひら\"*") << 1;
        QTest::newRow("wrong UTF-8") << QByteArray("a \xe4\xb8 b \xf0 c") << QByteArray("\"b\"*") << 1;
    }
    void wordsOfAllWritings() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, query);
        QFETCH(int, hits);
        Statements sql(open());
        QVERIFY(sql.database().run("CREATE VIRTUAL TABLE w USING fts5(text, tokenize='orrery_words')"));
        QVERIFY(sql.run("INSERT INTO w VALUES(?)", text.toStdString()));
        QCOMPARE(sql.number("SELECT count(*) FROM w WHERE w MATCH ?", query.toStdString())->value(),
                 std::int64_t(hits));
    }

private:
    [[nodiscard]] std::filesystem::path file() const { return m_folder->path() / "test.sqlite"; }
    [[nodiscard]] Database open() const { return std::move(*Database::open(file(), Database::Mode::Write)); }

    std::optional<platform::TemporaryDirectory> m_folder;
};

QTEST_GUILESS_MAIN(SqliteTest)
#include "tst_sqlite.moc"
