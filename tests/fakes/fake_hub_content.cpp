// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "fake_hub_content.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace orrery::fakes {

namespace {

class Digest {
public:
    explicit Digest(const EVP_MD* kind) : m_context(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
        EVP_DigestInit_ex(m_context.get(), kind, nullptr);
    }

    void add(std::string_view bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size()); }

    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
        unsigned int size = 0;
        EVP_DigestFinal_ex(m_context.get(), raw.data(), &size);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (unsigned int i = 0; i < size; ++i) {
            text += digits[raw[i] >> 4U];
            text += digits[raw[i] & 15U];
        }
        return text;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

std::string digestOf(const FakeFile& file, const EVP_MD* kind, std::string_view before) {
    constexpr std::size_t step = 1U << 20U;
    Digest digest(kind);
    digest.add(before);
    for (std::uint64_t at = 0; at < file.length(); at += step) digest.add(file.read(at, step));
    return digest.hex();
}

std::string blobHead(std::uint64_t size) {
    return "blob " + std::to_string(size) + std::string(1, '\0');
}

std::string pointerText(const std::string& sha256, std::uint64_t size) {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:" + sha256 + "\nsize " + std::to_string(size) + "\n";
}

bool isLfsByDefault(const FakeFile& file) {
    constexpr std::array<std::string_view, 15> endings = {".gguf", ".safetensors", ".bin",  ".pt",    ".pth",
                                                          ".ckpt", ".pkl",         ".onnx", ".h5",    ".parquet",
                                                          ".mp4",  ".zip",         ".npz",  ".arrow", ".joblib"};
    return file.length() > (10U << 20U) ||
           std::any_of(endings.begin(), endings.end(),
                       [&file](std::string_view ending) { return file.path.ends_with(ending); });
}

StoredFile storedFile(FakeFile file, std::size_t commit) {
    StoredFile stored{.file = std::move(file), .commit = commit};
    stored.size = stored.file.length();
    stored.lfs = stored.file.lfs.value_or(isLfsByDefault(stored.file));
    if (stored.lfs) {
        stored.sha256 = stored.file.sha256.empty() ? digestOf(stored.file, EVP_sha256(), {}) : stored.file.sha256;
        stored.gitOid = gitBlobSha1(pointerText(stored.sha256, stored.size));
    } else {
        stored.gitOid = digestOf(stored.file, EVP_sha1(), blobHead(stored.size));
    }
    return stored;
}

/// splitmix64
std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

} // namespace

std::string_view pluralName(FakeKind kind) {
    switch (kind) {
    case FakeKind::Model: return "models";
    case FakeKind::Dataset: return "datasets";
    case FakeKind::Space: break;
    }
    return "spaces";
}

std::uint64_t FakeFile::length() const {
    return std::max<std::uint64_t>(size, bytes.size());
}

std::string FakeFile::read(std::uint64_t offset, std::size_t count) const {
    const std::uint64_t end = std::min<std::uint64_t>(length(), offset + count);
    if (offset >= end) return {};
    std::string result = offset < bytes.size() ? bytes.substr(offset, count) : std::string();
    const std::uint64_t from = offset + result.size();
    if (from == end) return result;
    const std::uint64_t firstWord = from / 8;
    const std::uint64_t words = (end + 7) / 8 - firstWord;
    std::string made(words * 8, '\0');
    for (std::uint64_t i = 0; i < words; ++i) {
        const std::uint64_t word = mixed((firstWord + i) ^ (seed << 48U));
        std::memcpy(made.data() + i * 8, &word, 8);
    }
    return result.append(made, from % 8, end - from);
}

const StoredCommit* StoredRepo::at(std::string_view revision) const {
    if (revision == "main") return &head();
    if (const auto ref = repo.refs.find(std::string(revision)); ref != repo.refs.end()) return &commits.at(ref->second);
    if (revision.size() < 7) return nullptr;
    const auto found = std::find_if(commits.begin(), commits.end(),
                                    [revision](const StoredCommit& commit) { return commit.id.starts_with(revision); });
    return found == commits.end() ? nullptr : &*found;
}

std::size_t StoredRepo::indexOf(const StoredCommit& commit) const {
    return static_cast<std::size_t>(&commit - commits.data());
}

std::string StoredRepo::author() const {
    const auto slash = repo.id.find('/');
    return slash == std::string::npos ? std::string() : repo.id.substr(0, slash);
}

StoredRepo store(FakeRepo repo) {
    if (repo.commits.empty()) repo.commits.push_back({.title = "initial commit"});
    StoredRepo stored;
    std::string line = repo.id;
    std::map<std::string, StoredFile> files;
    for (std::size_t i = 0; i < repo.commits.size(); ++i) {
        const FakeCommit& commit = repo.commits[i];
        line += '\n' + commit.title + '\n' + commit.date;
        for (const auto& file : commit.files) {
            const StoredFile& added = files.insert_or_assign(file.path, storedFile(file, i)).first->second;
            line += '\n' + file.path + ' ' + added.etag();
        }
        for (const auto& path : commit.removed) {
            files.erase(path);
            line += "\n-" + path;
        }
        line = sha1Hex(line);
        stored.commits.push_back({.id = line, .files = files});
    }
    stored.repo = std::move(repo);
    return stored;
}

std::string sha1Hex(std::string_view bytes) {
    Digest digest(EVP_sha1());
    digest.add(bytes);
    return digest.hex();
}

std::string gitBlobSha1(std::string_view bytes) {
    return sha1Hex(blobHead(bytes.size()).append(bytes));
}

} // namespace orrery::fakes
