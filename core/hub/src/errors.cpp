// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/errors.h>

#include <orrery/net/http_client.h>

namespace orrery::hub {

namespace {

NextStep nextStepOfNet(const Error& error) {
    if (error.is(net::Errc::Offline)) return NextStep::GoOnline;
    if (error.is(net::Errc::Tls) || error.is(net::Errc::BadUrl)) return NextStep::CheckEndpoint;
    if (error.is(net::Errc::Timeout) || error.is(net::Errc::BrokenOff) || error.is(net::Errc::Protocol))
        return NextStep::TryAgain;
    return NextStep::None;
}

NextStep nextStepOf(Errc value) {
    switch (value) {
    case Errc::NotFound:
    case Errc::GatedLoggedOut: return NextStep::LogIn;
    case Errc::Gated: return NextStep::AskForAccess;
    case Errc::Unauthorised:
    case Errc::Forbidden: return NextStep::ReplaceToken;
    case Errc::RateLimited: return NextStep::TryLater;
    case Errc::Server:
    case Errc::BadAnswer: return NextStep::TryAgain;
    case Errc::NotAHub: return NextStep::CheckEndpoint;
    case Errc::RevisionNotFound:
    case Errc::EntryNotFound:
    case Errc::Disabled:
    case Errc::PlanRequired:
    case Errc::BadRequest: return NextStep::None;
    }
    return NextStep::None;
}

} // namespace

std::string_view errorDomain(Errc) {
    return "hub";
}

std::string_view errorName(Errc value) {
    switch (value) {
    case Errc::NotFound: return "not-found";
    case Errc::RevisionNotFound: return "revision-not-found";
    case Errc::EntryNotFound: return "entry-not-found";
    case Errc::Gated: return "gated";
    case Errc::GatedLoggedOut: return "gated-logged-out";
    case Errc::Unauthorised: return "unauthorised";
    case Errc::Forbidden: return "forbidden";
    case Errc::Disabled: return "disabled";
    case Errc::PlanRequired: return "plan-required";
    case Errc::RateLimited: return "rate-limited";
    case Errc::BadRequest: return "bad-request";
    case Errc::Server: return "server";
    case Errc::NotAHub: return "not-a-hub";
    case Errc::BadAnswer: return "bad-answer";
    }
    return "unknown";
}

NextStep nextStep(const Error& error) {
    for (int value = 0; value <= static_cast<int>(Errc::BadAnswer); ++value) {
        if (error.is(static_cast<Errc>(value))) return nextStepOf(static_cast<Errc>(value));
    }
    return nextStepOfNet(error);
}

} // namespace orrery::hub
