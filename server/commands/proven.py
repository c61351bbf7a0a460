"""``flask --app server statements verify``: whether an exported statement says what its evidence does not, and whether
its record holds."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from server.core.drafting.portable import Finding, altered, findings
from server.core.errors import BadDocument
from server.core.statement import exported, proof
from server.signing import ed25519

LARGEST_BYTES = 64 << 20
Shown = tuple[str, str]  # a paragraph's kind and text


class Unusable(click.ClickException):
    """A file that can't be checked: another exit status than that of one that was, and does not hold."""

    exit_code = 2


def register(group: click.Group) -> None:
    """Hang the command into the group ``statements``."""

    @group.command("verify")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--strict", is_flag=True, help="Count what somebody keeps knowingly, too.")
    def verify(file: Path, strict: bool) -> None:
        """Hold every paragraph of FILE (a statement's JSON export) against what it cites, and recompute its record.

        Prints each fault; the exit status is 1 where something is not supported, or where the record of an adopted
        text does not hold, and 2 where FILE is nothing that can be checked. Needs no database.
        """
        try:
            given = read(file)
            found, paragraphs = checked(file, given)
            failed = recomputed(given)
        except BadDocument as error:
            raise Unusable(error.message) from error
        for each in found:
            click.echo(_line(each))
        open_ones = [each for each in found if strict or not each.kept_by]
        kept = sum(bool(each.kept_by) for each in found)
        click.echo(f"{paragraphs} paragraphs, {len(found)} faults, {kept} of them kept")
        for line in failed or ():
            click.echo(f"record: {line}")
        if failed is not None:
            click.echo(f"the record {'does not hold' if failed else 'holds'}")
        if open_ones or failed:
            raise SystemExit(1)


def read(file: Path) -> dict[str, Any]:
    """An exported statement. Raises BadDocument."""
    if file.stat().st_size > LARGEST_BYTES:
        raise BadDocument(f"{file} is too large to be a statement: {LARGEST_BYTES >> 20} MB at most")
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        [given[name] for name in ("evidence", "paragraphs", "annex")]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadDocument(f"{file} is no statement's JSON export ({error!r})") from error
    return dict(given)


def recomputed(given: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What does not hold of the record in an export; None where the text is not adopted. Raises BadDocument."""
    record = exported.record_in(given)
    if record is None:
        return None
    failed = (each for each in proof.check(record, ed25519.verify) if not each.holds)
    changed = (f"shown {name} (the file shows something else than its record)" for name in exported.altered(given))
    return (*(" ".join(filter(None, (each.what, each.of, each.says))) for each in failed), *changed)


def checked(file: Path, given: Mapping[str, Any]) -> tuple[tuple[Finding, ...], int]:
    """The faults of an exported statement, and how many paragraphs it has. Raises BadDocument.

    A translation has no evidence of its own: its record is what can be verified.
    """
    evidence = given["evidence"]
    try:
        printed, annex = ([(each["kind"], each["text"]) for each in given[name]] for name in ("paragraphs", "annex"))
    except (KeyError, TypeError) as error:
        raise BadDocument(f"{file} is no statement's JSON export ({error!r})") from error
    if evidence is None and given.get("record") is not None:
        return (), len(printed)
    if not isinstance(evidence, dict):
        raise BadDocument(f"{file} was exported without evidence: export it as JSON again, in its working language")
    found = findings(evidence)
    kinds = [each["kind"] for each in evidence["paragraphs"]]
    return (*altered(evidence, _in_order(kinds, printed, annex)), *found), len(kinds)


def _in_order(kinds: Sequence[str], printed: Sequence[Shown], annex: Sequence[Shown]) -> list[Shown]:
    """What a file shows in the order of its evidence, ``("", "")`` for what it lacks; then what it shows besides.

    What delegations annex stands behind the annex and has no evidence: it is no part of this.
    """
    texts, annexed = iter(printed), iter(annex)
    shown = [next(annexed if kind == "annex" else texts, ("", "")) for kind in kinds]
    return [*shown, *texts]


def _line(each: Finding) -> str:
    kept = f" (kept by {each.kept_by}: {each.why})" if each.kept_by else ""
    return f"{each.label}: {each.fault}: {each.text}{kept}"
