# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Orrery and Python download the same repository into the same cache at the same time."""

import time

from rig import REPO, check, check_scan, difference, rig, tree_of


def partials(cache):
    return list(cache.glob("models--*/blobs/*.incomplete"))


def wait_until_begun(process, cache, title):
    end = time.monotonic() + 60
    while not partials(cache) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    check(process.poll() is None, f"{title}: its download has begun", process.poll() is None or process.stdout.read())


with rig() as r:
    import huggingface_hub as h

    alone = r.cache.parent / "alone"
    h.snapshot_download(REPO, cache_dir=alone)

    for first, second, title in (
        (r.start_orrery, r.start_python, "Orrery first"),
        (r.start_python, r.start_orrery, "Python first"),
    ):
        r.hub.tell("slow 2000000")
        one = first()
        wait_until_begun(one, r.cache, title)
        other = second()
        outputs = [process.communicate(timeout=120) for process in (one, other)]
        r.hub.tell("behave")
        check(one.returncode == 0 and other.returncode == 0, f"{title}: both succeed", outputs)
        apart = difference(tree_of(r.cache), tree_of(alone))
        check(not apart, f"{title}: the cache is byte for byte what one alone makes", apart)
        check_scan(r.cache, {REPO: 1})
        left = partials(r.cache)
        check(not left, f"{title}: nothing half done is left", left)
        r.run_orrery("cache", "rm", REPO, "--yes")
