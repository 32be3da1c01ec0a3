// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <orrery/runtimes/runtime_store.h>

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <utility>

namespace orrery::runtimes {

struct RuntimeStore::State {
    StoreServices services;
    std::filesystem::path folder;
    bool installing = false;
    std::stop_source gone = {};

    State(StoreServices s, std::filesystem::path f) : services(s), folder(std::move(f)) {}
};

/// Requested when either of the two is.
struct EitherStop {
    EitherStop(std::stop_token a, std::stop_token b)
        : first(std::move(a), [this] { source.request_stop(); }),
          second(std::move(b), [this] { source.request_stop(); }) {}

    std::stop_source source;
    std::stop_callback<std::function<void()>> first;
    std::stop_callback<std::function<void()>> second;
};

/// What comes unencrypted could be anybody's: only from here and from the network at home.
Status checkAddress(const std::string& address);

} // namespace orrery::runtimes
