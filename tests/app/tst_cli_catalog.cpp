// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

struct Run {
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(output).object(); }
};

void writeFile(const QString& path, const QByteArray& bytes, bool executable = false) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    if (executable) file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class CatalogCliTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importSearchStats() {
        const Run imported =
            run({"import", "-"}, "{\"id\":\"acme/coder-7b\",\"tags\":[\"license:mit\"]}\n{\"id\":4}\n");
        QCOMPARE(imported.exitCode, 0);
        QCOMPARE(imported.json()["added"].toInt(), 1);
        QCOMPARE(imported.json()["refused"].toInt(), 1);
        const Run found = run({"search", "coder", "--licence-class", "open-osi"});
        QCOMPARE(found.json()["total"].toInt(), 1);
        QCOMPARE(found.json()["entries"][0]["id"].toString(), QString("acme/coder-7b"));
        QCOMPARE(run({"search", "coder", "--licence-class", "open-other"}).json()["total"].toInt(), 0);
        QCOMPARE(run({"search", "coder", "--licence-class", "free"}).exitCode, 1);
        QCOMPARE(run({"stats"}).json()["models"].toInt(), 1);
    }

    void whatIsNotThereIsSaid() {
        const Run imported = run({"import", m_folder.filePath("none.jsonl")});
        QCOMPARE(imported.exitCode, 1);
        QVERIFY(imported.errors.contains("cannot be read"));
    }

    void parquetNeedsDuckdb() {
        writeFile(m_folder.filePath("rows.parquet"), "PAR1");
        m_path = m_folder.path();
        const Run imported = run({"import", m_folder.filePath("rows.parquet")});
        QCOMPARE(imported.exitCode, 1);
        QVERIFY(imported.errors.contains("duckdb -c \"COPY"));
    }

    void parquetGoesThroughDuckdb() {
        // stands in for duckdb: writes a row to where COPY ... TO '<file>' says
        writeFile(m_folder.filePath("duckdb"),
                  "#!/bin/sh\nto=${2##*TO \\'}\nto=${to%%\\'*}\necho '{\"id\":\"acme/from-parquet\"}' >\"$to\"\n",
                  true);
        writeFile(m_folder.filePath("it's.parquet"), "PAR1");
        m_path = m_folder.path() + ":/usr/bin:/bin";
        const Run imported = run({"import", m_folder.filePath("it's.parquet")});
        QVERIFY2(imported.exitCode == 0, imported.errors.constData());
        QCOMPARE(run({"search", "from-parquet"}).json()["total"].toInt(), 1);
    }

private:
    Run run(QStringList arguments, const QByteArray& input = {}) {
        QProcess process;
        if (!m_path.isEmpty()) {
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.insert("PATH", m_path);
            process.setProcessEnvironment(environment);
        }
        arguments.prepend("catalog");
        process.start(ORRERY_CLI, arguments + QStringList{"--catalog", m_folder.filePath("c.sqlite"), "--json"});
        process.write(input);
        process.closeWriteChannel();
        process.waitForFinished(60'000);
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QTemporaryDir m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(CatalogCliTest)
#include "tst_catalog_cli.moc"
