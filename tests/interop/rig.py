# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""What the interop tests share: a fake Hub, a cache of their own, orrery-cli, and checks that say what they checked."""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

REPO = "brass-works/pocket-watch"
FILES = {"README.md", "config.json", "weights/watch-Q4_K_M.gguf", "weights/watch-Q8_0.gguf"}
BIG_FILE = "weights/watch-Q8_0.gguf"


def check(holds, what, found=None):
    print(("ok      " if holds else "FAILED  ") + what, flush=True)
    if not holds:
        if found is not None:
            print(f"        found: {found}")
        sys.exit(1)


def error_of(action):
    """The name of what it raises, or "nothing"."""
    try:
        action()
    except Exception as error:  # whichever the client chose: its name is what is checked
        return type(error).__name__
    return "nothing"


class FakeHub:
    """The program fake_hub, running."""

    def __init__(self, program):
        self._process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()

    def tell(self, line):
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def counts(self):
        self.tell("counts")
        return json.loads(self._process.stdout.readline())

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=30)


class Rig:
    """A Hub, and a home of our own that huggingface_hub and Orrery share. Made before huggingface_hub is imported,
    which reads the environment then."""

    def __init__(self, hub, orrery, home):
        self.hub = hub
        self.orrery = orrery
        self.cache = home / "hub"
        os.environ.update(
            HF_ENDPOINT=hub.url,
            HF_HOME=str(home),
            HF_HUB_DISABLE_TELEMETRY="1",
            HF_HUB_DISABLE_PROGRESS_BARS="1",
            HOME=str(home / "user"),
            XDG_DATA_HOME=str(home / "data"),
            XDG_CONFIG_HOME=str(home / "config"),
            XDG_CACHE_HOME=str(home / "cache"),
            XDG_STATE_HOME=str(home / "state"),
        )
        for name in ("HF_TOKEN", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
            os.environ.pop(name, None)
        (home / "user").mkdir()

    def run_orrery(self, *arguments):
        """What it says; a failed check when it fails."""
        done = subprocess.run([self.orrery, *arguments, "--json"], capture_output=True, text=True)
        check(done.returncode == 0, "orrery-cli " + " ".join(arguments) + " succeeds", done.stdout + done.stderr)
        return done.stdout

    def download_with_orrery(self, repo, *arguments):
        self.run_orrery("hub", "get", repo, "--endpoint", self.hub.url, *arguments)

    def library_items(self):
        """What Orrery finds in the cache, by repository."""
        return {item["repo"]: item for item in json.loads(self.run_orrery("cache", "ls"))["items"]}

    def start_orrery(self):
        return self._start(self.orrery, "hub", "get", REPO, "--endpoint", self.hub.url, "--json")

    def start_python(self):
        code = "import sys, huggingface_hub as h; h.snapshot_download(sys.argv[1])"
        return self._start(sys.executable, "-c", code, REPO)

    @staticmethod
    def _start(*command):
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@contextlib.contextmanager
def rig():
    """The arguments are the programs fake_hub and orrery-cli."""
    home = pathlib.Path(tempfile.mkdtemp(prefix="orrery-interop-"))
    hub = FakeHub(sys.argv[1])
    try:
        yield Rig(hub, sys.argv[2], home)
    finally:
        hub.close()
        shutil.rmtree(home, ignore_errors=True)


def tree_of(cache, repo=REPO):
    """All that makes a repository's cache: relative path -> where a link leads, or a file's size and hash. Listings
    kept for offline use (trees/) are each program's own business."""
    root = pathlib.Path(cache) / ("models--" + repo.replace("/", "--"))
    tree = {}
    for path in sorted(root.rglob("*")):
        name = str(path.relative_to(root))
        if name.split("/")[0] == "trees" or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            tree[name] = "-> " + os.readlink(path)
        else:
            data = path.read_bytes()
            tree[name] = f"{len(data)} {hashlib.sha256(data).hexdigest()}"
    return tree


def difference(one, other):
    return {name: (one.get(name), other.get(name)) for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def check_scan(cache, repos):
    """huggingface_hub's own scanner sees exactly these repositories (id -> number of revisions), and no fault."""
    from huggingface_hub import scan_cache_dir

    report = scan_cache_dir(cache)
    check(not report.warnings, "scan_cache_dir has no warning", [str(warning) for warning in report.warnings])
    found = {repo.repo_id: len(repo.revisions) for repo in report.repos}
    check(found == repos, f"scan_cache_dir sees {repos}", found)
    return report


def check_hf_tool(cache, repo):
    """The command-line tool `hf` lists it, and finds every file's hash right."""

    def hf(*arguments):
        tool = pathlib.Path(sys.executable).with_name("hf")
        done = subprocess.run([tool, "cache", *arguments, "--cache-dir", str(cache)], capture_output=True, text=True)
        said = done.stdout + done.stderr
        check(done.returncode == 0, "`hf cache " + " ".join(arguments) + "` succeeds", said)
        check("arning" not in said, "and warns of nothing", said)
        return said

    check(repo in hf("ls", "--format", "json"), f"it lists {repo}")
    hf("verify", repo)
