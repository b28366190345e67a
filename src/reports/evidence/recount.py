#!/usr/bin/env python3
"""Counts again what view.json says, from certificates.csv and rule.json.

    python3 recount.py [FOLDER]

It needs Python 3.8 and nothing else, prints each number that differs, and ends with 0 if none does. A person is
counted once, by the first certificate that they hold on the day of the view, that was issued in the period of the
phase, and whose course counted on that day. A certificate is held from its issue until it is revoked or replaced; one
that replaces another counts from the day of the first.
"""
import csv, hashlib, json, sys
from collections import Counter
from pathlib import Path

FOLDER = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
BREAKDOWNS = ["region", "sex", "profession", "organization_type", "language", "funders", "course"]
VIEW = json.loads((FOLDER / "view.json").read_text("utf-8"))
RULE = json.loads((FOLDER / "rule.json").read_text("utf-8"))
DAY = VIEW["as_of"]


def counts(row):
    over = min(day for day in (row["revoked_on"], row["replaced_on"], "9999-12-31") if day)
    spans = [span for span in RULE["counting_courses"] if span["course"] == row["course"]]
    return (
        row["issued_on"] <= DAY < over
        and RULE["starts_on"] <= row["counts_on"] <= RULE["ends_on"]
        and any(span["from_on"] <= row["counts_on"] <= span["to_on"] for span in spans)
    )


def is_wanted(row):
    return all(row[by] == word for by, word in VIEW["filter"].items())


def recount():
    with open(FOLDER / "certificates.csv", encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if counts(row)]
    rows.sort(key=lambda row: (row["counts_on"], row["number"]))
    firsts = {}
    for row in rows:
        firsts.setdefault(row["person"], row)
    people = [row for row in firsts.values() if is_wanted(row)]
    found = {"trained": len(people), "certificates": sum(map(is_wanted, rows))}
    for by in BREAKDOWNS:
        found[f"by_{by}"] = Counter(row[by] for row in people)
    found["by_month"] = Counter(row["counts_on"][:7] for row in people)
    for table in VIEW["two_way"]:
        one, other = table.split("_by_")
        found[table] = Counter((row[one], row[other]) for row in people)
    return found


def said(name):
    if name in VIEW["two_way"]:
        return {(one, other): count for one, other, count in VIEW["two_way"][name]}
    return VIEW[name]


def main():
    faults = []
    for line in (FOLDER / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        if hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() != digest:
            faults.append(f"{name} is not the file that was handed out")
    for name, number in recount().items():
        if isinstance(number, int):
            number, claim = {"": number}, {"": said(name)}
        else:
            claim = said(name)
        for key in sorted(set(number) | set(claim), key=str):
            if number.get(key, 0) != claim.get(key, 0):
                faults.append(f"{name} {key}: {claim.get(key, 0)} is said, {number.get(key, 0)} are counted")
    print("\n".join(faults) or f"{VIEW['phase']} on {DAY}: {VIEW['trained']} trained, every number is right")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
