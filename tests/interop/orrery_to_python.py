# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""What Orrery downloaded is Python's too: offline, whole, and laid out as Python would have."""

import os
import subprocess
import sys

from rig import FILES, REPO, check, check_hf_tool, check_scan, difference, rig, tree_of

OFFLINE = """
import pathlib, sys, huggingface_hub as h
path = pathlib.Path(h.snapshot_download(sys.argv[1], local_files_only=True))
print(sorted(str(f.relative_to(path)) for f in path.rglob("*") if f.is_file()))
h.hf_hub_download(sys.argv[1], "config.json")
"""

with rig() as r:
    import huggingface_hub as h

    r.download_with_orrery(REPO)
    r.download_with_orrery(REPO, "--revision", "v1")
    sent = r.hub.counts()["bytesSent"]

    offline = subprocess.run(
        [sys.executable, "-c", OFFLINE, REPO], env={**os.environ, "HF_HUB_OFFLINE": "1"}, capture_output=True, text=True
    )
    check(offline.returncode == 0, "Python finds it with HF_HUB_OFFLINE=1 and local_files_only=True", offline.stderr)
    check(offline.stdout.strip() == str(sorted(FILES)), "with all files", offline.stdout)

    report = check_scan(r.cache, {REPO: 2})
    check(not report.incomplete_files, "scan_cache_dir sees no leftover", report.incomplete_files)
    refs = {ref for repo in report.repos for revision in repo.revisions for ref in revision.refs}
    check(refs == {"main", "v1"}, "the refs are main and v1", refs)
    check_hf_tool(r.cache, REPO)

    h.snapshot_download(REPO)
    h.snapshot_download(REPO, revision="v1")
    check(r.hub.counts()["bytesSent"] == sent, "downloading it again with Python fetches no byte of a file")

    other = r.cache.parent / "by-python"
    h.snapshot_download(REPO, cache_dir=other)
    h.snapshot_download(REPO, revision="v1", cache_dir=other)
    apart = difference(tree_of(r.cache), tree_of(other))
    check(not apart, "blobs, refs and snapshots are those that Python makes, byte for byte", apart)
    check((r.cache / "CACHEDIR.TAG").is_file(), "there is a CACHEDIR.TAG")
    check(r.hub.counts()["storageRequestsWithToken"] == 0, "no token reached the storage host")
