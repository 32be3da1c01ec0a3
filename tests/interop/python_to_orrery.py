# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""What Python downloaded is Orrery's too: it is listed, and no byte of it is fetched again."""

from rig import FILES, REPO, check, check_scan, difference, rig, tree_of

with rig() as r:
    import huggingface_hub as h

    h.snapshot_download(REPO, revision="v1")
    path = h.snapshot_download(REPO)
    commit = path.rsplit("/", 1)[1]
    before = tree_of(r.cache)

    item = r.library_items().get(REPO)
    check(item is not None, "Orrery lists the repository")
    revisions = {revision["commit"]: revision for revision in item["revisions"]}
    check(len(revisions) == 2, "with both revisions", list(revisions))
    check("main" in revisions[commit]["refs"], "main is the right one", revisions[commit]["refs"])
    names = {file["name"] for file in revisions[commit]["files"]}
    check(names == FILES, "with all files", names)
    check(item["findings"] == [], "and finds nothing wrong", item["findings"])
    r.run_orrery("cache", "verify", REPO)

    sent = r.hub.counts()["bytesSent"]
    r.download_with_orrery(REPO)
    r.download_with_orrery(REPO, "--revision", "v1")
    check(r.hub.counts()["bytesSent"] == sent, "downloading it again with Orrery fetches no byte of a file")
    changed = difference(before, tree_of(r.cache))
    check(not changed, "and changes nothing in the cache", changed)
    check_scan(r.cache, {REPO: 2})
