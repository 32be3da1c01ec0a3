// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QtTest>

#include <orrery/platform/hashing.h>

#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>

#include <sys/stat.h>

#include <fstream>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t mebibyte = 1U << 20U;

std::string content(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>((i * 2654435761U) >> 11U);
    return bytes;
}

QString outputOf(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) return {};
    return QString::fromUtf8(process.readAllStandardOutput()).section(' ', 0, 0).trimmed();
}

} // namespace

class TestHashing : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        auto folder = TemporaryDirectory::create();
        QVERIFY(folder);
        m_folder = std::make_unique<TemporaryDirectory>(std::move(*folder));
    }

    void knowsThePublishedVectors() {
        QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(gitBlobHash(""), std::string("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"));
        Hasher sha1(HashKind::Sha1);
        sha1.add("a");
        sha1.add("");
        sha1.add("bc");
        QCOMPARE(sha1.finish(), std::string("a9993e364706816aba3e25717850c26c9cd0d89d"));
    }

    void movesWithItsState() {
        Hasher first(HashKind::Sha256);
        first.add("ab");
        Hasher second(std::move(first));
        second.add("c");
        QCOMPARE(second.finish(), sha256("abc"));
    }

    void agreesWithOtherPrograms_data() {
        QTest::addColumn<qulonglong>("size");
        for (const std::size_t size :
             {std::size_t{0}, std::size_t{1}, mebibyte - 1, mebibyte, mebibyte + 1, 5 * mebibyte + 12345})
            QTest::addRow("%zu bytes", size) << qulonglong(size);
    }
    void agreesWithOtherPrograms() {
        QFETCH(qulonglong, size);
        const fs::path file = write("some file", content(size));
        const QString name = QString::fromStdString(file.string());

        const QString git = outputOf("git", {"hash-object", "--no-filters", name});
        if (git.isEmpty()) QSKIP("git is not installed");
        QCOMPARE(QString::fromStdString(hashFile(file, HashKind::Sha1, true).value()), git);
        QCOMPARE(QString::fromStdString(gitBlobHash(content(size))), git);
        QCOMPARE(QString::fromStdString(hashFile(file, HashKind::Sha256, false).value()),
                 outputOf("sha256sum", {name}));
    }

    void tellsHowFarItIs() {
        const std::size_t size = 3 * mebibyte + 7;
        const fs::path file = write("progress", content(size));
        std::vector<std::uint64_t> heard;
        const auto hash =
            hashFile(file, HashKind::Sha256, false, {}, [&heard](std::uint64_t done) { heard.push_back(done); });
        QVERIFY(hash);
        QVERIFY(heard.size() >= 4);
        QVERIFY(std::is_sorted(heard.begin(), heard.end()));
        QCOMPARE(heard.back(), std::uint64_t{size});
    }

    void stopsWhenAsked() {
        const fs::path file = write("stop", content(8 * mebibyte));
        std::stop_source stop;
        std::uint64_t last = 0;
        const auto hash = hashFile(file, HashKind::Sha256, false, stop.get_token(), [&](std::uint64_t done) {
            last = done;
            stop.request_stop();
        });
        QVERIFY(!hash);
        QVERIFY(hash.error().is(orrery::Errc::Cancelled));
        QVERIFY(last <= mebibyte);
    }

    void noticesAFileThatShrinks() {
        const fs::path file = write("shrinks", content(4 * mebibyte));
        const auto hash = hashFile(file, HashKind::Sha1, true, {}, [&file](std::uint64_t) {
            std::error_code error;
            fs::resize_file(file, 2 * mebibyte, error);
        });
        QVERIFY(!hash);
        QVERIFY(hash.error().is(platform::Errc::Io));
    }

    void refusesWhatIsNoFile() {
        QVERIFY(hashFile(m_folder->path() / "absent", HashKind::Sha1, true).error().is(platform::Errc::NotFound));
        QVERIFY(hashFile(m_folder->path(), HashKind::Sha1, true).error().is(platform::Errc::WrongKind));
        const fs::path pipe = m_folder->path() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(hashFile(pipe, HashKind::Sha256, false).error().is(platform::Errc::WrongKind));
    }

private:
    fs::path write(const char* name, const std::string& bytes) {
        const fs::path file = m_folder->path() / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

    std::unique_ptr<TemporaryDirectory> m_folder;
};

QTEST_GUILESS_MAIN(TestHashing)
#include "tst_hashing.moc"
