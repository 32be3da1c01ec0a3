// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "transcript_turns.h"

#include "attachments.h"

#include <orrery/bridge/text.h>

#include <QFileInfo>
#include <QLocale>
#include <QVariantMap>

#include <algorithm>

using namespace orrery;
using conversation::Attachment;
using conversation::Conversation;
using conversation::Turn;
using inference::Role;

namespace {

QVariantList attachmentList(const std::vector<Attachment>& attachments) {
    QVariantList list;
    for (const Attachment& attachment : attachments) {
        const bool picture = attachment.kind == Attachment::Kind::Picture;
        list << QVariantMap{{QStringLiteral("name"), textFrom(attachment.name)},
                            {QStringLiteral("picture"), picture},
                            {QStringLiteral("source"), picture ? thumbnailUrl(attachment.bytes) : QString()}};
    }
    return list;
}

TranscriptText readText(const std::string& markdown) {
    TranscriptText text;
    if (markdown.empty()) return text;
    text.document->append(markdown);
    text.document->finish();
    return text;
}

/// Longer than any run of its own, so that a text cannot end its own fence.
std::string fenceFor(const std::string& text) {
    std::size_t longest = 2, run = 0;
    for (const char letter : text) {
        run = letter == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return std::string(longest + 1, '`');
}

} // namespace

QString modelName(const QString& key) {
    const qsizetype bar = key.indexOf(QLatin1Char('|'));
    if (key.startsWith(QLatin1String("http")) && bar > 0) return key.mid(bar + 1);
    return QFileInfo(key).completeBaseName();
}

QString statsText(const Turn& turn) {
    QStringList parts;
    const QString model = textFrom(turn.model);
    if (!model.isEmpty()) parts << modelName(model);
    if (turn.timings.answerTokens > 0) {
        if (turn.timings.tokensPerSecond() > 0)
            parts << TranscriptModel::tr("%1\u202Ftokens/s")
                         .arg(QLocale().toString(turn.timings.tokensPerSecond(), 'f', 1));
        parts << TranscriptModel::tr("%n tokens", "", static_cast<int>(turn.timings.answerTokens));
    }
    return parts.join(QStringLiteral(" · "));
}

TranscriptTurn transcriptTurn(const Conversation& conversation, const Turn& turn) {
    TranscriptTurn shown;
    shown.id = turn.id;
    shown.fromUser = turn.role == Role::User;
    shown.state = turn.state;
    const std::vector<conversation::Id> versions = conversation::siblings(conversation, turn.id);
    shown.versions = std::max(1, static_cast<int>(versions.size()));
    shown.version = static_cast<int>(std::ranges::find(versions, turn.id) - versions.begin()) + 1;
    if (shown.fromUser) {
        shown.question = textFrom(turn.text);
        shown.attachments = attachmentList(turn.attachments);
        return shown;
    }
    shown.stats = statsText(turn);
    shown.answer = readText(turn.text);
    shown.thinking = readText(turn.reasoning);
    if (turn.state == Turn::State::Failed) {
        shown.problemTitle = TranscriptModel::tr("The answer broke off");
        shown.problem = textFrom(turn.problem);
        shown.remedies = QStringList{QStringLiteral("retry")};
    }
    return shown;
}

std::vector<TranscriptTurn> transcriptTurns(const Conversation& conversation, conversation::Id leaf) {
    std::vector<TranscriptTurn> turns;
    for (const Turn* turn : conversation::path(conversation, leaf))
        turns.push_back(transcriptTurn(conversation, *turn));
    return turns;
}

std::string withTexts(const Turn& question) {
    std::string text;
    for (const Attachment& attachment : question.attachments) {
        if (attachment.kind != Attachment::Kind::Text) continue;
        const std::string fence = fenceFor(attachment.bytes);
        text += attachment.name + ":\n" + fence + "\n" + attachment.bytes + "\n" + fence + "\n\n";
    }
    return text + question.text;
}

inference::ChatRequest chatRequest(const Conversation& conversation, conversation::Id leaf) {
    inference::ChatRequest request;
    const conversation::Setup& setup = conversation.setup;
    request.sampling = setup.sampling;
    request.form = setup.form;
    request.thinking = setup.thinking;
    request.maxTokens = setup.maxTokens;
    if (!setup.system.empty()) request.messages.push_back({Role::System, setup.system});
    for (const Turn* turn : conversation::path(conversation, leaf)) {
        inference::Message message{turn->role, turn->text, {}, turn->reasoning};
        if (turn->role == Role::User) message.content = withTexts(*turn);
        for (const Attachment& attachment : turn->attachments) {
            if (attachment.kind == Attachment::Kind::Picture)
                message.pictures.push_back({attachment.mediaType, attachment.bytes});
        }
        if (turn->role == Role::Assistant && turn->text.empty()) continue;
        request.messages.push_back(std::move(message));
    }
    return request;
}
