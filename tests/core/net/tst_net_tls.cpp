// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "http_test.h"

#include <fake_http_server.h>

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace orrery;
using namespace orrery::net;
using namespace std::chrono_literals;

namespace {

const QString openssl = qEnvironmentVariable("ORRERY_OPENSSL");

/// openssl s_server with a certificate of its own for "localhost", answering with files of its folder.
class TlsServer {
public:
    bool start() {
        const QStringList certificate = {"req",
                                         "-x509",
                                         "-newkey",
                                         "ec",
                                         "-pkeyopt",
                                         "ec_paramgen_curve:P-256",
                                         "-nodes",
                                         "-days",
                                         "2",
                                         "-keyout",
                                         "key.pem",
                                         "-out",
                                         "cert.pem",
                                         "-subj",
                                         "/CN=localhost",
                                         "-addext",
                                         "subjectAltName=DNS:localhost"};
        QProcess maker;
        maker.setWorkingDirectory(folder.path());
        maker.start(openssl, certificate);
        if (!maker.waitForFinished() || maker.exitCode() != 0) return false;
        if (!write("page", "HTTP/1.0 200 OK\r\n\r\nsealed")) return false;
        server.setWorkingDirectory(folder.path());
        server.start(openssl, {"s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-HTTP"});
        return server.waitForStarted() && readPort();
    }

    ~TlsServer() {
        server.kill();
        server.waitForFinished();
    }

    /// What the server sends for "/<name>", head and all.
    bool write(const QString& name, const std::string& answer) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(answer.c_str()) == qint64(answer.size());
    }

    std::string url(const std::string& name = "page") const {
        return "https://localhost:" + port.toStdString() + '/' + name;
    }

    QTemporaryDir folder;

private:
    bool readPort() {
        static const QRegularExpression accepting("ACCEPT \\S+:(\\d+)");
        QByteArray output;
        while (port.isEmpty() && server.waitForReadyRead()) {
            output += server.readAllStandardOutput();
            port = accepting.match(QString::fromLatin1(output)).captured(1);
        }
        return !port.isEmpty();
    }

    QProcess server;
    QString port;
};

} // namespace

class HttpTlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        if (openssl.isEmpty() || openssl.endsWith("NOTFOUND")) QSKIP("SKIP_ALL: no openssl program");
    }
    void distrustsAStranger();
    void trustsTheGivenFile();
    void isNotRedirectedToPlainHttp();
};

void HttpTlsTest::distrustsAStranger() {
    TlsServer server;
    QVERIFY(server.start());
    ClientFixture net;
    const auto answer = net.fetch({.url = server.url(), .retry = {.attempts = 3, .firstDelay = 1h}});
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Tls));
    QVERIFY(answer.error().message.find("localhost") != std::string::npos);
}

void HttpTlsTest::trustsTheGivenFile() {
    TlsServer server;
    QVERIFY(server.start());
    ClientFixture net({.caFile = server.folder.filePath("cert.pem").toStdString()});
    const auto answer = net.get(server.url());
    QVERIFY2(answer, answer ? "" : describe(answer.error()).c_str());
    QCOMPARE(answer->body, std::string("sealed"));
    const auto plain = net.get("http" + server.url().substr(5)); // the same port without encryption
    QVERIFY(!plain);
}

void HttpTlsTest::isNotRedirectedToPlainHttp() {
    fakes::FakeHttpServer plain;
    plain.route("/x", fakes::FakeResponse{});
    TlsServer server;
    QVERIFY(server.start());
    QVERIFY(server.write("down", "HTTP/1.0 302 Found\r\nLocation: " + plain.url("/x") + "\r\n\r\n"));
    ClientFixture net({.caFile = server.folder.filePath("cert.pem").toStdString()});
    const auto answer = net.get(server.url("down"));
    QVERIFY(!answer);
    QVERIFY(answer.error().is(net::Errc::Protocol));
    QCOMPARE(plain.count("/x"), 0);
}

QTEST_GUILESS_MAIN(HttpTlsTest)
#include "tst_net_tls.moc"
