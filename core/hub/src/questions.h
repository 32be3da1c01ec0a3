// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange.h"

#include <memory>
#include <string>
#include <utility>

namespace orrery::hub {

/// "the model acme/Foo"
std::string subjectOf(const RepoId& repo);

Question repoQuestion(const Endpoint& endpoint, const RepoId& repo, std::string url);

/// Asks, reads the answer with `read(const net::HttpResponse&) -> Result<T>`, and replies.
template <class T, class Read>
void ask(const std::shared_ptr<Core>& core, Question question, std::stop_token stop, HubClient::Done<T> done,
         Read read) {
    Reply<T> reply(core, std::move(done));
    const auto then = [reply, read](const Result<net::HttpResponse>& answer) {
        if (!answer) return reply(fail(answer.error()));
        reply(read(*answer));
    };
    std::make_shared<Exchange>(core, std::move(question), std::move(stop), then)->start();
}

/// Where the Link headers say the next page is, on this endpoint; empty: this was the last.
std::string nextPage(const Endpoint& endpoint, const net::HttpResponse& answer);

/// Fails unless the address is on the endpoint's own host, where its token may go.
Status checkOwnHost(const Endpoint& endpoint, const std::string& address);

/// All pages of a tree.
void walkTree(const std::shared_ptr<Core>& core, const Endpoint& endpoint, const TreeRequest& request,
              std::stop_token stop, HubClient::Done<std::vector<TreeEntry>> done);

/// The GGUF headers of a model's parts.
void walkHeads(const std::shared_ptr<Core>& core, const Endpoint& endpoint, const RepoId& repo,
               const std::string& revision, std::vector<std::string> paths, std::stop_token stop,
               HubClient::Done<std::vector<FileBeginning>> done);

Result<FileHead> readFileHead(const Endpoint& endpoint, const net::HttpResponse& answer);

/// Asks an endpoint what it can do.
void probeEndpoint(const std::shared_ptr<Core>& core, const Endpoint& endpoint, std::stop_token stop,
                   HubClient::Done<Capabilities> done);

} // namespace orrery::hub
