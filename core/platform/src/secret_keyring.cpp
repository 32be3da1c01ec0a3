// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "secret_backends.h"

#include <orrery/platform/errc.h>

#include <fmt/format.h>
#include <libsecret/secret.h>

#include <sys/stat.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <mutex>
#include <string_view>
#include <thread>

namespace orrery::platform {
namespace {

constexpr std::chrono::milliseconds answerTime{1000};
constexpr std::chrono::seconds unlockTime{120}; // a person looks for the keyring's password

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};

struct UnrefContext {
    void operator()(GMainContext* context) const { g_main_context_unref(context); }
};

struct UnrefSource {
    void operator()(GSource* source) const { g_source_unref(source); }
};

struct FreeSecret {
    void operator()(gchar* secret) const { secret_password_free(secret); }
};

/// Cancels what runs under it when the time is up: the bus may be there and silent.
class Deadline {
public:
    explicit Deadline(std::chrono::milliseconds time)
        : m_cancellable(g_cancellable_new()), m_thread([this, time](const std::stop_token& stop) {
              std::unique_lock lock(m_mutex);
              const bool over = m_wake.wait_for(lock, stop, time, [&stop] { return stop.stop_requested(); });
              if (!over) g_cancellable_cancel(m_cancellable.get());
          }) {}

    [[nodiscard]] GCancellable* get() const { return m_cancellable.get(); }

private:
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::unique_ptr<GCancellable, Unref> m_cancellable;
    std::jthread m_thread;
};

/// Takes what a call of GLib says went wrong.
class Failure {
public:
    Failure() = default;
    ~Failure() { g_clear_error(&m_error); }
    Failure(const Failure&) = delete;
    Failure& operator=(const Failure&) = delete;

    GError** out() { return &m_error; }
    explicit operator bool() const { return m_error != nullptr; }
    [[nodiscard]] std::string text() const { return m_error ? m_error->message : ""; }
    [[nodiscard]] bool isTimeout() const { return g_error_matches(m_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) != FALSE; }

private:
    GError* m_error = nullptr;
};

const SecretSchema& schema() {
    static const SecretSchema value = {"orrery.Secret",
                                       SECRET_SCHEMA_NONE,
                                       {{"key", SECRET_SCHEMA_ATTRIBUTE_STRING}, {nullptr, {}}},
                                       0,
                                       nullptr,
                                       nullptr,
                                       nullptr,
                                       nullptr,
                                       nullptr,
                                       nullptr,
                                       nullptr};
    return value;
}

std::string_view environmentVariable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Whether there is a bus to talk to. Asking GLib without one would start a bus of our own.
bool hasSessionBus() {
    const std::string_view address = environmentVariable("DBUS_SESSION_BUS_ADDRESS");
    if (!address.empty()) return !address.starts_with("autolaunch:") && !address.starts_with("disabled:");
    const std::string_view runtime = environmentVariable("XDG_RUNTIME_DIR");
    struct stat info {};
    return !runtime.empty() && ::stat(fmt::format("{}/bus", runtime).c_str(), &info) == 0 && S_ISSOCK(info.st_mode);
}

using Bus = std::unique_ptr<GDBusConnection, Unref>;

struct BusAnswer {
    Bus bus;
    bool over = false;
};

/// Connects to the session bus. g_bus_get_sync would wait 25 s for a bus that greets and then falls silent, whatever
/// its cancellable says; this one is left to itself when the time is up.
Bus connectToBus() {
    const std::unique_ptr<GMainContext, UnrefContext> context(g_main_context_new());
    g_main_context_push_thread_default(context.get());
    const auto answer = std::make_shared<BusAnswer>();
    g_bus_get(
        G_BUS_TYPE_SESSION, nullptr,
        [](GObject*, GAsyncResult* result, gpointer data) {
            const std::unique_ptr<std::shared_ptr<BusAnswer>> owner(static_cast<std::shared_ptr<BusAnswer>*>(data));
            **owner = {Bus(g_bus_get_finish(result, nullptr)), true};
        },
        new std::shared_ptr<BusAnswer>(answer));
    const std::unique_ptr<GSource, UnrefSource> timeout(g_timeout_source_new(answerTime.count()));
    g_source_set_callback(
        timeout.get(), [](gpointer data) -> gboolean { return static_cast<BusAnswer*>(data)->over = true, FALSE; },
        answer.get(), nullptr);
    g_source_attach(timeout.get(), context.get());
    while (!answer->over) g_main_context_iteration(context.get(), TRUE);
    g_source_destroy(timeout.get());
    g_main_context_pop_thread_default(context.get());
    return std::move(answer->bus);
}

bool keyringAnswers() {
    if (!hasSessionBus()) return false;
    const Bus bus = connectToBus();
    if (!bus) return false;
    g_dbus_connection_set_exit_on_close(bus.get(), FALSE); // by default, losing the bus would end the program
    const Deadline deadline(answerTime);
    const std::unique_ptr<SecretService, Unref> service(
        secret_service_get_sync(SECRET_SERVICE_OPEN_SESSION, deadline.get(), nullptr));
    return service != nullptr;
}

tl::unexpected<Error> keyringFailure(std::string_view what, const Failure& failure, const std::string& key) {
    const std::string_view why =
        failure.isTimeout() ? "It did not answer in time." : "It may be locked: unlock it and try again.";
    return fail(Errc::Io, fmt::format("The desktop's keyring could not {} a secret. {}", what, why), failure.text(),
                key);
}

class Keyring final : public SecretStore {
public:
    Result<std::optional<std::string>> read(const std::string& key) override {
        const Deadline deadline(unlockTime);
        Failure failure;
        const std::unique_ptr<gchar, FreeSecret> secret(
            secret_password_lookup_sync(&schema(), deadline.get(), failure.out(), "key", key.c_str(), nullptr));
        if (failure) return keyringFailure("read", failure, key);
        if (!secret) return std::optional<std::string>();
        return std::optional<std::string>(secret.get());
    }

    Status write(const std::string& key, const std::string& secret) override {
        if (auto storable = checkStorable(key, secret); !storable) return storable;
        const Deadline deadline(unlockTime);
        Failure failure;
        const gboolean stored =
            secret_password_store_sync(&schema(), SECRET_COLLECTION_DEFAULT, fmt::format("Orrery: {}", key).c_str(),
                                       secret.c_str(), deadline.get(), failure.out(), "key", key.c_str(), nullptr);
        if (!stored || failure) return keyringFailure("keep", failure, key);
        return {};
    }

    Status remove(const std::string& key) override {
        const Deadline deadline(unlockTime);
        Failure failure;
        (void)secret_password_clear_sync(&schema(), deadline.get(), failure.out(), "key", key.c_str(), nullptr);
        if (failure) return keyringFailure("remove", failure, key); // without one, there was nothing to remove
        return {};
    }

    [[nodiscard]] Kind kind() const override { return Kind::Keyring; }
};

} // namespace

std::unique_ptr<SecretStore> openKeyring() {
    if (!keyringAnswers()) return nullptr;
    return std::make_unique<Keyring>();
}

} // namespace orrery::platform
