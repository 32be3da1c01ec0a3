// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include "stored_page.h"

#include "bytes.h"

namespace orrery::catalog {

namespace {

constexpr std::uint64_t format = 1;
constexpr std::uint64_t worstStatus = static_cast<std::uint64_t>(hub::ScanStatus::Error);

void writeScan(ByteWriter& out, const std::optional<hub::FileScan>& scan) {
    out.number(scan ? 1 : 0);
    if (!scan) return;
    out.number(static_cast<std::uint64_t>(scan->status));
    out.number(scan->scanners.size());
    for (const auto& [name, status] : scan->scanners) {
        out.text(name);
        out.number(static_cast<std::uint64_t>(status));
    }
    out.texts(scan->pickleImports);
}

hub::ScanStatus readStatus(ByteReader& in) {
    const std::uint64_t value = in.number();
    return value <= worstStatus ? static_cast<hub::ScanStatus>(value) : hub::ScanStatus::Error;
}

std::optional<hub::FileScan> readScan(ByteReader& in) {
    if (in.number() == 0) return std::nullopt;
    hub::FileScan scan;
    scan.status = readStatus(in);
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count) {
        std::string name(in.text());
        const hub::ScanStatus status = readStatus(in);
        scan.scanners.emplace_back(std::move(name), status);
    }
    scan.pickleImports = in.texts();
    return scan;
}

void writeCommit(ByteWriter& out, const std::optional<hub::Commit>& commit) {
    out.number(commit ? 1 : 0);
    if (!commit) return;
    for (const auto* text : {&commit->id, &commit->title, &commit->message, &commit->date}) out.text(*text);
    out.texts(commit->authors);
}

std::optional<hub::Commit> readCommit(ByteReader& in) {
    if (in.number() == 0) return std::nullopt;
    hub::Commit commit;
    for (auto* text : {&commit.id, &commit.title, &commit.message, &commit.date}) *text = in.text();
    commit.authors = in.texts();
    return commit;
}

} // namespace

std::string encodePage(const Page& page) {
    std::string bytes;
    ByteWriter out(bytes);
    out.number(format);
    for (const auto* text : {&page.revision, &page.seen, &page.card}) out.text(*text);
    out.number(page.files.size());
    for (const hub::TreeEntry& file : page.files) {
        out.text(file.path);
        out.number(file.folder ? 1 : 0);
        out.number(file.size);
        for (const auto* text : {&file.gitOid, &file.sha256, &file.xetHash}) out.text(*text);
        writeCommit(out, file.lastCommit);
        writeScan(out, file.scan);
    }
    return bytes;
}

std::optional<Page> decodePage(std::string_view bytes) {
    ByteReader in(bytes);
    if (in.number() != format) return std::nullopt;
    Page page;
    for (auto* text : {&page.revision, &page.seen, &page.card}) *text = in.text();
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count) {
        hub::TreeEntry file;
        file.path = in.text();
        file.folder = in.number() != 0;
        file.size = in.number();
        for (auto* text : {&file.gitOid, &file.sha256, &file.xetHash}) *text = in.text();
        file.lastCommit = readCommit(in);
        file.scan = readScan(in);
        page.files.push_back(std::move(file));
    }
    if (!in.ok()) return std::nullopt;
    return page;
}

} // namespace orrery::catalog
