// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtimes_controller.h"

#include <orrery/bridge/text.h>
#include <orrery/inference/backends.h>

#include <QLocale>

#include <utility>

using namespace orrery;
using namespace orrery::inference;
using namespace orrery::runtimes;

namespace {

QString stepText(const InstallProgress& progress) {
    const QString amount =
        progress.total > 0  ? RuntimesController::tr("%1 of %2").arg(sizeText(progress.done), sizeText(progress.total))
        : progress.done > 0 ? sizeText(progress.done)
                            : QString();
    switch (progress.step) {
    case InstallProgress::Step::Downloading: return RuntimesController::tr("Downloading  %1").arg(amount).trimmed();
    case InstallProgress::Step::Checking: return RuntimesController::tr("Checking  %1").arg(amount).trimmed();
    case InstallProgress::Step::Unpacking: return RuntimesController::tr("Unpacking  %1").arg(amount).trimmed();
    case InstallProgress::Step::Trying: return RuntimesController::tr("Trying whether it works here");
    }
    return {};
}

QString testText(const SelfTest& test) {
    const QLocale locale;
    QStringList parts;
    parts += test.sealed ? RuntimesController::tr("Works, and is sealed off.")
                         : RuntimesController::tr("Works, but is not sealed off.");
    if (!test.sealText.empty()) parts += textFrom(test.sealText);
    if (test.answerPerSecond > 0) {
        parts +=
            RuntimesController::tr("A model of 1.2 B parameters answers with %1 tokens/s and reads %2 tokens/s here.")
                .arg(locale.toString(test.answerPerSecond, 'f', 1), locale.toString(test.promptPerSecond, 'f', 0));
    }
    if (test.startMs > 0)
        parts += RuntimesController::tr("It starts in %1 ms.").arg(locale.toString(test.startMs, 'f', 0));
    return parts.join(QLatin1Char(' '));
}

} // namespace

RuntimesController::RuntimesController(EngineChoice& choice, RuntimeStore& store, EngineServices services,
                                       QObject* parent)
    : QObject(parent), m_choice(choice), m_store(store), m_services(services) {
    connect(&m_choice, &EngineChoice::changed, this, &RuntimesController::show);
}

RuntimesController::~RuntimesController() {
    m_alive.request_stop();
    m_install.request_stop();
    m_test.request_stop();
}

bool RuntimesController::usable() const {
    return m_choice.report() && m_choice.report()->host();
}

bool RuntimesController::sealed() const {
    return usable() && m_choice.report()->sandbox;
}

QString RuntimesController::inUseText() const {
    if (!m_choice.report()) return tr("Looking for engines");
    const Result<EngineHost> host = m_choice.report()->host();
    if (m_choice.report()->runtimes.empty()) return tr("No engine on this computer yet");
    return host ? tr("llama-server %1").arg(textFrom(host->runtime.version)) : textFrom(host.error().message);
}

QString RuntimesController::protectionText() const {
    if (!m_choice.report()) return {};
    if (m_choice.report()->sandbox) return tr("Models run sealed off: no network, no access to your files.");
    const std::optional<Error>& problem = m_choice.report()->sandboxProblem;
    return tr("Models run without a sandbox: they use no network, but nothing forces them. %1")
        .arg(problem ? textFrom(problem->message) : QString());
}

QString RuntimesController::nextStep() const {
    return m_choice.report() ? textFrom(m_choice.report()->nextStep()) : QString();
}

QStringList RuntimesController::assets() const {
    QStringList lines;
    if (!m_release) return lines;
    for (const ReleaseAsset& asset : m_release->assets) {
        const QString size = asset.size > 0 ? sizeText(asset.size) : tr("size not said");
        lines += asset.fitsHere ? tr("%1, %2: for this computer").arg(textFrom(asset.backend), size)
                                : QStringLiteral("%1, %2").arg(textFrom(asset.name), size);
    }
    return lines;
}

