// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_controller.h"

#include <orrery/inference/errors.h>

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>

#include <chrono>

using namespace orrery;
using namespace orrery::inference;
using namespace std::chrono_literals;

namespace {

constexpr auto showInterval = 33ms; // streamed text reaches the page this often, however fast it comes

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString countText(std::uint64_t count) {
    const double number = static_cast<double>(count);
    if (number >= 1e9) return QStringLiteral("%1 B").arg(number / 1e9, 0, 'f', 1);
    if (number >= 1e6) return QStringLiteral("%1 M").arg(number / 1e6, 0, 'f', 1);
    return QStringLiteral("%1 K").arg(number / 1e3, 0, 'f', 0);
}

QString textFrom(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString describeReport(const EngineReport& report) {
    QStringList lines;
    for (const RuntimeReport& runtime : report.runtimes) {
        const QString place = QString::fromStdString(runtime.runtime.server.string());
        lines += runtime.problem ? QStringLiteral("%1: %2").arg(place, QString::fromStdString(runtime.problem->message))
                                 : ChatController::tr("llama-server %1, in %2")
                                       .arg(QString::fromStdString(runtime.runtime.version), place);
    }
    if (report.sandbox)
        lines +=
            ChatController::tr("Models run sealed off by %1.").arg(QString::fromStdString(report.sandbox->version));
    if (!report.nextStep().empty()) lines += QString::fromStdString(report.nextStep());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ChatController::ChatController(EngineServices services, QObject* parent)
    : QObject(parent),
      m_services(services),
      m_client(services.http, services.executor),
      m_engine(services, [this](EngineState state) { engineChanged(state); }) {
    m_flush.setInterval(showInterval);
    connect(&m_flush, &QTimer::timeout, this, &ChatController::flush);
}

ChatController::~ChatController() {
    m_alive.request_stop();
    m_answer.request_stop();
}

void ChatController::setDraft(const QString& text) {
    if (m_draft == text) return;
    m_draft = text;
    Q_EMIT draftChanged();
}

void ChatController::setEnginePath(const QString& path) {
    if (m_enginePath == path) return;
    m_enginePath = path;
    m_host.reset();
}

void ChatController::checkEngine() {
    examineEngines(m_services.processes, m_services.executor, standardRuntimeSearch(m_enginePath.toStdString()),
                   [this, gone = m_alive.get_token()](const EngineReport& report) {
                       if (gone.stop_requested()) return;
                       m_engineReport = describeReport(report);
                       Q_EMIT engineReportChanged();
                       const Result<EngineHost> host = report.host();
                       if (host) {
                           m_host = *host;
                       } else if (m_state == Loading) {
                           setProblem(tr("There is no engine to run models with"), host.error());
                           setState(Failed);
                           return;
                       }
                       if (m_state == Loading && m_engine.state() != EngineState::Starting) launch();
                   });
}

void ChatController::openModel(const QUrl& file) {
    m_answer.request_stop();
    m_file = file.isLocalFile() ? file.toLocalFile() : file.toString();
    m_askWhenReady = false;
    m_messages.clear();
    m_timings.reset();
    startEngine();
}

void ChatController::startEngine() {
    clearProblem();
    setState(Loading);
    m_engine.stop([this, gone = m_alive.get_token()] {
        if (gone.stop_requested()) return;
        if (m_host) {
            launch();
        } else {
            checkEngine();
        }
    });
}

void ChatController::launch() {
    EngineSettings settings;
    settings.model = m_file.toStdString();
    m_engine.start(*m_host, settings, m_alive.get_token(), [this, gone = m_alive.get_token()](const Status& status) {
        if (gone.stop_requested() || (!status && status.error().is(orrery::Errc::Cancelled))) return;
        if (!status) {
            setProblem(tr("The model could not be loaded"), status.error());
            setState(Failed);
            return;
        }
        setState(Ready);
        if (m_askWhenReady) ask();
    });
}

void ChatController::engineChanged(EngineState state) {
    const bool running = m_state == Ready || m_state == Answering;
    if (state != EngineState::Failed || !running || !m_engine.failure()) return;
    setProblem(tr("The engine stopped"), *m_engine.failure());
    if (m_state == Ready) setState(Failed); // while answering, the answer's own end says so
}

void ChatController::send() {
    const QString text = m_draft.trimmed();
    if (text.isEmpty() || m_state != Ready) return;
    ChatTurn question;
    question.fromUser = true;
    question.text = text;
    m_messages.append(std::move(question));
    setDraft({});
    ask();
}

void ChatController::ask() {
    clearProblem();
    ChatRequest request;
    for (const ChatTurn& turn : m_messages.turns()) {
        if (!turn.fromUser && turn.text.isEmpty()) continue;
        request.messages.push_back({turn.fromUser ? Role::User : Role::Assistant, turn.text.toStdString()});
    }
    ChatTurn answer;
    answer.state = ChatTurn::Streaming;
    m_messages.append(std::move(answer));
    m_askWhenReady = true;
    m_answer = {};
    const auto stop = m_answer.get_token();
    ChatCallbacks callbacks;
    callbacks.onContent = [this, gone = m_alive.get_token()](std::string_view piece) {
        if (!gone.stop_requested()) m_newText += textFrom(piece);
    };
    callbacks.onReasoning = [this, gone = m_alive.get_token()](std::string_view piece) {
        if (!gone.stop_requested()) m_newReasoning += textFrom(piece);
    };
    m_flush.start();
    setState(Answering);
    m_client.start(m_engine.endpoint(), request, stop, std::move(callbacks),
                   [this, gone = m_alive.get_token()](const Result<ChatResult>& result) {
                       if (!gone.stop_requested()) finishAnswer(result);
                   });
}

void ChatController::flush() {
    m_messages.extend(m_newText, m_newReasoning);
    m_newText.clear();
    m_newReasoning.clear();
}

void ChatController::finishAnswer(const Result<ChatResult>& result) {
    m_flush.stop();
    flush();
    if (m_state != Answering) return; // another model was opened meanwhile
    if (result) {
        m_timings = result->timings;
        m_askWhenReady = false;
        m_messages.finish(ChatTurn::Done, speedText());
        setState(Ready);
    } else if (result.error().is(orrery::Errc::Cancelled)) {
        m_askWhenReady = false;
        m_messages.finish(ChatTurn::Stopped, {});
        setState(Ready);
    } else {
        m_messages.finish(ChatTurn::Failed, {});
        const bool engineDown =
            m_engine.state() != EngineState::Ready || result.error().is(inference::Errc::EngineGone);
        if (m_problem.isEmpty()) setProblem(tr("The answer broke off"), result.error());
        setState(engineDown ? Failed : Ready);
    }
    Q_EMIT answered();
}

void ChatController::stop() {
    if (m_state == Answering) m_answer.request_stop();
}

void ChatController::retry() {
    if (m_file.isEmpty()) return;
    const bool unanswered = !m_messages.turns().empty() && m_messages.turns().back().state == ChatTurn::Failed;
    if (unanswered) m_messages.removeLast();
    m_askWhenReady = unanswered;
    if (m_state == Ready && m_engine.state() == EngineState::Ready) {
        clearProblem();
        if (m_askWhenReady) ask();
    } else {
        startEngine();
    }
}

void ChatController::newConversation() {
    m_answer.request_stop();
    if (m_state == Answering) setState(Ready);
    m_askWhenReady = false;
    m_messages.clear();
    m_timings.reset();
    clearProblem();
    Q_EMIT answered();
}

void ChatController::copy(const QString& text) const {
    QGuiApplication::clipboard()->setText(text);
}

QString ChatController::modelName() const {
    const QString own = QString::fromStdString(m_engine.facts().model.name);
    return own.isEmpty() || m_state == Loading ? QFileInfo(m_file).completeBaseName() : own;
}

QString ChatController::statusText() const {
    switch (m_state) {
    case NoModel: return tr("No model loaded");
    case Loading: return tr("Loading %1").arg(modelName());
    case Ready: return tr("%1 is ready").arg(modelName());
    case Answering: return tr("%1 is answering").arg(modelName());
    case Failed: return tr("%1 is not running").arg(modelName());
    }
    return {};
}

QString ChatController::kindText() const {
    if (m_state != Ready && m_state != Answering) return {};
    const gguf::ModelFacts& model = m_engine.facts().model;
    QStringList parts{QString::fromStdString(model.architecture)};
    if (model.parameterCount > 0) parts += tr("%1 parameters").arg(countText(model.parameterCount));
    if (!model.quantisation.empty()) parts += QString::fromStdString(model.quantisation);
    return parts.join(QStringLiteral(", "));
}

QString ChatController::memoryText() const {
    if (m_state != Ready && m_state != Answering) return {};
    const EngineFacts& facts = m_engine.facts();
    return tr("about %1, of which the weights are %2")
        .arg(bytesText(facts.memory.total()), bytesText(facts.memory.weights));
}

QString ChatController::engineText() const {
    return m_host ? QStringLiteral("llama-server %1").arg(QString::fromStdString(m_host->runtime.version)) : QString();
}

QString ChatController::protectionText() const {
    if (m_state != Ready && m_state != Answering) return {};
    return m_engine.facts().sandboxed ? tr("This model runs sealed off: no network, no access to your files.")
                                      : tr("No sandbox here: the model's engine runs offline, but could read your "
                                           "files. Installing bubblewrap seals it off.");
}

QString ChatController::speedText() const {
    if (!m_timings || m_timings->answerTokens == 0) return {};
    return tr("%1 tokens/s, first after %2 ms, %3 tokens")
        .arg(m_timings->tokensPerSecond(), 0, 'f', m_timings->tokensPerSecond() < 10 ? 1 : 0)
        .arg(m_timings->firstTokenMs, 0, 'f', 0)
        .arg(m_timings->answerTokens);
}

int ChatController::contextUsed() const {
    return m_timings ? static_cast<int>(m_timings->contextUsed()) : 0;
}

int ChatController::contextSize() const {
    return m_state == Ready || m_state == Answering ? static_cast<int>(m_engine.facts().contextTokens) : 0;
}

void ChatController::setState(State state) {
    m_state = state;
    Q_EMIT changed();
}

void ChatController::setProblem(const QString& title, const Error& error) {
    m_problemTitle = title;
    m_problem = QString::fromStdString(error.message);
    QStringList details{QString::fromStdString(error.where), QString::fromStdString(error.detail)};
    details.removeAll(QString());
    m_problemDetail = details.join(QLatin1Char('\n'));
    Q_EMIT changed();
}

void ChatController::clearProblem() {
    m_problemTitle.clear();
    m_problem.clear();
    m_problemDetail.clear();
    Q_EMIT changed();
}
