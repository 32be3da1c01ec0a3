// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

#include <orrery/platform/temporary_directory.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>

using namespace orrery;
using namespace orrery::platform;
namespace fs = std::filesystem;

namespace {

/// A socket in a bus's place that takes connections and never says a word.
class SilentBus {
public:
    explicit SilentBus(const fs::path& path) : m_fd(::socket(AF_UNIX, SOCK_STREAM, 0)) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path.string().copy(address.sun_path, sizeof address.sun_path - 1);
        m_listens = ::bind(m_fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(m_fd, 4) == 0;
    }
    ~SilentBus() { ::close(m_fd); }
    SilentBus(const SilentBus&) = delete;
    SilentBus& operator=(const SilentBus&) = delete;

    [[nodiscard]] bool listens() const { return m_listens; }

private:
    int m_fd;
    bool m_listens = false;
};

} // namespace

class TestSecretKeyring : public QObject {
    Q_OBJECT

private slots:
    void init() {
        auto folder = TemporaryDirectory::create();
        QVERIFY(folder);
        m_folder = std::make_unique<TemporaryDirectory>(std::move(*folder));
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.remove("DBUS_SESSION_BUS_ADDRESS");
        m_environment.insert("HOME", path(""));
        m_environment.insert("XDG_RUNTIME_DIR", path(""));
        m_environment.insert("XDG_DATA_HOME", path("data"));
        m_environment.insert("DISPLAY", ":99999"); // an autolaunched bus would hang on it
    }

    void cleanup() {
        for (QProcess* process : {&m_daemon, &m_bus}) {
            if (process->state() == QProcess::NotRunning) continue;
            process->terminate();
            if (!process->waitForFinished(5000)) process->kill();
        }
    }

    void withoutABusItIsTheFile_data() {
        QTest::addColumn<QString>("address");
        QTest::addRow("none") << QString();
        QTest::addRow("autolaunch") << QStringLiteral("autolaunch:");
        QTest::addRow("gone") << QStringLiteral("unix:path=/nowhere/bus");
        QTest::addRow("rubbish") << QStringLiteral("rubbish");
    }
    void withoutABusItIsTheFile() {
        QFETCH(QString, address);
        if (!address.isEmpty()) m_environment.insert("DBUS_SESSION_BUS_ADDRESS", address);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client({"kind"}), QByteArray("file\n"));
        QVERIFY2(timer.elapsed() < 1000, "it should not have waited");
        client({"write", "key", "secret"});
        QCOMPARE(client({"read", "key"}), QByteArray("secret"));
        QVERIFY(fs::exists(m_folder->path() / "secrets.json"));
    }

    void aSilentBusIsGivenASecond() {
        const SilentBus bus(m_folder->path() / "bus"); // found below XDG_RUNTIME_DIR
        QVERIFY(bus.listens());
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client({"kind"}), QByteArray("file\n"));
        QVERIFY2(timer.elapsed() >= 900, "the bus was not asked");
        QVERIFY2(timer.elapsed() < 5000, "it hung");
    }

    void aBusWithoutAKeyringIsTheFile() {
        if (!startBus()) QSKIP("no private session bus can be started here");
        QCOMPARE(client({"kind"}), QByteArray("file\n"));
    }

    void aBusThatGreetsAndFallsSilentIsGivenASecond() {
        if (!startBus("<allow own=\"*\"/>")) QSKIP("no private session bus can be started here");
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(client({"kind"}), QByteArray("file\n"));
        QVERIFY2(timer.elapsed() < 5000, "it hung");
    }

    void theKeyringKeepsReplacesAndForgets() {
        if (!startBus()) QSKIP("no private session bus can be started here");
        if (!startKeyring()) QSKIP("no gnome-keyring-daemon can be started here");
        QCOMPARE(client({"kind"}), QByteArray("keyring\n"));
        QCOMPARE(client({"read", "hub token"}), QByteArray("(none)"));
        client({"write", "hub token", "hf_one"});
        client({"write", "hub token 秘密", "Zoë 🔑\n"});
        client({"write", "hub token", "hf_two"});
        QCOMPARE(client({"read", "hub token"}), QByteArray("hf_two"));
        QCOMPARE(client({"read", "hub token 秘密"}), QByteArray("Zoë 🔑\n"));
        client({"remove", "hub token"});
        client({"remove", "hub token"});
        QCOMPARE(client({"read", "hub token"}), QByteArray("(none)"));
        QVERIFY(!fs::exists(m_folder->path() / "secrets.json"));
    }

private:
    [[nodiscard]] QString path(const char* name) const {
        return QString::fromStdString((m_folder->path() / name).string());
    }

    /// What one run of the program printed; a failure fails the test.
    QByteArray client(const QStringList& words) {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral(SECRET_CLIENT), QStringList{path("secrets.json")} + words);
        if (!process.waitForFinished(30'000)) QTest::qFail("the program hung", __FILE__, __LINE__);
        if (process.exitCode() != 0) QTest::qFail(process.readAllStandardError(), __FILE__, __LINE__);
        return process.readAllStandardOutput();
    }

    /// A session bus that can activate nothing.
    bool startBus(const char* policy = "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow own=\"*\"/>"
                                       "<allow eavesdrop=\"true\"/>") {
        std::FILE* config = std::fopen(path("bus.conf").toLocal8Bit(), "w");
        if (!config) return false;
        std::fprintf(config,
                     "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
                     "<policy context=\"default\">%s</policy></busconfig>",
                     policy);
        std::fclose(config);
        m_bus.setProcessEnvironment(m_environment);
        m_bus.start("dbus-daemon", {"--config-file=" + path("bus.conf"), "--nofork", "--print-address"});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(10'000)) return false;
        m_environment.insert("DBUS_SESSION_BUS_ADDRESS", QString::fromUtf8(m_bus.readLine().trimmed()));
        return true;
    }

    /// With a fresh keyring, unlocked by a password of its own.
    bool startKeyring() {
        m_daemon.setProcessEnvironment(m_environment);
        m_daemon.start("gnome-keyring-daemon", {"--foreground", "--unlock", "--components=secrets"});
        if (!m_daemon.waitForStarted()) return false;
        m_daemon.write("a password");
        m_daemon.closeWriteChannel();
        return QTest::qWaitFor(
                   [this] { return m_daemon.state() == QProcess::NotRunning || client({"kind"}) == "keyring\n"; },
                   20'000) &&
               m_daemon.state() == QProcess::Running;
    }

    std::unique_ptr<TemporaryDirectory> m_folder;
    QProcessEnvironment m_environment;
    QProcess m_bus;
    QProcess m_daemon;
};

QTEST_GUILESS_MAIN(TestSecretKeyring)
#include "tst_secret_keyring.moc"
