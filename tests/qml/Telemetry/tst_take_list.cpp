// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include "take_list.h"

#include "telemetry_bench.h"

#include <unistd.h>

using namespace orrery;
using test::text;

class TakeListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_bench = std::make_unique<test::TelemetryBench>(); }
    void cleanup() {
        m_tester.reset();
        m_list.reset();
        m_bench.reset();
    }

    void listsWhatIsThere() {
        m_bench->writeTake("one", 2);
        const auto cut = m_bench->writeTake("cut", 3, 0, 0.5, false);
        std::ofstream(m_bench->takes() / "broken.mcap") << "no recording";
        std::ofstream(m_bench->takes() / "notes.txt") << "not listed";
        open();
        QCOMPARE(m_list->count(), 3);
        const int one = rowNamed("one");
        QVERIFY(told(one, TakeList::DetailRole).contains(QStringLiteral("2\u202Fs")));
        QVERIFY(told(one, TakeList::WarningRole).isEmpty());
        const int cutRow = m_list->rowOf(text(cut));
        QVERIFY(told(cutRow, TakeList::WarningRole).contains(QStringLiteral("Cut off")));
        QVERIFY(told(cutRow, TakeList::DetailRole).contains(QStringLiteral("3\u202Fs")));
        QVERIFY(m_list->index(cutRow).data(TakeList::ReadableRole).toBool());
        QVERIFY(!m_list->index(rowNamed("broken")).data(TakeList::ReadableRole).toBool());
        m_list->setBeingWritten(cut);
        QTRY_COMPARE(m_list->count(), 2);
    }

    void aFolderThatIsNotThereIsEmpty() {
        open();
        QCOMPARE(m_list->count(), 0);
        QVERIFY(!std::filesystem::exists(m_bench->takes()));
    }

    void renames() {
        m_bench->writeTake("one", 1);
        m_bench->writeTake("two", 1);
        open();
        QSignalSpy moved(m_list.get(), &TakeList::moved);
        m_list->rename(rowNamed("one"), QStringLiteral("Wave/../hello"));
        QTRY_VERIFY(rowNamed("Wave-..-hello") >= 0);
        QCOMPARE(moved.count(), 1);
        m_list->rename(rowNamed("two"), QStringLiteral("Wave-..-hello"));
        QTRY_VERIFY(m_list->problem().contains(QStringLiteral("already")));
        m_list->rename(rowNamed("two"), QStringLiteral(" . "));
        QTRY_VERIFY(m_list->problem().contains(QStringLiteral("needs a name")));
        m_list->dismiss();
        QVERIFY(m_list->problem().isEmpty());
        QVERIFY(rowNamed("two") >= 0);
    }

    void deletingCanBeUndone() {
        const auto file = m_bench->writeTake("one", 1);
        open();
        m_list->remove(0);
        QTRY_COMPARE(m_list->deleted(), QStringLiteral("one"));
        QTRY_COMPARE(m_list->count(), 0);
        QVERIFY(!std::filesystem::exists(file));
        m_list->putBack();
        QTRY_COMPARE(m_list->count(), 1);
        QVERIFY(m_list->deleted().isEmpty());
        QVERIFY(std::filesystem::exists(file));
        m_list->remove(0);
        QTRY_COMPARE(m_list->count(), 0);
        QTRY_VERIFY(!m_list->busy());
        m_tester.reset();
        open(); // the next start empties the bin
        QTRY_VERIFY(!std::filesystem::exists(m_bench->takes() / ".deleted"));
    }

    void whatCannotBeDeletedStays() {
        if (::geteuid() == 0) QSKIP("root may write anywhere");
        m_bench->writeTake("one", 1);
        open();
        QFile::setPermissions(text(m_bench->takes()), QFile::ReadOwner | QFile::ExeOwner);
        m_list->remove(0);
        QTRY_VERIFY(!m_list->problem().isEmpty());
        QFile::setPermissions(text(m_bench->takes()), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QCOMPARE(m_list->count(), 1);
    }

    void exportsAsCsv() {
        m_bench->writeTake("one", 1);
        open();
        QCOMPARE(m_list->csvFor(0).fileName(), QStringLiteral("one.csv"));
        const QString csv = text(m_bench->root() / "out.csv");
        std::ofstream(csv.toStdString()) << "older";
        m_list->exportCsv(0, QUrl::fromLocalFile(csv));
        QTRY_VERIFY(m_list->notice().contains(csv));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readLine().startsWith("time,elbow.position,slide.position"));
        m_list->exportCsv(0, QUrl::fromLocalFile(text(m_bench->root() / "none" / "out.csv")));
        QTRY_VERIFY(!m_list->problem().isEmpty());
    }

private:
    void open() {
        m_list = std::make_unique<TakeList>(m_bench->gui, m_bench->pool, m_bench->takes());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_list.get());
        m_list->refresh();
        QTRY_VERIFY(!m_list->busy());
    }
    QString told(int row, int role) const { return m_list->index(row).data(role).toString(); }
    int rowNamed(const char* name) const {
        for (int row = 0; row < m_list->count(); ++row) {
            if (m_list->nameAt(row) == QLatin1String(name)) return row;
        }
        return -1;
    }

    std::unique_ptr<test::TelemetryBench> m_bench;
    std::unique_ptr<TakeList> m_list;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_GUILESS_MAIN(TakeListTest)
#include "tst_take_list.moc"
