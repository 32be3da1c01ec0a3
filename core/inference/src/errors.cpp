// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/inference/errors.h>

namespace orrery::inference {

std::string_view errorDomain(Errc) {
    return "inference";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NoRuntime: return "no-runtime";
    case Errc::RuntimeBroken: return "runtime-broken";
    case Errc::ModelUnusable: return "model-unusable";
    case Errc::BadTemplate: return "bad-template";
    case Errc::NotEnoughMemory: return "not-enough-memory";
    case Errc::BadSettings: return "bad-settings";
    case Errc::EngineFailed: return "engine-failed";
    case Errc::EngineCrashed: return "engine-crashed";
    case Errc::EngineHung: return "engine-hung";
    case Errc::EngineGone: return "engine-gone";
    case Errc::Loading: return "loading";
    case Errc::ContextFull: return "context-full";
    case Errc::NotAllowed: return "not-allowed";
    case Errc::Refused: return "refused";
    case Errc::ServerFailed: return "server-failed";
    case Errc::BadAnswer: return "bad-answer";
    }
    return "unknown";
}

} // namespace orrery::inference
