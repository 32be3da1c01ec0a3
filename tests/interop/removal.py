# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""After Orrery deletes, Python reads what is left without a complaint, and only what was meant is gone."""

from rig import BIG_FILE, REPO, check, check_scan, rig, tree_of

with rig() as r:
    import huggingface_hub as h

    old = h.snapshot_download(REPO, revision="v1").rsplit("/", 1)[1]
    new = h.snapshot_download(REPO).rsplit("/", 1)[1]
    h.hf_hub_download("night-ink/closed", "README.md", token="hf_demo")
    whole = sum((r.cache / path).stat().st_size for path in r.cache.rglob("blobs/*"))

    r.run_orrery("cache", "rm", REPO, "--revision", old, "--yes")
    report = check_scan(r.cache, {REPO: 1, "night-ink/closed": 1})
    left = next(repo for repo in report.repos if repo.repo_id == REPO)
    check([revision.commit_hash for revision in left.revisions] == [new], "the other revision is left")
    check(not any(new not in name and name.startswith("snapshots/") for name in tree_of(r.cache)), "the old snapshot is gone")
    now = sum((r.cache / path).stat().st_size for path in r.cache.rglob("blobs/*"))
    check(whole - now > 5000003, "the files that only the old revision had are gone", whole - now)

    sent = r.hub.counts()["bytesSent"]
    h.hf_hub_download(REPO, BIG_FILE, local_files_only=True)
    h.snapshot_download(REPO)
    check(r.hub.counts()["bytesSent"] == sent, "Python still has all of the other revision")

    r.run_orrery("cache", "rm", REPO, "--yes")
    check_scan(r.cache, {"night-ink/closed": 1})
    check(not tree_of(r.cache), "nothing of the repository is left")
    h.snapshot_download(REPO)
    check_scan(r.cache, {REPO: 1, "night-ink/closed": 1})