const RuntimeRow* RuntimesController::rowAt(int row) const {
    const auto& rows = m_runtimes.rows();
    return row >= 0 && row < static_cast<int>(rows.size()) ? &rows[static_cast<std::size_t>(row)] : nullptr;
}

void RuntimesController::refresh() {
    m_choice.refresh();
    Q_EMIT changed();
}

void RuntimesController::show() {
    std::vector<RuntimeRow> rows;
    const Result<EngineHost> host = m_choice.report()->host();
    for (const RuntimeReport& report : m_choice.report()->runtimes)
        rows.push_back({report, host && host->runtime.server == report.runtime.server, 0, {}});
    m_runtimes.setRows(std::move(rows));
    readFiles();
    Q_EMIT changed();
}

void RuntimesController::readFiles() {
    for (const RuntimeRow& row : m_runtimes.rows()) {
        if (!row.backends.isEmpty()) continue;
        m_services.workers.post([this, runtime = row.report.runtime, root = m_store.folder(),
                                 &gui = m_services.executor, gone = m_alive.get_token()] {
            const bool managed = runtime.kind == RuntimeKind::Managed;
            const std::uint64_t bytes = managed ? RuntimeStore::size(runtime.folder) : 0;
            QStringList backends;
            for (const std::string& backend : findBackends(runtime)) backends += textFrom(backend);
            const bool updatable = RuntimeStore::canUpdate(root, runtime.folder);
            gui.post(
                [this, server = runtime.server, bytes, updatable, text = backends.join(QStringLiteral(", ")), gone] {
                    if (!gone.stop_requested()) m_runtimes.setFiles(server, bytes, text, updatable);
                });
        });
    }
}

void RuntimesController::use(int row) {
    const RuntimeRow* chosen = rowAt(row);
    if (!chosen) return;
    const EngineRuntime& runtime = chosen->report.runtime;
    const auto place = runtime.folder.empty() ? runtime.server : runtime.folder;
    Q_EMIT configuredChosen(QString::fromStdString(place.string()));
}

void RuntimesController::useAutomatic() {
    Q_EMIT configuredChosen({});
}

void RuntimesController::begin(const QString& text) {
    m_install = {};
    m_installing = true;
    m_installText = text;
    m_installProgress = -1;
    m_notice.clear();
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT installChanged();
}

RuntimeStore::Progress RuntimesController::progressSink() {
    return [this, gone = m_alive.get_token()](const InstallProgress& progress) {
        if (!gone.stop_requested()) showProgress(progress);
    };
}

RuntimeStore::Installed RuntimesController::installSink() {
    return [this, gone = m_alive.get_token()](const Result<RuntimeReport>& result) {
        if (!gone.stop_requested()) finishInstall(result);
    };
}

void RuntimesController::showProgress(const InstallProgress& progress) {
    m_installText = stepText(progress);
    m_installProgress =
        progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : -1;
    Q_EMIT installChanged();
}

void RuntimesController::finishInstall(const Result<RuntimeReport>& result) {
    m_installing = false;
    if (result) {
        m_notice = tr("Installed: llama-server %1").arg(textFrom(result->runtime.version));
    } else if (!result.error().is(orrery::Errc::Cancelled)) {
        setProblem(result.error());
    }
    Q_EMIT installChanged();
    refresh();
}

void RuntimesController::setProblem(const Error& error) {
    m_problem = textFrom(error.message);
    m_problemDetail = textFrom(error.detail.empty() ? error.where : error.detail);
}

void RuntimesController::installArchive(const QUrl& file) {
    if (m_installing) return;
    begin(tr("Reading the archive"));
    m_store.installArchive(file.toLocalFile().toStdString(), {}, {}, m_install.get_token(), progressSink(),
                           installSink());
}

void RuntimesController::installPackages(bool graphics) {
    if (m_installing) return;
    begin(tr("Asking this system's package archive"));
    m_store.installPackages(graphics, m_install.get_token(), progressSink(), installSink());
}

