// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_controller.h"

#include "transcript_turns.h"

#include <orrery/bridge/text.h>

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLocale>
#include <QSaveFile>

#include <chrono>

using namespace orrery;
using namespace std::chrono_literals;
using conversation::Store;

ChatController::ChatController(ChatServices services, QObject* parent)
    : QObject(parent),
      m_services(std::move(services)),
      m_model(m_services),
      m_thread(m_services.keeper, m_transcript),
      m_list(m_services.keeper),
      m_setup(m_services.keeper),
      m_attachments(m_services.engine.workers, m_services.engine.executor),
      m_meter(m_services, m_model, [this] { return nextRequest(); }),
      m_stream(m_services, m_model) {
    connectParts();
    m_list.refresh();
    m_setup.readPresets();
    m_services.keeper.ask<conversation::Draft>(
        [](Store& store) { return store.draft(0); },
        [this, gone = m_alive.get_token()](const Result<conversation::Draft>& draft) {
            if (gone.stop_requested() || !draft || m_thread.id() != 0) return;
            if (m_draft.isEmpty()) setDraft(textFrom(draft->text));
            if (m_attachments.count() == 0) m_attachments.setItems(draft->attachments);
        });
}

ChatController::~ChatController() {
    if (m_stream.running()) m_stream.stop();
    if (m_draftSoon.isActive()) keepDraft();
    if (m_setupSoon.isActive()) applySetup();
    m_alive.request_stop();
}

void ChatController::connectParts() {
    m_draftSoon.setSingleShot(true);
    m_draftSoon.setInterval(300ms);
    m_setupSoon.setSingleShot(true);
    m_setupSoon.setInterval(300ms);
    connect(&m_draftSoon, &QTimer::timeout, this, &ChatController::keepDraft);
    connect(&m_setupSoon, &QTimer::timeout, this, &ChatController::applySetup);
    connect(&m_setup, &SetupModel::edited, this, [this] {
        m_setupSoon.start();
        Q_EMIT changed();
    });
    connect(&m_model, &ChatModelState::changed, this, [this] {
        m_attachments.setPicturesAllowed(m_model.readsImages());
        m_meter.recountSoon();
        Q_EMIT changed();
    });
    connect(&m_attachments, &Attachments::changed, this, [this] {
        m_meter.recountSoon();
        Q_EMIT changed();
    });
    connect(&m_meter, &ContextMeter::changed, this, &ChatController::contextChanged);
    connect(&m_stream, &AnswerStream::thinkingChanged, this, &ChatController::changed);
    connect(&m_thread, &ChatThread::notice, this, &ChatController::setNotice);
    connect(&m_thread, &ChatThread::undoChanged, this, &ChatController::noticeChanged);
    connect(&m_thread, &ChatThread::changed, this, [this] {
        m_list.setCurrent(m_thread.id());
        m_list.refresh();
        Q_EMIT changed();
    });
    connect(&m_list, &ConversationList::changed, this, &ChatController::changed);
    connect(&m_attachments, &Attachments::edited, this, [this] {
        if (m_editing != NotEditing) return;
        m_filesEdited = true;
        m_draftSoon.start();
    });
    connect(&m_thread, &ChatThread::opened, this, [this](const conversation::Draft& draft, qint64 turn) {
        m_setup.setSetup(m_thread.conversation().setup);
        if (m_model.state() == ChatModelState::NoModel) m_model.choose(textFrom(m_thread.conversation().summary.model));
        if (turn == 0 && m_editing == NotEditing) {
            setDraft(textFrom(draft.text));
            m_attachments.setItems(draft.attachments);
        }
        m_meter.recountSoon();
        Q_EMIT shown(turn);
    });
}

ChatController::State ChatController::state() const {
    if (m_stream.running() || m_sending) return Answering;
    switch (m_model.state()) {
    case ChatModelState::Loading: return Loading;
    case ChatModelState::Ready: return Ready;
    case ChatModelState::Resting: return Resting;
    case ChatModelState::Failed: return Failed;
    case ChatModelState::NoModel: break;
    }
    return NoModel;
}

bool ChatController::answerFailed() const {
    const auto& turns = m_transcript.turns();
    return !turns.empty() && turns.back().state == conversation::Turn::State::Failed;
}

QString ChatController::statusText() const {
    return m_stream.running() ? tr("%1 is answering").arg(m_model.name()) : m_model.statusText();
}

QString ChatController::title() const {
    return m_thread.id() == 0 ? tr("New conversation") : m_list.titleOf(m_thread.id());
}

QString ChatController::speedText() const {
    const conversation::Turn* last = m_thread.lastTurn();
    if (!last || last->timings.tokensPerSecond() <= 0) return {};
    return tr("%1\u202Ftokens/s, first word after %2\u202Fms")
        .arg(QLocale().toString(last->timings.tokensPerSecond(), 'f', 1),
             QLocale().toString(last->timings.firstTokenMs, 'f', 0));
}

void ChatController::setNotice(const QString& text) {
    if (m_notice == text) return;
    m_notice = text;
    Q_EMIT noticeChanged();
}

void ChatController::setDraft(const QString& text) {
    if (m_draft == text) return;
    m_draft = text;
    if (m_editing == NotEditing && !m_draftSoon.isActive()) m_draftSoon.start();
    m_meter.recountSoon();
    Q_EMIT draftChanged();
    Q_EMIT changed();
}

void ChatController::keepDraft() {
    m_draftSoon.stop();
    m_thread.setDraft(m_editing == NotEditing ? m_draft : textFrom(m_before.text));
    if (std::exchange(m_filesEdited, false))
        m_thread.setDraftAttachments(m_editing == NotEditing ? m_attachments.items() : m_before.attachments);
}

