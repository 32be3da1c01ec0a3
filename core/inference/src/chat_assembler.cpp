// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/chat_assembler.h>

#include <orrery/inference/errors.h>

namespace orrery::inference {

namespace {

template <class T>
void replaceIfKnown(std::optional<T>& kept, const std::optional<T>& news) {
    if (news) kept = news;
}

void merge(FrameNumbers& kept, const FrameNumbers& news) {
    replaceIfKnown(kept.cachedTokens, news.cachedTokens);
    replaceIfKnown(kept.promptTokens, news.promptTokens);
    replaceIfKnown(kept.answerTokens, news.answerTokens);
    replaceIfKnown(kept.promptMs, news.promptMs);
    replaceIfKnown(kept.answerMs, news.answerMs);
}

} // namespace

void ChatAssembler::take(const ChatFrame& frame, double elapsedMs) {
    if (frame.error && !m_error) m_error = frame.error;
    if (!frame.content.empty() || !frame.reasoning.empty()) {
        ++m_pieces;
        if (!m_firstPieceMs) m_firstPieceMs = elapsedMs;
    }
    m_result.text += frame.content;
    m_result.reasoning += frame.reasoning;
    if (!frame.model.empty()) m_result.model = frame.model;
    if (frame.finishReason) m_result.finishReason = *frame.finishReason;
    m_finished = m_finished || frame.finishReason || frame.done;
    merge(m_numbers, frame.numbers);
}

Result<ChatResult> ChatAssembler::finish(double elapsedMs) const {
    if (m_error) return fail(*m_error);
    if (!m_finished) return fail(Errc::EngineGone, "The answer broke off before its end. Ask again.");
    ChatResult result = m_result;
    const double firstPieceMs = m_firstPieceMs.value_or(elapsedMs);
    result.timings.cachedTokens = m_numbers.cachedTokens.value_or(0);
    result.timings.promptTokens = m_numbers.promptTokens.value_or(0);
    result.timings.answerTokens = m_numbers.answerTokens.value_or(m_pieces);
    result.timings.promptMs = m_numbers.promptMs.value_or(firstPieceMs);
    result.timings.answerMs = m_numbers.answerMs.value_or(elapsedMs - firstPieceMs);
    result.timings.firstTokenMs = firstPieceMs;
    return result;
}

} // namespace orrery::inference
