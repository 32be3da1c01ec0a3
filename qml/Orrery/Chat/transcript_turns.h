// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transcript_model.h"

#include <orrery/conversation/conversation.h>

/// The path to `leaf` as it is shown, its Markdown read and its pictures made small. Any thread.
std::vector<TranscriptTurn> transcriptTurns(const orrery::conversation::Conversation& conversation,
                                            orrery::conversation::Id leaf);
TranscriptTurn transcriptTurn(const orrery::conversation::Conversation& conversation,
                              const orrery::conversation::Turn& turn);
/// What a model is called: a server's by its own name ("http://host/v1|name"), a file by the file's.
QString modelName(const QString& key);
/// Who gave an answer and how fast: "llama, 41.2 tokens/s, 512 tokens".
QString statsText(const orrery::conversation::Turn& turn);

/// What a model is sent: what it is told first, then the turns up to `leaf`, attached texts written out before their
/// question. Pure.
orrery::inference::ChatRequest chatRequest(const orrery::conversation::Conversation& conversation,
                                           orrery::conversation::Id leaf);
/// A question's text with its attached texts before it.
std::string withTexts(const orrery::conversation::Turn& question);
