# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""The real client takes the fake Hub for a Hub: what passes here is what our other tests may rely on."""

from rig import FILES, REPO, check, check_scan, error_of, rig

with rig() as r:
    import huggingface_hub as h

    api = h.HfApi()

    ids = {model.id for model in api.list_models()}
    check(ids == {REPO, "night-ink/closed"}, "list_models lists what is public", ids)
    ids = {model.id for model in api.list_models(filter="gguf", expand=["likes", "gated"], sort="downloads", limit=1)}
    check(ids == {REPO}, "list_models filters, expands and sorts", ids)
    ids = {model.id for model in api.list_models(author="night-ink", token="hf_demo")}
    check(ids == {"night-ink/closed", "night-ink/secret"}, "list_models shows a reader what is private", ids)
    check([d.id for d in api.list_datasets()] == ["lantern-robots/cogs"], "list_datasets")

    info = api.model_info(REPO, files_metadata=True, securityStatus=True)
    check({s.rfilename for s in info.siblings} == FILES, "model_info names the files")
    hashes = [s.lfs.sha256 for s in info.siblings if s.lfs]
    check(len(hashes) == 2 and all(len(hash) == 64 for hash in hashes), "model_info has the LFS files' hashes", hashes)
    check(api.model_info(REPO, revision="v1").sha != info.sha, "model_info of a tag is another commit")
    check(api.model_info(REPO, revision="refs/pr/1").sha == info.sha, "model_info of a pull request")

    tree = list(api.list_repo_tree(REPO, recursive=True, expand=True))
    check({e.path for e in tree if isinstance(e, h.hf_api.RepoFile)} == FILES, "list_repo_tree lists the files")
    check(all(e.last_commit for e in tree if isinstance(e, h.hf_api.RepoFile)), "list_repo_tree expands the last commits")
    refs = api.list_repo_refs(REPO, include_pull_requests=True)
    check([t.name for t in refs.tags] == ["v1"] and len(refs.pull_requests) == 1, "list_repo_refs", refs)
    check([c.title for c in api.list_repo_commits(REPO)] == ["Second", "First"], "list_repo_commits")

    def readme(repo, **more):
        return lambda: h.hf_hub_download(repo, "README.md", **more)

    check(error_of(readme("night-ink/closed")) == "GatedRepoError", "a gate is told to the anonymous")
    check(error_of(readme("night-ink/closed", token="hf_guest")) == "GatedRepoError", "and to a guest")
    check(error_of(readme("night-ink/closed", token="hf_demo")) == "nothing", "a reader passes it")
    check(error_of(readme("night-ink/secret", token="hf_guest")) == "RepositoryNotFoundError", "what is private is not found")
    check(error_of(readme(REPO, revision="none")) == "RevisionNotFoundError", "an unknown revision")
    none = error_of(lambda: h.hf_hub_download(REPO, "none.txt"))
    check(none in ("EntryNotFoundError", "RemoteEntryNotFoundError"), "an unknown file", none)
    check(error_of(lambda: api.whoami(token="hf_wrong")) == "HfHubHTTPError", "a wrong token is refused")
    check(api.whoami(token="hf_demo")["name"] == "demo", "whoami")
    check(error_of(lambda: api.auth_check("night-ink/closed", token="hf_demo")) == "nothing", "auth_check")

    other = r.cache.parent / "other"
    h.snapshot_download(REPO, cache_dir=other)
    h.snapshot_download("watch", revision="v1", cache_dir=other)
    check_scan(other, {REPO: 1, "watch": 1})
    sent = r.hub.counts()["bytesSent"]
    h.snapshot_download(REPO, cache_dir=other)
    check(r.hub.counts()["bytesSent"] == sent, "snapshot_download fetches nothing twice")
    check(r.hub.counts()["storageRequestsWithToken"] == 0, "no token reached the storage host")
