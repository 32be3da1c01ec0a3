// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
// secret_client <file> kind|read <key>|write <key> <secret>|remove <key>|fill <prefix> <count>
// The store is the keyring where one answers; "fill" writes many keys to the file alone.
#include <orrery/platform/secret_store.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace orrery;
using namespace orrery::platform;

namespace {

int report(const Status& status) {
    if (!status) std::fprintf(stderr, "%s\n", describe(status.error()).c_str());
    return status ? 0 : 1;
}

int fill(const std::string& file, const std::string& prefix, int count) {
    const auto store = openSecretFile(file);
    for (int i = 0; i < count; ++i)
        if (const Status status = store->write(prefix + std::to_string(i), std::string(200, 'x')); !status)
            return report(status);
    return 0;
}

int print(const Result<std::optional<std::string>>& secret) {
    if (!secret) return report(fail(secret.error()));
    std::fputs(*secret ? (**secret).c_str() : "(none)", stdout);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    if (words.size() < 2) return 2;
    const std::string& verb = words[1];
    if (verb == "fill" && words.size() == 4) return fill(words[0], words[2], std::atoi(words[3].c_str()));
    const auto store = openSecretStore(words[0]);
    if (verb == "kind") std::puts(store->kind() == SecretStore::Kind::Keyring ? "keyring" : "file");
    if (verb == "read" && words.size() == 3) return print(store->read(words[2]));
    if (verb == "write" && words.size() == 4) return report(store->write(words[2], words[3]));
    if (verb == "remove" && words.size() == 3) return report(store->remove(words[2]));
    return verb == "kind" ? 0 : 2;
}
