// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/errc.h>
#include <orrery/platform/temporary_directory.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <functional>
#include <iterator>
#include <thread>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

unsigned modeOf(const fs::path& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

auto entryCount(const fs::path& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

/// Permissions do not bind root: there, `check` runs in a child that gave its rights up.
bool holdsForAnOrdinaryUser(const std::function<bool()>& check) {
    if (::geteuid() != 0) return check();
    const pid_t child = ::fork();
    if (child == 0) ::_exit(::setgid(65534) == 0 && ::setuid(65534) == 0 && check() ? 0 : 1);
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// No file may grow beyond `bytes`, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_old);
        const struct rlimit limit { bytes, m_old.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &m_old);
        ::signal(SIGXFSZ, SIG_DFL);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    struct rlimit m_old {};
};

} // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_folder.emplace(TemporaryDirectory::create().value());
        m_file = m_folder->path() / "settings.json";
    }

    void whatIsWrittenIsRead_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello\n");
        QTest::newRow("zeros inside") << QByteArray("a\0b\r\n", 5);
        QTest::newRow("large") << QByteArray(3'000'001, 'x');
    }
    void whatIsWrittenIsRead() {
        QFETCH(const QByteArray, bytes);
        QVERIFY(writeFileAtomically(m_file, "before"));
        QVERIFY(writeFileAtomically(m_file, bytes.toStdString()));
        const auto read = readFile(m_file);
        QVERIFY(read);
        QVERIFY(*read == bytes.toStdString());
        QCOMPARE(entryCount(m_folder->path()), 1);
    }

    void newFilesFollowTheUmaskOrArePrivate() {
        const mode_t old = ::umask(0027);
        const Status shared = writeFileAtomically(m_file, "x");
        const Status secret = writeFileAtomically(m_folder->path() / "token", "x", NewFileAccess::Private);
        ::umask(old);
        QVERIFY(shared && secret);
        QCOMPARE(modeOf(m_file), 0640U);
        QCOMPARE(modeOf(m_folder->path() / "token"), 0600U);
    }

    void existingFilesKeepTheirPermissions() {
        QVERIFY(writeFileAtomically(m_file, "old"));
        QCOMPARE(::chmod(m_file.c_str(), 0604), 0);
        QVERIFY(writeFileAtomically(m_file, "new"));
        QCOMPARE(modeOf(m_file), 0604U);
    }

    void linksKeepPointing() {
        const fs::path link = m_folder->path() / "link";
        QVERIFY(writeFileAtomically(m_file, "old"));
        fs::create_symlink("settings.json", link);
        QVERIFY(writeFileAtomically(link, "new"));
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(*readFile(m_file), std::string("new"));
    }

    void relativePathsWork() {
        const fs::path before = fs::current_path();
        fs::current_path(m_folder->path());
        const Status written = writeFileAtomically("plain", "x");
        fs::current_path(before);
        QVERIFY(written);
        QCOMPARE(*readFile(m_folder->path() / "plain"), std::string("x"));
    }

    void aFullDiskLeavesTheOldFile() {
        QVERIFY(writeFileAtomically(m_file, "the old content"));
        Status written;
        {
            const FileSizeLimit limit(4096);
            written = writeFileAtomically(m_file, std::string(100'000, 'n'));
        }
        QVERIFY(!written);
        QVERIFY(written.error().is(platform::Errc::NoSpace));
        QVERIFY(written.error().message.find(m_file.string()) != std::string::npos);
        QCOMPARE(*readFile(m_file), std::string("the old content"));
        QCOMPARE(entryCount(m_folder->path()), 1);
    }

    void readersSeeOldOrNewNeverHalf() {
        const std::string a(200'000, 'a');
        const std::string b(200'000, 'b');
        QVERIFY(writeFileAtomically(m_file, a));
        std::atomic<bool> stop = false;
        std::atomic<int> torn = 0;
        std::thread reader([&] {
            while (!stop) {
                const auto read = readFile(m_file);
                if (!read || (*read != a && *read != b)) ++torn;
            }
        });
        for (int i = 0; i < 50; ++i) (void)writeFileAtomically(m_file, i % 2 ? a : b);
        stop = true;
        reader.join();
        QCOMPARE(torn.load(), 0);
    }

    void writingFailsClearly() {
        const Status missing = writeFileAtomically(m_folder->path() / "no/folder/file", "x");
        QVERIFY(missing.error().is(platform::Errc::NotFound));
        QVERIFY(missing.error().message.find("no/folder/file") != std::string::npos);
        QVERIFY(writeFileAtomically(m_folder->path(), "x").error().is(platform::Errc::WrongKind));
        QVERIFY(writeFileAtomically("/dev/full", "x").error().is(platform::Errc::WrongKind));
        QVERIFY(holdsForAnOrdinaryUser([] {
            const Status denied = writeFileAtomically("/usr/orrery-test", "x");
            return !denied && denied.error().is(platform::Errc::PermissionDenied);
        }));
    }

    void readingFailsClearly() {
        const auto missing = readFile(m_file);
        QVERIFY(missing.error().is(platform::Errc::NotFound));
        QVERIFY(missing.error().message.find(m_file.string()) != std::string::npos);
        QVERIFY(readFile(m_folder->path()).error().is(platform::Errc::WrongKind));
        QVERIFY(readFile("/dev/zero").error().is(platform::Errc::WrongKind));

        QVERIFY(writeFileAtomically(m_file, "12345"));
        QCOMPARE(*readFile(m_file, 5), std::string("12345"));
        QVERIFY(readFile(m_file, 4).error().is(platform::Errc::TooLarge));

        QCOMPARE(::chmod(m_folder->path().c_str(), 0755), 0);
        QCOMPARE(::chmod(m_file.c_str(), 0000), 0);
        QVERIFY(holdsForAnOrdinaryUser([this] {
            const auto denied = readFile(m_file);
            return !denied && denied.error().is(platform::Errc::PermissionDenied);
        }));
    }

    void aPipeWithoutAWriterIsRefusedAtOnce() {
        const fs::path pipe = m_folder->path() / "pipe";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(readFile(pipe).error().is(platform::Errc::WrongKind));
    }

    void filesOfUnknownSizeAreReadAndBounded() {
        QVERIFY(readFile("/proc/self/status")->starts_with("Name:"));
        QVERIFY(readFile("/proc/self/status", 10).error().is(platform::Errc::TooLarge));
    }

private:
    std::optional<TemporaryDirectory> m_folder;
    fs::path m_file;
};

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "tst_atomic_file.moc"
