// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include <orrery/platform/atomic_file.h>
#include <orrery/platform/errc.h>
#include <orrery/platform/folder_entries.h>
#include <orrery/platform/paths.h>
#include <orrery/platform/temporary_directory.h>

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

/// Sets a variable for the length of a scope; null removes it.
class Variable {
public:
    Variable(const char* name, const char* value)
        : m_name(name), m_wasSet(qEnvironmentVariableIsSet(name)), m_old(qgetenv(name)) {
        set(value);
    }
    ~Variable() { set(m_wasSet ? m_old.constData() : nullptr); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    void set(const char* value) const { value ? qputenv(m_name, value) : qunsetenv(m_name); }

    const char* m_name;
    bool m_wasSet;
    QByteArray m_old;
};

unsigned modeOf(const fs::path& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

} // namespace

class PathsTest : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder.emplace(TemporaryDirectory::create().value()); }

    void entriesComeSortedWithTheirFolder() {
        const fs::path folder = m_folder->path() / "entries";
        fs::create_directories(folder / "b" / "inside");
        QVERIFY(writeFileAtomically(folder / "c", "c"));
        fs::create_symlink("nowhere", folder / ".a");
        QVERIFY(entriesOf(folder) == (std::vector<fs::path>{folder / ".a", folder / "b", folder / "c"}));
        QVERIFY(entriesOf(folder / "b" / "inside").empty());
        QVERIFY(entriesOf(folder / "none").empty());
        QVERIFY(entriesOf(folder / "c").empty()); // no folder
    }

    void foldersFollowTheEnvironment() {
        const Variable config("XDG_CONFIG_HOME", "/a/config");
        const Variable data("XDG_DATA_HOME", "/a/data");
        const Variable cache("XDG_CACHE_HOME", "/a/cache");
        const Variable state("XDG_STATE_HOME", "/a/state");
        const Folders folders = standardFolders();
        QCOMPARE(folders.config, fs::path("/a/config/orrery"));
        QCOMPARE(folders.data, fs::path("/a/data/orrery"));
        QCOMPARE(folders.cache, fs::path("/a/cache/orrery"));
        QCOMPARE(folders.state, fs::path("/a/state/orrery"));
    }

    void foldersDefaultToTheHome() {
        const Variable home("HOME", "/home/ada");
        const Variable config("XDG_CONFIG_HOME", nullptr);
        const Variable data("XDG_DATA_HOME", "");
        const Variable cache("XDG_CACHE_HOME", "relative/is/ignored");
        const Variable state("XDG_STATE_HOME", nullptr);
        const Folders folders = standardFolders();
        QCOMPARE(folders.config, fs::path("/home/ada/.config/orrery"));
        QCOMPARE(folders.data, fs::path("/home/ada/.local/share/orrery"));
        QCOMPARE(folders.cache, fs::path("/home/ada/.cache/orrery"));
        QCOMPARE(folders.state, fs::path("/home/ada/.local/state/orrery"));
    }

    void homeIsKnownWithoutItsVariable() {
        const Variable home("HOME", nullptr);
        QVERIFY(homeFolder().is_absolute());
    }

    void runtimeFolderIsMadePrivate() {
        const Variable runtime("XDG_RUNTIME_DIR", m_folder->path().c_str());
        const auto folder = runtimeFolder();
        QVERIFY(folder);
        QCOMPARE(*folder, m_folder->path() / "orrery");
        QCOMPARE(modeOf(*folder), 0700U);
    }

    void runtimeFolderNeedsNoVariable() {
        const Variable runtime("XDG_RUNTIME_DIR", nullptr);
        const auto folder = runtimeFolder();
        QVERIFY(folder);
        QCOMPARE(*folder, fs::path("/tmp/orrery-" + std::to_string(::geteuid())));
        QCOMPARE(modeOf(*folder), 0700U);
    }

    void privateDirectoryIsMadeWithItsParentsAndTightened() {
        const fs::path path = m_folder->path() / "a/b/c";
        QVERIFY(makePrivateDirectory(path));
        QCOMPARE(modeOf(path), 0700U);
        QCOMPARE(::chmod(path.c_str(), 0777), 0);
        QVERIFY(makePrivateDirectory(path));
        QCOMPARE(modeOf(path), 0700U);
    }

    void privateDirectoryRefusesLinksAndFiles() {
        const fs::path real = m_folder->path() / "real";
        const fs::path link = m_folder->path() / "link";
        const fs::path file = m_folder->path() / "file";
        fs::create_directory(real);
        fs::create_symlink(real, link);
        QVERIFY(writeFileAtomically(file, "x"));
        QVERIFY(makePrivateDirectory(link).error().is(platform::Errc::WrongKind));
        QVERIFY(makePrivateDirectory(file).error().is(platform::Errc::WrongKind));
        QVERIFY(makePrivateDirectory(file / "below").error().is(platform::Errc::NotFound));
    }

    void privateDirectoryRefusesSomebodyElses() {
        const fs::path other = ::geteuid() == 0 ? m_folder->path() / "other" : fs::path("/usr");
        if (::geteuid() == 0) {
            fs::create_directory(other);
            QCOMPARE(::chown(other.c_str(), 65534, 65534), 0);
        }
        const unsigned before = modeOf(other);
        QVERIFY(makePrivateDirectory(other).error().is(platform::Errc::PermissionDenied));
        QCOMPARE(modeOf(other), before);
    }

    void temporaryDirectoryRemovesItself() {
        fs::path path;
        {
            auto folder = TemporaryDirectory::create("orrery-test", m_folder->path());
            QVERIFY(folder);
            path = folder->path();
            QCOMPARE(path.parent_path(), m_folder->path());
            QVERIFY(path.filename().string().starts_with("orrery-test-"));
            QCOMPARE(modeOf(path), 0700U);
            fs::create_directories(path / "deep/er");
            QVERIFY(writeFileAtomically(path / "deep/er/file", "x"));
            const TemporaryDirectory moved = std::move(*folder);
            QVERIFY(folder->path().empty());
            QVERIFY(fs::exists(moved.path() / "deep/er/file"));
        }
        QVERIFY(!fs::exists(path));
    }

    void temporaryDirectoryFailsWithTheFoldersName() {
        const auto folder = TemporaryDirectory::create("x", "/nowhere/at/all");
        QVERIFY(!folder);
        QVERIFY(folder.error().is(platform::Errc::NotFound));
        QVERIFY(folder.error().message.find("/nowhere/at/all") != std::string::npos);
    }

    void programsAreFoundInOrder() {
        const fs::path first = m_folder->path() / "first";
        const fs::path second = m_folder->path() / "second";
        for (const fs::path& folder : {first, second}) fs::create_directory(folder);
        for (const fs::path& file : {first / "data", second / "data", second / "tool"})
            QVERIFY(writeFileAtomically(file, "x"));
        for (const fs::path& file : {second / "data", second / "tool"}) QCOMPARE(::chmod(file.c_str(), 0755), 0);
        fs::create_directory(first / "tool");
        const Variable path("PATH", (first.string() + "::relative:" + second.string()).c_str());
        QCOMPARE(findOnPath("data").value_or(""), second / "data"); // the first one is not executable
        QCOMPARE(findOnPath("tool").value_or(""), second / "tool"); // the first one is a folder
        QVERIFY(!findOnPath("absent"));
        QVERIFY(!findOnPath(""));
        QVERIFY(!findOnPath("../second/tool"));
    }

    void withoutPathTheUsualFoldersAreSearched() {
        const Variable path("PATH", nullptr);
        QVERIFY(findOnPath("sh"));
    }

private:
    std::optional<TemporaryDirectory> m_folder;
};

QTEST_APPLESS_MAIN(PathsTest)
#include "tst_paths.moc"
