// SPDX-FileCopyrightText: The Orrery authors
// SPDX-License-Identifier: Apache-2.0
#include <orrery/library/manage.h>

#include "disk.h"
#include "hub_refs.h"
#include "hub_repo.h"

#include <orrery/cache/store.h>

#include <fmt/format.h>

#include <algorithm>

namespace orrery::library {
namespace fs = std::filesystem;
namespace {

Status failed(const fs::path& path, const std::error_code& error) {
    return fail(Errc::Io, fmt::format("{} could not be repaired. Check its permissions.", path.string()),
                error.message(), path.string());
}

Status removeName(const fs::path& path) {
    std::error_code error;
    fs::remove(path, error);
    return error ? failed(path, error) : Status();
}

Status makeFolder(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    return error ? failed(path, error) : Status();
}

class Repairer {
public:
    explicit Repairer(const Item& item) : m_item(item), m_paths(pathsOf(item)) {}

    Status mend(const Finding& finding) {
        switch (finding.kind) {
        case Finding::Kind::DanglingRef: return mendRef(finding.path, false);
        case Finding::Kind::BadRef: return mendRef(finding.path, true);
        case Finding::Kind::DanglingLink: return removeName(finding.path);
        case Finding::Kind::WrongContent: return removeContent(finding.path);
        case Finding::Kind::UnreadableEntry: return mendEntry(finding.path);
        case Finding::Kind::Incomplete:
        case Finding::Kind::ForeignPartial: break;
        }
        return {};
    }

private:
    /// A ref that names a commit is written anew, after the snapshot folder it needs; anything else goes.
    Status mendRef(const fs::path& file, bool mayGo) {
        const auto refs = readHubRefs(m_paths.refs()).refs;
        const auto ref = std::ranges::find(refs, file, &HubRef::file);
        if (ref != refs.end()) return cache::writeRef(m_paths, ref->name, ref->commit);
        return mayGo ? removeName(file) : Status();
    }

    /// The names first: a name without bytes would hide the repository from the Python tools.
    Status removeContent(const fs::path& content) {
        for (const Revision& revision : m_item.revisions)
            for (const ItemFile& file : revision.files)
                if (file.blob == content || file.path == content)
                    if (Status removed = removeName(file.path); !removed) return removed;
        return removeName(content);
    }

    /// Either the missing folder of snapshots, or a stray file in it, which moves out of the way.
    Status mendEntry(const fs::path& path) {
        if (path == m_paths.snapshots()) return makeFolder(path);
        if (path.parent_path() != m_paths.snapshots()) return {};
        fs::path target = m_item.folder / ("stray-" + path.filename().string());
        while (factsOfName(target)) target += "~";
        std::error_code error;
        fs::rename(path, target, error);
        return error ? failed(path, error) : Status();
    }

    const Item& m_item;
    cache::RepoPaths m_paths;
};

} // namespace

Result<int> repair(const Item& item, const std::vector<Finding>& findings) {
    if (item.place != Place::HubCache || !item.writable) {
        return fail(Errc::Unsupported,
                    fmt::format("{} cannot be repaired by Orrery: it may not write there.", item.title), {},
                    item.folder.string());
    }
    Repairer repairer(item);
    int mended = 0;
    for (const Finding& finding : findings) {
        if (!finding.repairable || !isBelow(finding.path, item.folder)) continue;
        if (Status done = repairer.mend(finding); !done) return fail(done.error());
        ++mended;
    }
    return mended;
}

} // namespace orrery::library
