// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_controller.h"

#include "transcript_turns.h"

#include <orrery/bridge/text.h>

#include <limits>

using namespace orrery;
using conversation::Turn;
using inference::Role;

// Asking, answering and what is done with turns.

bool ChatController::canSend() const {
    const bool something = !m_draft.trimmed().isEmpty() || (m_attachments.count() > 0 && m_editing != EditingAnswer);
    return something && !m_stream.running() && !m_sending && m_model.state() != ChatModelState::NoModel &&
           m_setup.formProblem().isEmpty();
}

Turn ChatController::openAnswer(conversation::Id parent) const {
    Turn answer;
    answer.parent = parent;
    answer.role = Role::Assistant;
    answer.state = Turn::State::Open;
    answer.model = m_model.key().toStdString();
    return answer;
}

void ChatController::send() {
    if (!canSend()) return;
    applySetup();
    const std::string text = m_draft.trimmed().toStdString();
    const Turn* edited = m_thread.find(m_edited);
    if (m_editing == EditingAnswer && edited) {
        Turn answer = openAnswer(edited->parent);
        answer.text = text;
        answer.reasoning = edited->reasoning;
        m_transcript.cutFrom(m_edited);
        ask({}, std::move(answer));
    } else {
        Turn question;
        question.role = Role::User;
        question.text = text;
        question.attachments = m_attachments.take();
        question.parent = m_thread.conversation().leaf;
        if (m_editing == EditingQuestion && edited) {
            question.parent = edited->parent;
            m_transcript.cutFrom(m_edited);
        }
        ask(std::move(question), openAnswer(0));
    }
    m_editing = NotEditing;
    m_edited = 0;
    const conversation::Draft before = std::exchange(m_before, {});
    setDraft(textFrom(before.text));
    m_attachments.setItems(before.attachments);
    m_draftSoon.stop(); // what was sent takes its place on disk in one step
    m_filesEdited = !before.attachments.empty();
    if (!before.text.empty() || m_filesEdited) m_draftSoon.start();
}

void ChatController::ask(std::optional<Turn> question, Turn answer) {
    m_sending = true;
    setNotice({});
    Q_EMIT changed();
    m_thread.add(std::move(question), std::move(answer), m_model.key(), [this](conversation::Id) {
        m_sending = false;
        stream();
    });
}

/// Has the open answer at the end of the path made.
void ChatController::stream() {
    const Turn* answer = m_thread.lastTurn();
    if (!answer) return;
    const bool goesOn = !answer->text.empty();
    const inference::ChatRequest request = chatRequest(m_thread.conversation(), goesOn ? answer->id : answer->parent);
    m_spokenTo = answer->text.size();
    AnswerStream::Listener listener;
    listener.progress = [this](const QString& what) { m_transcript.setProgress(what); };
    listener.grew = [this](std::string_view text, std::string_view thinking) {
        m_transcript.extend(text, thinking);
        speak(false);
    };
    listener.keep = [this](std::string text, std::string thinking) {
        m_thread.keep(std::move(text), std::move(thinking));
    };
    listener.ended = [this](const AnswerStream::End& end) { answerEnded(end); };
    m_stream.start(request, std::move(listener));
    Q_EMIT shown(0);
    Q_EMIT changed();
}

void ChatController::answerEnded(const AnswerStream::End& end) {
    const bool failed = end.state == Turn::State::Failed && end.error && !end.error->is(Errc::Cancelled);
    const ChatProblem problem = failed ? answerProblem(*end.error) : ChatProblem{};
    m_thread.finish(failed                           ? end.state
                    : end.state == Turn::State::Done ? end.state
                                                     : Turn::State::Stopped,
                    end.timings, problem.text);
    if (failed) m_transcript.setProblem(problem.title, problem.text, problem.detail, problem.remedies);
    speak(true);
    if (end.timings.contextUsed() > 0) m_meter.setUsed(static_cast<int>(end.timings.contextUsed()));
    if (end.reachedLimit) setNotice(tr("The answer ends here because it reached its limit. Continue goes on with it."));
    Q_EMIT changed();
}

/// Tells those who listen which sentences have ended. @param whole the rest counts as one.
void ChatController::speak(bool whole) {
    const auto& turns = m_transcript.turns();
    if (turns.empty() || turns.back().fromUser) return;
    const std::string& text = turns.back().answer.document->text();
    const std::size_t end = whole ? text.size() : card::endOfSentences(text, m_spokenTo);
    if (end <= m_spokenTo) return;
    const QString said = textFrom(std::string_view(text).substr(m_spokenTo, end - m_spokenTo)).trimmed();
    m_spokenTo = end;
    if (said.isEmpty()) return;
    m_spoken = said;
    Q_EMIT spoken();
}

inference::ChatRequest ChatController::nextRequest() const {
    const conversation::Conversation& held = m_thread.conversation();
    Turn question;
    question.id = std::numeric_limits<conversation::Id>::max();
    question.parent = held.leaf;
    question.role = Role::User;
    question.text = m_draft.trimmed().toStdString();
    question.attachments = m_attachments.items();
    if (question.text.empty() && question.attachments.empty()) return chatRequest(held, held.leaf);
    conversation::Conversation asked = held;
    asked.turns.push_back(std::move(question));
    return chatRequest(asked, asked.turns.back().id);
}

void ChatController::stop() {
    m_stream.stop();
}

void ChatController::continueAnswer() {
    const Turn* last = m_thread.lastTurn();
    if (answering() || m_sending || !last || last->role != Role::Assistant) return;
    if (last->text.empty()) return regenerate(last->id);
    setNotice({});
    m_thread.reopen();
    stream();
}

void ChatController::regenerate(qint64 turn) {
    const Turn* old = m_thread.find(turn);
    if (answering() || m_sending || !old || old->role != Role::Assistant) return;
    applySetup();
    Turn answer = openAnswer(old->parent);
    m_transcript.cutFrom(turn);
    ask({}, std::move(answer));
}

void ChatController::retry() {
    const Turn* last = m_thread.lastTurn();
    if (answerFailed() && last) return regenerate(last->id);
    m_model.reload();
}

void ChatController::edit(qint64 turn) {
    const Turn* found = m_thread.find(turn);
    if (answering() || m_sending || !found) return;
    if (m_editing == NotEditing) m_before = {m_draft.toStdString(), m_attachments.items()};
    keepDraft();
    m_editing = found->role == Role::User ? EditingQuestion : EditingAnswer;
    m_edited = turn;
    m_attachments.setItems(found->attachments);
    setDraft(textFrom(found->text));
    Q_EMIT changed();
}

void ChatController::editLastQuestion() {
    const auto& turns = m_transcript.turns();
    for (auto turn = turns.rbegin(); turn != turns.rend(); ++turn) {
        if (turn->fromUser) return edit(turn->id);
    }
}

void ChatController::cancelEdit() {
    if (m_editing == NotEditing) return;
    m_editing = NotEditing;
    m_edited = 0;
    const conversation::Draft before = std::exchange(m_before, {});
    m_attachments.setItems(before.attachments);
    setDraft(textFrom(before.text));
    Q_EMIT changed();
}

void ChatController::showVersion(qint64 turn, int step) {
    if (answering() || m_sending) return;
    cancelEdit();
    m_thread.showVersion(turn, step);
}

void ChatController::deleteTurn(qint64 turn) {
    if (answering() || m_sending) return;
    cancelEdit();
    m_thread.removeTurn(turn);
}
