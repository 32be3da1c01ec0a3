// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/hub/repo.h>

#include "percent.h"
#include "text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace orrery::hub {

namespace {

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 5> fileRoutes{"blob", "tree", "raw", "resolve", "blame"};
constexpr std::array<std::string_view, 6> otherRoutes{"settings",    "commits",  "commit",
                                                      "discussions", "activity", "community"};
constexpr std::array<std::string_view, 31> sitePages{
    "api",       "blog",       "brand",     "buckets",       "chat",    "collections",   "contact",         "docs",
    "endpoints", "enterprise", "inference", "join",          "kernels", "languages",     "learn",           "login",
    "logout",    "metrics",    "new",       "notifications", "oauth",   "organizations", "papers",          "posts",
    "pricing",   "privacy",    "search",    "settings",      "support", "tasks",         "terms-of-service"};

/// Takes a pasted text apart from left to right.
class ReferenceReader {
public:
    ReferenceReader(std::string_view text, std::string_view endpointUrl)
        : m_text(text), m_endpoint(endpointUrl), m_rest(trimmed(text)) {}

    Result<Reference> read() {
        const bool pasted = m_rest.starts_with("hf://") || takeSite();
        if (m_rest.starts_with("hf://")) m_rest.remove_prefix(5);
        if (!pasted && m_rest.find("://") != std::string_view::npos)
            return refuse("It is not an address of a Hub that Orrery knows.");
        if (!splitSegments()) return refuse("A part of it is not properly written.");
        takeKind();
        if (!m_problem.empty()) return refuse(m_problem);
        if (!takeName() || !takeRoute()) return refuse(m_problem);
        return m_reference;
    }

private:
    [[nodiscard]] tl::unexpected<Error> refuse(std::string_view why) const {
        constexpr std::size_t longestShown = 120;
        return fail(orrery::Errc::InvalidArgument,
                    fmt::format("\"{}\" does not name a repository. {} Write it as owner/name, or paste the address "
                                "of its page.",
                                trimmed(m_text).substr(0, longestShown), why));
    }

    bool stop(std::string_view why) {
        m_problem = why;
        return false;
    }

    /// Removes the site's address, with or without its scheme, and what only a browser needs.
    bool takeSite() {
        const auto withoutScheme = [](std::string_view url) {
            for (const std::string_view scheme : {"https://", "http://"}) {
                if (url.starts_with(scheme)) return url.substr(scheme.size());
            }
            return url;
        };
        std::string_view own = withoutScheme(m_endpoint);
        while (own.ends_with('/')) own.remove_suffix(1);
        const std::string_view address = withoutScheme(m_rest);
        for (const std::string_view site : {own, std::string_view("huggingface.co"), std::string_view("hf.co"),
                                            std::string_view("www.huggingface.co")}) {
            const std::string_view after = address.substr(std::min(site.size(), address.size()));
            if (site.empty() || lowered(address.substr(0, site.size())) != lowered(site) || !after.starts_with('/'))
                continue;
            m_rest = after.substr(1, after.find_first_of("?#") - 1);
            m_onSite = true;
            return true;
        }
        return false;
    }

    bool splitSegments() {
        while (m_rest.ends_with('/')) m_rest.remove_suffix(1);
        for (const std::string_view part : split(m_rest, '/')) {
            const auto decoded = percentDecoded(part);
            if (!decoded || decoded->empty() || *decoded == "." || *decoded == ".." || hasControlCharacters(*decoded))
                return false;
            m_segments.push_back(*decoded);
        }
        return true;
    }

    void takeKind() {
        const std::string& first = m_segments.front();
        for (const RepoKind kind : {RepoKind::Model, RepoKind::Dataset, RepoKind::Space}) {
            if (first != kindPlural(kind)) continue;
            if (m_segments.size() == 1) m_problem = "It is a page of the site, not a repository.";
            m_reference.repo.kind = kind;
            m_next = 1;
            return;
        }
        if (isOneOf(first, sitePages) && (m_onSite || m_segments.size() > 1))
            m_problem = "It is another page of the site.";
    }

    bool takeName() {
        const std::size_t left = m_segments.size() - m_next;
        const bool single = left == 1 || (left > 2 && isOneOf(m_segments[m_next + 1], fileRoutes)) ||
                            m_segments[m_next].find('@') != std::string::npos;
        std::string name = m_segments[m_next++];
        if (!single) name += '/' + m_segments[m_next++];
        if (!single && isOneOf(std::string_view(name).substr(name.find('/') + 1), otherRoutes))
            return stop("It is another page of the site.");
        return takeRevision(name) && takeQuantisation(name) && setName(std::move(name));
    }

    bool setName(std::string name) {
        if (!isValidRepoName(name)) return stop("A repository cannot have that name.");
        m_reference.repo.name = std::move(name);
        return true;
    }

    /// "name@revision", where the revision may go on in the next segments.
    bool takeRevision(std::string& name) {
        const auto at = name.find('@');
        if (at == std::string::npos) return true;
        m_segments[--m_next] = name.substr(at + 1);
        name.resize(at);
        return takeRevisionSegments() && takePath();
    }

    bool takeRevisionSegments() {
        if (m_next >= m_segments.size()) return true;
        std::string revision = m_segments[m_next++];
        if (revision == "refs" && m_next + 1 < m_segments.size()) {
            revision += '/' + m_segments[m_next] + '/' + m_segments[m_next + 1];
            m_next += 2;
        }
        const bool special = revision.starts_with("refs/pr/") || revision.starts_with("refs/convert/");
        const auto slashes = std::count(revision.begin(), revision.end(), '/');
        if (revision.empty() || slashes != (special ? 2 : 0) || revision.find("..") != std::string::npos)
            return stop("Its revision is not one a repository can have.");
        m_reference.revision = std::move(revision);
        return true;
    }

    bool takePath() {
        for (; m_next < m_segments.size(); ++m_next) {
            if (!m_reference.path.empty()) m_reference.path += '/';
            m_reference.path += m_segments[m_next];
        }
        return true;
    }

    bool takeQuantisation(std::string& name) {
        const auto colon = name.find(':');
        if (colon == std::string::npos) return true;
        m_reference.quantisation = name.substr(colon + 1);
        name.resize(colon);
        const std::string& label = m_reference.quantisation;
        const bool good = !label.empty() && label.size() <= 64 && std::all_of(label.begin(), label.end(), [](char c) {
            return isAlphanumeric(c) || c == '_' || c == '.' || c == '-';
        });
        if (!good || m_reference.repo.kind != RepoKind::Model) return stop("What follows ':' is no quantisation.");
        return true;
    }

    bool takeRoute() {
        if (m_next >= m_segments.size()) return true;
        if (!isOneOf(m_segments[m_next], fileRoutes)) return stop("It is another page of the site.");
        ++m_next;
        return takeRevisionSegments() && takePath();
    }

    std::string_view m_text;
    std::string_view m_endpoint;
    std::string_view m_rest;
    bool m_onSite = false;
    std::vector<std::string> m_segments;
    std::size_t m_next = 0;
    std::string_view m_problem;
    Reference m_reference;
};

} // namespace

Result<Reference> parseReference(std::string_view text, std::string_view endpointUrl) {
    return ReferenceReader(text, endpointUrl).read();
}

} // namespace orrery::hub
