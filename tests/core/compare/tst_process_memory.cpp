// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <orrery/compare/process_memory.h>

#include <unistd.h>
#include <vector>

using orrery::compare::processTreeMemory;

class ProcessMemoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsUpTheWholeTree() {
        process(10, 1, "(bwrap)", 100);
        process(11, 10, "(odd ) name (x)", 20);
        process(12, 11, "(llama-server)", 3000);
        process(13, 1, "(stranger)", 70000);
        const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
        QCOMPARE(processTreeMemory(10, m_proc.path().toStdString()), 3120 * page);
        QCOMPARE(processTreeMemory(12, m_proc.path().toStdString()), 3000 * page);
    }

    void whatIsGoneTakesNothing() {
        QCOMPARE(processTreeMemory(999, m_proc.path().toStdString()), std::uint64_t(0));
        QCOMPARE(processTreeMemory(0), std::uint64_t(0));
        QCOMPARE(processTreeMemory(10, "/nowhere"), std::uint64_t(0));
    }

    void seesThisProcessGrow() {
        const std::uint64_t before = processTreeMemory(getpid());
        QVERIFY(before > 1'000'000);
        const std::vector<char> block(64 << 20, 'x');
        QVERIFY(processTreeMemory(getpid()) > before + (48 << 20));
        QCOMPARE(block.back(), 'x');
    }

private:
    void process(int pid, int parent, const char* name, int pages) {
        QDir(m_proc.path()).mkdir(QString::number(pid));
        write(pid, "stat", QByteArray::number(pid) + ' ' + name + " S " + QByteArray::number(parent) + " 0 0");
        write(pid, "statm", QByteArray::number(pages * 3) + ' ' + QByteArray::number(pages) + " 1");
    }

    void write(int pid, const char* name, const QByteArray& text) {
        QFile file(m_proc.filePath(QStringLiteral("%1/%2").arg(pid).arg(QLatin1String(name))));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(text);
    }

    QTemporaryDir m_proc;
};

QTEST_GUILESS_MAIN(ProcessMemoryTest)
#include "tst_process_memory.moc"