void RuntimesController::askRelease(const QString& address) {
    if (m_asking) return;
    m_asking = true;
    m_release.reset();
    m_releaseText.clear();
    Q_EMIT releaseChanged();
    m_store.askRelease(address.trimmed().toStdString(), m_alive.get_token(),
                       [this, gone = m_alive.get_token()](Result<Release> release) {
                           if (gone.stop_requested()) return;
                           m_asking = false;
                           m_releaseText = release ? tr("Release %1").arg(textFrom(release->tag))
                                                   : textFrom(release.error().message);
                           if (release) m_release = std::move(*release);
                           Q_EMIT releaseChanged();
                       });
}

void RuntimesController::installAsset(int asset) {
    if (m_installing || !m_release || asset < 0 || asset >= static_cast<int>(m_release->assets.size())) return;
    begin(tr("Connecting"));
    m_store.installAsset(m_release->assets[static_cast<std::size_t>(asset)], m_release->tag, m_install.get_token(),
                         progressSink(), installSink());
}

void RuntimesController::update(int row) {
    const RuntimeRow* chosen = rowAt(row);
    if (!chosen || m_installing) return;
    const auto folder = chosen->report.runtime.folder;
    begin(tr("Looking for something newer"));
    m_store.update(folder, m_install.get_token(), progressSink(),
                   [this, folder, gone = m_alive.get_token()](const Result<Update>& result) {
                       if (!gone.stop_requested()) finishUpdate(folder, result);
                   });
}

void RuntimesController::finishUpdate(const std::filesystem::path& old, const Result<Update>& result) {
    m_installing = false;
    if (!result) {
        if (!result.error().is(orrery::Errc::Cancelled)) setProblem(result.error());
    } else if (result->replaced) {
        m_notice = tr("Updated: llama-server %1").arg(textFrom(result->version));
    } else {
        m_notice = tr("Nothing newer is offered where this engine came from: %1 is the newest there.")
                       .arg(textFrom(result->version));
    }
    Q_EMIT installChanged();
    const bool chosen = m_choice.configured() == QString::fromStdString(old.string());
    if (chosen && result && result->folder != old)
        Q_EMIT configuredChosen(QString::fromStdString(result->folder.string()));
    refresh();
}

void RuntimesController::cancelInstall() {
    m_install.request_stop();
}

void RuntimesController::remove(int row) {
    const RuntimeRow* chosen = rowAt(row);
    if (!chosen) return;
    m_store.remove(chosen->report.runtime.folder, [this, gone = m_alive.get_token()](const Status& status) {
        if (gone.stop_requested()) return;
        dismissProblem();
        if (!status) setProblem(status.error());
        Q_EMIT installChanged();
        refresh();
    });
}

void RuntimesController::test(int row) {
    const RuntimeRow* chosen = rowAt(row);
    if (!chosen || m_testing || !m_choice.report()) return;
    const auto server = chosen->report.runtime.server;
    m_test = {};
    m_testing = true;
    m_testStep = tr("Starting it");
    m_runtimes.setTesting(server, true);
    Q_EMIT testChanged();
    selfTest(
        m_services, {chosen->report.runtime, m_choice.report()->sandbox}, m_test.get_token(),
        [this, gone = m_alive.get_token()](std::string_view step) {
            if (gone.stop_requested()) return;
            m_testStep = textFrom(step);
            Q_EMIT testChanged();
        },
        [this, server, gone = m_alive.get_token()](const Result<SelfTest>& result) {
            if (!gone.stop_requested()) finishTest(server, result);
        });
}

void RuntimesController::finishTest(const std::filesystem::path& server, const Result<SelfTest>& result) {
    m_testing = false;
    m_runtimes.setTesting(server, false);
    if (result) {
        m_runtimes.setTestText(server, testText(*result));
    } else if (!result.error().is(orrery::Errc::Cancelled)) {
        m_runtimes.setTestText(server, tr("The test failed: %1").arg(textFrom(result.error().message)));
    }
    Q_EMIT testChanged();
}

void RuntimesController::cancelTest() {
    m_test.request_stop();
}

void RuntimesController::dismissProblem() {
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT installChanged();
}