void ChatController::applySetup() {
    m_setupSoon.stop();
    m_thread.setSetup(m_setup.setup());
    m_meter.recountSoon();
}

void ChatController::openModel(const QUrl& file) {
    stop();
    m_model.openFile(file);
}

void ChatController::openServer(const QString& url, const QString& model) {
    stop();
    m_model.openServer(url, model);
}

void ChatController::newConversation() {
    stop();
    cancelEdit();
    if (m_draftSoon.isActive()) keepDraft();
    m_thread.clear(m_setup.setup());
    setDraft({});
    m_attachments.take();
    m_filesEdited = true;
    m_draftSoon.start();
    m_meter.setUsed(0);
    Q_EMIT shown(0);
}

void ChatController::openConversation(qint64 conversation, qint64 turn) {
    if (conversation == m_thread.id() && turn == 0) return;
    stop();
    cancelEdit();
    if (m_draftSoon.isActive()) keepDraft();
    m_thread.open(conversation, turn);
}

void ChatController::renameConversation(qint64 conversation, const QString& title) {
    if (title.trimmed().isEmpty()) return;
    m_services.keeper.tell([conversation, title = title.trimmed().toStdString()](Store& store) {
        return store.rename(conversation, title);
    });
    m_list.refresh();
}

void ChatController::pinConversation(qint64 conversation, bool pinned) {
    m_services.keeper.tell([conversation, pinned](Store& store) { return store.setPinned(conversation, pinned); });
    m_list.refresh();
}

void ChatController::deleteConversation(qint64 conversation) {
    if (conversation == m_thread.id()) stop();
    m_thread.removeConversation(conversation);
}

void ChatController::exportConversation(qint64 conversation, const QUrl& file) {
    const QString path = file.toLocalFile();
    const auto write = [conversation, path](Store& store) -> Status {
        const Result<conversation::Conversation> read = store.read(conversation);
        if (!read) return fail(read.error());
        const bool json = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
        const std::string text = json ? conversation::writeJson(*read) : conversation::writeMarkdown(*read);
        QSaveFile target(path);
        if (target.open(QIODevice::WriteOnly) && target.write(QByteArray::fromStdString(text)) >= 0 && target.commit())
            return {};
        return fail(Errc::Io, tr("%1 could not be written: %2").arg(path, target.errorString()).toStdString());
    };
    m_services.keeper.tell(write, [this, path, gone = m_alive.get_token()](const Status& status) {
        if (gone.stop_requested()) return;
        setNotice(status ? tr("Exported to %1").arg(path) : textFrom(status.error().message));
    });
}

void ChatController::importConversation(const QUrl& file) {
    const QString path = file.toLocalFile();
    const auto read = [path](Store& store) -> Result<conversation::Id> {
        QFile source(path);
        if (!source.open(QIODevice::ReadOnly))
            return fail(Errc::Io, tr("%1 could not be read: %2").arg(path, source.errorString()).toStdString());
        const std::string text = source.readAll().toStdString();
        const bool markdown = path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive);
        const Result<conversation::Conversation> parsed =
            markdown ? conversation::readMarkdown(text) : conversation::readJson(text);
        if (!parsed) return fail(parsed.error());
        return conversation::importConversation(store, *parsed);
    };
    m_services.keeper.ask<conversation::Id>(read, [this, gone = m_alive.get_token()](Result<conversation::Id> id) {
        if (gone.stop_requested()) return;
        if (!id) return setNotice(textFrom(id.error().message));
        m_list.refresh();
        openConversation(*id);
    });
}

void ChatController::copyTurn(qint64 turn) const {
    const conversation::Turn* found = m_thread.find(turn);
    const TranscriptTurn* shown = m_transcript.find(turn);
    if (!found) return;
    const bool answer = shown && !shown->fromUser;
    QGuiApplication::clipboard()->setText(textFrom(answer ? shown->answer.document->text() : found->text));
}

void ChatController::copyLastAnswer() const {
    const auto& turns = m_transcript.turns();
    if (!turns.empty() && !turns.back().fromUser) copyTurn(turns.back().id);
}

QString ChatController::remedyText(const QString& name) {
    static const QHash<QString, const char*> texts{
        {QStringLiteral("retry"), QT_TR_NOOP("Try again")},
        {QStringLiteral("chatml"), QT_TR_NOOP("Try with the ChatML template")},
        {QStringLiteral("shorter"), QT_TR_NOOP("Try with a shorter context")},
        {QStringLiteral("longer"), QT_TR_NOOP("Load with a longer context")},
        {QStringLiteral("model"), QT_TR_NOOP("Choose another model")},
        {QStringLiteral("new"), QT_TR_NOOP("New conversation")},
        {QStringLiteral("engines"), QT_TR_NOOP("Look at engines")}};
    const char* text = texts.value(name, nullptr);
    return text ? tr(text) : QString();
}

void ChatController::remedy(const QString& name) {
    if (name == QLatin1String("retry")) return retry();
    if (name == QLatin1String("model")) Q_EMIT modelWanted();
    if (name == QLatin1String("engines")) Q_EMIT enginesWanted();
    if (name == QLatin1String("new")) return newConversation();
    if (name == QLatin1String("shorter")) m_model.setContextWanted(m_model.contextWanted() / 2);
    if (name == QLatin1String("longer")) m_model.setContextWanted(m_model.contextWanted() * 2);
    if (name == QLatin1String("chatml")) m_model.useChatMl();
    const bool loads =
        name == QLatin1String("shorter") || name == QLatin1String("longer") || name == QLatin1String("chatml");
    if (loads && answerFailed()) retry();
}
