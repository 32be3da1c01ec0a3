// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "cli_runner.h"

using orrery::test::CliOutcome;

namespace {

void writeFile(const QString& path, const QByteArray& bytes, bool executable = false) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    if (executable) file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class CliCatalogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importSearchStats() {
        const CliOutcome imported =
            run({"import", "-"}, "{\"id\":\"acme/coder-7b\",\"tags\":[\"license:mit\"]}\n{\"id\":4}\n");
        QCOMPARE(imported.exitCode, 0);
        QCOMPARE(imported.json()["added"].toInt(), 1);
        QCOMPARE(imported.json()["refused"].toInt(), 1);
        const CliOutcome found = run({"search", "coder", "--licence-class", "open-osi"});
        QCOMPARE(found.json()["total"].toInt(), 1);
        QCOMPARE(found.json()["entries"][0]["id"].toString(), QString("acme/coder-7b"));
        QCOMPARE(run({"search", "coder", "--licence-class", "open-other"}).json()["total"].toInt(), 0);
        QCOMPARE(run({"search", "coder", "--licence-class", "free"}).exitCode, 1);
        QCOMPARE(run({"stats"}).json()["models"].toInt(), 1);
    }

    void whatIsNotThereIsSaid() {
        const CliOutcome imported = run({"import", m_folder.filePath("none.jsonl")});
        QCOMPARE(imported.exitCode, 1);
        QVERIFY(imported.err.contains("cannot be read"));
    }

    void parquetNeedsDuckdb() {
        writeFile(m_folder.filePath("rows.parquet"), "PAR1");
        m_cli.environment.insert("PATH", m_folder.path());
        const CliOutcome imported = run({"import", m_folder.filePath("rows.parquet")});
        QCOMPARE(imported.exitCode, 1);
        QVERIFY(imported.err.contains("duckdb -c \"COPY"));
    }

    void parquetGoesThroughDuckdb() {
        // stands in for duckdb: writes a row to where COPY ... TO '<file>' says
        writeFile(m_folder.filePath("duckdb"),
                  "#!/bin/sh\nto=${2##*TO \\'}\nto=${to%%\\'*}\necho '{\"id\":\"acme/from-parquet\"}' >\"$to\"\n",
                  true);
        writeFile(m_folder.filePath("it's.parquet"), "PAR1");
        m_cli.environment.insert("PATH", m_folder.path() + ":/usr/bin:/bin");
        const CliOutcome imported = run({"import", m_folder.filePath("it's.parquet")});
        QVERIFY2(imported.exitCode == 0, qPrintable(imported.err));
        QCOMPARE(run({"search", "from-parquet"}).json()["total"].toInt(), 1);
    }

private:
    [[nodiscard]] CliOutcome run(const QStringList& arguments, const QByteArray& input = {}) const {
        return m_cli.run(arguments + QStringList{"--catalog", m_folder.filePath("c.sqlite"), "--json"}, input);
    }

    QTemporaryDir m_folder;
    orrery::test::CliRunner m_cli{{"catalog"}};
};

QTEST_GUILESS_MAIN(CliCatalogTest)
#include "tst_cli_catalog.moc"
