// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QtTest>

#include <orrery/platform/secret_store.h>

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>

#include <sys/stat.h>
#include <unistd.h>

#include <thread>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

const std::string hubKey = "hub token https://huggingface.co";

unsigned modeOf(const fs::path& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

void startFilling(QProcess& process, const fs::path& file, const char* prefix, int count) {
    process.start(QStringLiteral(SECRET_CLIENT),
                  {QString::fromStdString(file.string()), "fill", prefix, QString::number(count)});
}

} // namespace

class TestSecretFile : public QObject {
    Q_OBJECT

private slots:
    void init() {
        auto folder = TemporaryDirectory::create();
        QVERIFY(folder);
        m_folder = std::make_unique<TemporaryDirectory>(std::move(*folder));
        m_file = m_folder->path() / "config" / "secrets.json";
        m_store = openSecretFile(m_file);
    }

    void readingMakesNothing() {
        QCOMPARE(m_store->read(hubKey).value(), std::nullopt);
        QVERIFY(m_store->remove(hubKey));
        QVERIFY(!fs::exists(m_file.parent_path()));
        QVERIFY(m_store->kind() == SecretStore::Kind::PrivateFile);
    }

    void keepsReplacesAndForgets() {
        QVERIFY(m_store->write(hubKey, "hf_one"));
        QVERIFY(m_store->write("hub token http://127.0.0.1:8080", "hf_two"));
        QVERIFY(m_store->write(hubKey, "hf_three"));
        QCOMPARE(openSecretFile(m_file)->read(hubKey).value(), std::optional<std::string>("hf_three"));
        QVERIFY(m_store->remove(hubKey));
        QCOMPARE(m_store->read(hubKey).value(), std::nullopt);
        QCOMPARE(m_store->read("hub token http://127.0.0.1:8080").value(), std::optional<std::string>("hf_two"));
    }

    void keepsOddCharacters_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("empty") << QByteArray("");
        QTest::addRow("lines") << QByteArray("one\r\ntwo\n");
        QTest::addRow("quotes") << QByteArray("\"{}[]\\'=;#%");
        QTest::addRow("control") << QByteArray("\x01\x1b[31m\x7f");
        QTest::addRow("languages") << QByteArray("Zoë 秘密 🔑");
        QTest::addRow("long") << QByteArray(100'000, 'k');
    }
    void keepsOddCharacters() {
        QFETCH(QByteArray, text);
        const std::string odd = text.toStdString();
        QVERIFY(m_store->write(odd, odd));
        QCOMPARE(openSecretFile(m_file)->read(odd).value(), std::optional<std::string>(odd));
    }

    void refusesWhatIsNoText() {
        for (const std::string& bytes : {std::string("\xff\xfe"), std::string("a\0b", 3)}) {
            QVERIFY(m_store->write(hubKey, bytes).error().is(orrery::Errc::InvalidArgument));
            QVERIFY(m_store->write(bytes, "secret").error().is(orrery::Errc::InvalidArgument));
        }
        QVERIFY(!fs::exists(m_file));
    }

    void onlyThisUserMayReadIt() {
        const mode_t old = ::umask(0);
        const auto written = m_store->write(hubKey, "hf_one");
        ::umask(old);
        QVERIFY(written);
        QCOMPARE(modeOf(m_file), 0600U);
        QCOMPARE(modeOf(m_file.parent_path()), 0700U);
    }

    void tightensAnOpenFile() {
        QVERIFY(m_store->write(hubKey, "hf_one"));
        QCOMPARE(::chmod(m_file.c_str(), 0644), 0);
        QCOMPARE(::chmod(m_file.parent_path().c_str(), 0755), 0);
        QVERIFY(m_store->write(hubKey, "hf_two"));
        QCOMPARE(modeOf(m_file), 0600U);
        QCOMPARE(modeOf(m_file.parent_path()), 0700U);
    }

    void leavesADamagedFileAlone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addRow("empty") << QByteArray("");
        QTest::addRow("half") << QByteArray("{\"hub token\": \"hf_");
        QTest::addRow("list") << QByteArray("[\"hf_one\"]");
        QTest::addRow("number") << QByteArray("{\"hub token\": 7}");
        QTest::addRow("deep") << QByteArray(20'000, '[');
        QTest::addRow("binary") << QByteArray("\x00\xff\xfe{}", 5);
    }
    void leavesADamagedFileAlone() {
        QFETCH(QByteArray, bytes);
        fs::create_directories(m_file.parent_path());
        QVERIFY(writeFileAtomically(m_file, bytes.toStdString()));
        QVERIFY(m_store->read(hubKey).error().is(platform::Errc::WrongKind));
        QVERIFY(m_store->write(hubKey, "hf_one").error().is(platform::Errc::WrongKind));
        QVERIFY(m_store->remove(hubKey).error().is(platform::Errc::WrongKind));
        QCOMPARE(readFile(m_file).value(), bytes.toStdString());
    }

    void saysWhenItCannotSave() {
        QVERIFY(writeFileAtomically(m_folder->path() / "config", "a file in the folder's place"));
        const Status written = m_store->write(hubKey, "hf_one");
        QVERIFY(!written);
        QVERIFY(written.error().message.find("hf_one") == std::string::npos);
    }

    void threadsDoNotLoseEachOthersSecrets() {
        constexpr int each = 20;
        std::vector<std::thread> threads;
        for (const char prefix : {'a', 'b', 'c'})
            threads.emplace_back([this, prefix] {
                for (int i = 0; i < each; ++i) (void)m_store->write(prefix + std::to_string(i), "secret");
            });
        for (std::thread& thread : threads) thread.join();
        for (const char prefix : {'a', 'b', 'c'})
            for (int i = 0; i < each; ++i)
                QCOMPARE(m_store->read(prefix + std::to_string(i)).value(), std::optional<std::string>("secret"));
    }

    void programsDoNotLoseEachOthersSecrets() {
        constexpr int each = 40;
        QProcess first;
        QProcess second;
        startFilling(first, m_file, "first", each);
        startFilling(second, m_file, "second", each);
        QVERIFY(first.waitForFinished());
        QVERIFY(second.waitForFinished());
        QCOMPARE(first.exitCode(), 0);
        QCOMPARE(second.exitCode(), 0);
        for (int i = 0; i < each; ++i) {
            QVERIFY(m_store->read("first" + std::to_string(i)).value());
            QVERIFY(m_store->read("second" + std::to_string(i)).value());
        }
    }

    void aKilledProgramLeavesAWholeFile() {
        for (int round = 0; round < 5; ++round) {
            QProcess writer;
            startFilling(writer, m_file, "key", 100'000);
            const std::string target = "key" + std::to_string(10 + 17 * round);
            QTRY_VERIFY_WITH_TIMEOUT(m_store->read(target).value_or(std::nullopt), 20'000);
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QVERIFY(m_store->read(target).value());
            QVERIFY(m_store->write(hubKey, "hf_after")); // its lock went with it
            QCOMPARE(m_store->read(hubKey).value(), std::optional<std::string>("hf_after"));
            fs::remove(m_file);
        }
    }

private:
    std::unique_ptr<TemporaryDirectory> m_folder;
    fs::path m_file;
    std::unique_ptr<SecretStore> m_store;
};

QTEST_GUILESS_MAIN(TestSecretFile)
#include "tst_secret_file.moc"
