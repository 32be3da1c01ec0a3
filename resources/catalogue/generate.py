# SPDX-FileCopyrightText: The Orrery authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the seed catalogue from the table of facts.

python3 generate.py            write seed.jsonl
python3 generate.py --check    change nothing; fail when a fact is malformed or seed.jsonl is not what the table makes
"""

import argparse
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = HERE / "seed.jsonl"
LICENCES = HERE.parent / "governance" / "licences.json"

KINDS = ("model", "dataset", "space")
RELATIONS = ("finetune", "adapter", "merge", "quantized")
UNITS = {"M": 10**6, "B": 10**9, "T": 10**12}
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9][A-Za-z0-9._-]{0,95}")
PATTERNS = {
    "parameters": re.compile(r"\d+(\.\d+)?[MBT]"),
    "context": re.compile(r"\d+"),
    "created": re.compile(r"20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?"),
}
WORDS = {
    "languages": re.compile(r"[a-z]{2,3}"),
    "tags": re.compile(r"[a-z0-9_.-]+"),
    "quantisations": re.compile(r"(UD-)?[A-Z0-9_]+"),
}


def table(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    columns = lines[0].split("\t")
    for number, line in enumerate(lines[1:], start=2):
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise SystemExit(f"{name}:{number}: {len(fields)} fields, not {len(columns)}")
        yield number, dict(zip(columns, fields))


def known_licences():
    document = json.loads(LICENCES.read_text(encoding="utf-8"))
    return {entry["id"] for entry in document["hub_identifiers"]}


def problems(facts, sources, licences):
    seen = set()
    for number, fact in facts:
        for problem in problems_of(fact, sources, licences):
            yield f"facts.tsv:{number}: {fact['id']}: {problem}"
        key = (fact["kind"], fact["id"].lower())
        if key in seen:
            yield f"facts.tsv:{number}: {fact['id']} is in it twice"
        seen.add(key)
    for number, fact in facts:
        if fact["base"] and ("model", fact["base"].lower()) not in seen:
            yield f"facts.tsv:{number}: its base {fact['base']} is not in the table"


def problems_of(fact, sources, licences):
    if not NAME.fullmatch(fact["id"]) or ".." in fact["id"] or "--" in fact["id"]:
        yield "no repository's name"
    if fact["kind"] not in KINDS:
        yield f"no kind: {fact['kind']}"
    if fact["licence"] and fact["licence"] not in licences:
        yield f"no licence of the table: {fact['licence']}"
    if bool(fact["base"]) != bool(fact["relation"]) or fact["relation"] not in ("", *RELATIONS):
        yield "a base needs one of the relations " + ", ".join(RELATIONS)
    if not fact["sources"]:
        yield "no source"
    for key in fact["sources"].split():
        if key not in sources:
            yield f"no source: {key}"
    for column, pattern in PATTERNS.items():
        if fact[column] and not pattern.fullmatch(fact[column]):
            yield f"{column} cannot be read: {fact[column]}"
    for column, pattern in WORDS.items():
        for word in fact[column].split():
            if not pattern.fullmatch(word):
                yield f"{column} cannot be read: {word}"


def count(text):
    """"8B" -> 8000000000, without going through binary fractions."""
    whole, _, fraction = text[:-1].partition(".")
    return int(whole + fraction) * UNITS[text[-1]] // 10 ** len(fraction)


def timestamp(date):
    """A month stands for its first day."""
    return (date if len(date) == 10 else date + "-01") + "T00:00:00.000Z"


def tags_of(fact):
    tags = fact["tags"].split() + fact["languages"].split()
    if fact["licence"]:
        tags.append(f"license:{fact['licence']}")
    if fact["base"]:
        tags += [f"base_model:{fact['base']}", f"base_model:{fact['relation']}:{fact['base']}"]
    return tags


def card_of(fact):
    card = {}
    if fact["licence"]:
        card["license"] = fact["licence"]
    if fact["licence_name"]:
        card["license_name"] = fact["licence_name"]
    if fact["base"]:
        card |= {"base_model": fact["base"], "base_model_relation": fact["relation"]}
    if fact["languages"]:
        card["language"] = fact["languages"].split()
    if fact["kind"] == "dataset" and fact["task"]:
        card["task_categories"] = [fact["task"]]
    return card


def row_of(fact, sources):
    """One row as a Hub's listing has it, with what Orrery adds."""
    row = {"id": fact["id"], "author": fact["id"].split("/")[0]}
    if fact["task"] and fact["kind"] == "model":
        row["pipeline_tag"] = fact["task"]
    if fact["library"]:
        row["library_name"] = fact["library"]
    row["tags"] = tags_of(fact)
    if fact["created"]:
        row["createdAt"] = timestamp(fact["created"])
    if card := card_of(fact):
        row["cardData"] = card
    sizes = {}
    if fact["parameters"]:
        sizes["total"] = count(fact["parameters"])
    if fact["context"]:
        sizes["context_length"] = int(fact["context"])
    if sizes:
        row["gguf" if fact["library"] == "gguf" else "safetensors"] = sizes
    keys = fact["sources"].split()
    row["orrery"] = {
        "kind": fact["kind"],
        "seen": min(sources[key]["date"] for key in keys),
        "source": "; ".join(f"{sources[key]['what']}, {sources[key]['date']}" for key in keys),
    }
    if fact["quantisations"]:
        row["orrery"]["quantisations"] = fact["quantisations"].split()
    return row


def seed_text(facts, sources):
    """Newest first: where nothing is known of popularity, the catalogue keeps the order of its rows."""
    newest = sorted((fact for _, fact in facts), key=lambda fact: fact["created"], reverse=True)
    rows = (json.dumps(row_of(fact, sources), ensure_ascii=False, separators=(",", ":")) for fact in newest)
    return "".join(row + "\n" for row in rows)


def main():
    parser = argparse.ArgumentParser(description="The seed catalogue.")
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    check = parser.parse_args().check
    sources = {source["key"]: source for _, source in table("sources.tsv")}
    facts = list(table("facts.tsv"))
    found = list(problems(facts, sources, known_licences()))
    if not found:
        text = seed_text(facts, sources)
        if not check:
            SEED.write_text(text, encoding="utf-8")
        elif not SEED.exists() or SEED.read_text(encoding="utf-8") != text:
            found.append("seed.jsonl differs from facts.tsv; run generate.py")
    print("\n".join(found) if found else f"{len(facts)} repositories")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
