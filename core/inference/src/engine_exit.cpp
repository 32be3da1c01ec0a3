// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/engine_exit.h>

#include <orrery/inference/errors.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <optional>
#include <string_view>

namespace orrery::inference {

namespace {

struct Reason {
    std::string_view
        mark; ///< Part of a line of the engine's log (llama-server 0.7.0); matched loosely, as sentences change.
    Errc code;
    std::string_view message;
};

constexpr std::string_view damaged = "This model file is damaged. Download it again.";
constexpr std::string_view incomplete = "This model file is incomplete. Download it again.";
constexpr std::string_view tooLarge = "This model does not fit into the memory that is free. Close other programs, use "
                                      "a shorter context, or choose a smaller model.";
constexpr std::string_view wrongProjector =
    "The image part of this model does not belong to it. Choose the one that was published with the model.";

constexpr auto reasons = std::to_array<Reason>({
    {"setting up uid map", Errc::RuntimeBroken, "The system refused to make the sandbox for the engine."},
    {"bwrap: ", Errc::RuntimeBroken, "The sandbox for the engine could not be set up."},
    {"does not divide n_embd", Errc::BadSettings,
     "The context of this model cannot be kept compressed. Choose the ordinary context (f16)."},
    {"insufficient memory", Errc::NotEnoughMemory, tooLarge},
    {"Cannot allocate memory", Errc::NotEnoughMemory, tooLarge},
    {"unable to allocate", Errc::NotEnoughMemory, tooLarge},
    {"failed to allocate", Errc::NotEnoughMemory, tooLarge},
    {"failed to create context", Errc::NotEnoughMemory, tooLarge},
    {"failed to map segment", Errc::NotEnoughMemory, tooLarge},
    {"std::bad_alloc", Errc::NotEnoughMemory, tooLarge},
    {"std::system_error", Errc::NotEnoughMemory, tooLarge}, // no thread could be made
    {"No such file or directory", Errc::ModelUnusable,
     "The model file is not there. It may have been moved or deleted."},
    {"Permission denied", Errc::ModelUnusable, "The engine may not read the model file. Check its permissions."},
    {"failed to read magic", Errc::ModelUnusable, "The model file is empty, or a folder. Download it again."},
    {"invalid magic", Errc::ModelUnusable, "This is not a GGUF model file."},
    {"failed to read key-value", Errc::ModelUnusable, incomplete},
    {"is not within the file bounds", Errc::ModelUnusable, incomplete},
    {"no longer supported", Errc::ModelUnusable,
     "This model is stored in a format that is too old for the engine. Look for a newer conversion of it."},
    {"only supports up to version", Errc::ModelUnusable,
     "This model is stored in a format that is too new for this engine. Update the engine."},
    {"endian", Errc::ModelUnusable,
     "This model is stored for another kind of processor. Look for the ordinary file of the same model."},
    {"unknown model architecture", Errc::ModelUnusable,
     "This engine does not know this kind of model. A newer engine may."},
    {"cannot find tokenizer", Errc::ModelUnusable,
     "This model has no vocabulary, so it cannot read text. It may be a part of another model."},
    {"tokenizer.ggml.model", Errc::ModelUnusable,
     "This model has no vocabulary, so it cannot read text. It may be a part of another model."},
    {"chat template parsing error", Errc::BadTemplate,
     "The way this model wants conversations written down (its chat template) cannot be read. Load it with the ChatML "
     "template instead, or look for another conversion of it."},
    {"key not found in model", Errc::ModelUnusable, damaged},
    {"has wrong shape", Errc::ModelUnusable, damaged},
    {"missing tensor", Errc::ModelUnusable, damaged},
    {"' not found", Errc::ModelUnusable, damaged},
    {"Failed to load CLIP model", Errc::ModelUnusable, wrongProjector},
    {"mismatch between text model", Errc::ModelUnusable, wrongProjector},
    {"requires flash_attn", Errc::BadSettings, "A compressed context needs flash attention switched on."},
    {"no backends are loaded", Errc::RuntimeBroken,
     "The engine is incomplete: its compute libraries are missing. Install it again."},
    {"error while loading shared libraries", Errc::RuntimeBroken,
     "The engine is incomplete: a library is missing. Install it again."},
    {"couldn't bind HTTP server socket", Errc::EngineFailed,
     "The engine could not open its connection to Orrery: its private folder may be gone, or its disk full. Free some "
     "space and try again."},
    {"invalid argument", Errc::BadSettings, "This engine does not know one of the settings. Update the engine."},
    {"error while handling argument", Errc::BadSettings,
     "This engine does not accept one of the settings. Check them, or update the engine."},
});

const Reason* reasonIn(const std::string& line) {
    const auto found = std::ranges::find_if(
        reasons, [&](const Reason& reason) { return line.find(reason.mark) != std::string::npos; });
    return found == reasons.end() ? nullptr : &*found;
}

template <class Lines>
const Reason* firstReason(const Lines& lines) {
    for (const LogLine& line : lines)
        if (const Reason* reason = reasonIn(line.text)) return reason;
    return nullptr;
}

const Reason* findReason(const EngineLog& log) {
    if (const Reason* reason = firstReason(log.firstErrors())) return reason;
    return firstReason(log.lines());
}

std::string summary(const EngineLog& log) {
    constexpr std::size_t mostLines = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(mostLines, log.firstErrors().size()); ++i)
        text += (i == 0 ? "" : "\n") + log.firstErrors()[i].text;
    if (text.empty() && !log.lines().empty()) text = log.lines().back().text;
    return text;
}

Error crash(int signal, const EngineLog& log, EnginePhase phase) {
    const Reason* reason = signal == SIGABRT ? findReason(log) : nullptr;
    if (reason && reason->code == Errc::NotEnoughMemory) return {reason->code, std::string(reason->message), {}, {}};
    if (signal == SIGKILL)
        return {Errc::EngineCrashed,
                "The engine stopped unexpectedly: it was ended from outside, most likely because memory ran out. "
                "Close other programs or use a shorter context, and start it again.",
                {},
                {}};
    if (phase == EnginePhase::Starting)
        return {Errc::EngineCrashed,
                "The engine crashed on this model file. Another conversion of the model may work.",
                {},
                {}};
    return {Errc::EngineCrashed,
            fmt::format("The engine stopped unexpectedly (signal {}). Start it again.", signal),
            {},
            {}};
}

Error ownEnd(const platform::ProcessExit& exit, const EngineLog& log, EnginePhase phase) {
    if (const Reason* reason = findReason(log); reason && phase == EnginePhase::Starting)
        return {reason->code, std::string(reason->message), {}, {}};
    if (phase == EnginePhase::Ready)
        return {Errc::EngineCrashed,
                fmt::format("The engine stopped unexpectedly (status {}). Start it again.", exit.code),
                {},
                {}};
    return {Errc::EngineFailed,
            fmt::format("The engine could not start (status {}). Its log may say why.", exit.code),
            {},
            {}};
}

/// What a shell, and bubblewrap, say for a program that was ended by a signal.
std::optional<int> signalOf(const platform::ProcessExit& exit) {
    if (exit.signalled) return exit.code;
    if (exit.code > 128 && exit.code < 160) return exit.code - 128;
    return std::nullopt;
}

} // namespace

Error classifyExit(const platform::ProcessExit& exit, const EngineLog& log, EnginePhase phase,
                   const std::string& model) {
    const auto signal = signalOf(exit);
    Error error = signal ? crash(*signal, log, phase) : ownEnd(exit, log, phase);
    error.detail = summary(log);
    error.where = model;
    return error;
}

std::optional<EngineSettings> settingsForRetry(const Error& failure, const EngineSettings& settings) {
    if (!failure.is(Errc::BadTemplate) || !settings.chatTemplate.empty()) return std::nullopt;
    EngineSettings retry = settings;
    retry.chatTemplate = "chatml";
    return retry;
}

} // namespace orrery::inference
