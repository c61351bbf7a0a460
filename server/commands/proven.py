"""``flask --app server statements verify``: whether an exported statement says what its evidence does not."""

from __future__ import annotations

import json
from pathlib import Path

import click

from server.core.drafting.portable import Finding, altered, findings
from server.core.errors import BadDocument

LARGEST_BYTES = 64 << 20


def register(group: click.Group) -> None:
    """Hang the command into the group ``statements``."""

    @group.command("verify")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--strict", is_flag=True, help="Count what somebody keeps knowingly, too.")
    def verify(file: Path, strict: bool) -> None:
        """Hold every paragraph of FILE (a statement's JSON export) against what it cites.

        Prints each fault; the exit status is 1 where something is not supported. Needs no database.
        """
        try:
            found, paragraphs = checked(file)
        except BadDocument as error:
            raise click.ClickException(error.message) from error
        for each in found:
            click.echo(_line(each))
        open_ones = [each for each in found if strict or not each.kept_by]
        kept = sum(bool(each.kept_by) for each in found)
        click.echo(f"{paragraphs} paragraphs, {len(found)} faults, {kept} of them kept")
        if open_ones:
            raise SystemExit(1)


def checked(file: Path) -> tuple[tuple[Finding, ...], int]:
    """The faults of an exported statement, and how many paragraphs it has. Raises BadDocument."""
    if file.stat().st_size > LARGEST_BYTES:
        raise BadDocument(f"{file} is too large to be a statement: {LARGEST_BYTES >> 20} MB at most")
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        evidence = given["evidence"]
        shown = [(each["kind"], each["text"]) for each in (*given["paragraphs"], *given["annex"])]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadDocument(f"{file} is no statement's JSON export ({error!r})") from error
    if not isinstance(evidence, dict):
        raise BadDocument(f"{file} was exported without evidence: export it as JSON again")
    found = findings(evidence)
    count = len(evidence["paragraphs"])
    return (*altered(evidence, shown[:count]), *found), count


def _line(each: Finding) -> str:
    kept = f" (kept by {each.kept_by}: {each.why})" if each.kept_by else ""
    return f"{each.label}: {each.fault}: {each.text}{kept}"
