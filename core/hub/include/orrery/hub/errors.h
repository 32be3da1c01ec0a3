// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/base/error.h>

#include <string_view>

namespace orrery::hub {

/// What a Hub's answer meant. No connection, silence, TLS and the like stay net::Errc.
enum class Errc {
    NotFound,         ///< It does not exist, or it is private: the Hub does not say which.
    RevisionNotFound, ///< The repository is there, this branch, tag or commit is not.
    EntryNotFound,    ///< The revision is there, this file is not.
    Gated,            ///< Its makers ask for their terms to be accepted first, and this account has not been let in.
    GatedLoggedOut,   ///< The same, and no token was sent.
    Unauthorised,     ///< The token is wrong, revoked or expired.
    Forbidden,        ///< The token or an organisation's rule does not allow it.
    Disabled,         ///< Taken down by the Hub.
    PlanRequired,     ///< Needs a plan the organisation has not got (402).
    RateLimited,      ///< Too many requests; the message says when to try again.
    BadRequest,       ///< This endpoint does not understand the question.
    Server,           ///< 5xx.
    NotAHub,          ///< Something answered that is no Hub: a captive portal, a proxy's page.
    BadAnswer,        ///< JSON that is broken, too deep, too large or of the wrong shape.
};
std::string_view errorDomain(Errc);
std::string_view errorName(Errc value);

/// What a person can do about an error, for the button beside its message.
enum class NextStep {
    None,
    TryAgain,
    TryLater,      ///< After the time named in the message.
    LogIn,         ///< Enter a token in the settings.
    ReplaceToken,  ///< The one that is kept does not work.
    AskForAccess,  ///< On the repository's page, in the browser.
    GoOnline,      ///< Orrery is set to work offline, or there is no network.
    CheckEndpoint, ///< The address in the settings is not that of a Hub.
};
NextStep nextStep(const Error& error);

} // namespace orrery::hub
