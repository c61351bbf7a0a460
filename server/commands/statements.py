"""``flask --app server statements``: what anybody can verify of a published statement, without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from flask import Flask

from server.commands import proven
from server.core.errors import BadDocument
from server.core.statement import exported, proof
from server.signing import ed25519


def register(app: Flask) -> None:
    """Hang the command into the application."""

    @app.cli.group("statements")
    def group() -> None:
        """Statements that were exported or adopted."""

    proven.register(group)

    @group.command("check")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def check(file: Path) -> None:
        """Recompute the record in FILE, or that in a JSON export: fingerprint, signatures, corrigenda, log, and whether
        an export shows what its record says. Ends with 1 where something fails, with 2 where FILE has no record.
        """
        try:
            given = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise proven.Unusable(f"{file} can't be read as JSON: {error}") from error
        try:
            changed = exported.altered(given)
        except BadDocument as error:
            raise proven.Unusable(error.message) from error
        record = exported.record_in(given)
        if record is None:
            raise proven.Unusable(f"{file} is of a text that is not adopted: there is nothing to recompute")
        findings = proof.check(record, ed25519.verify)
        for each in findings:
            click.echo(f"{'holds' if each.holds else 'FAILS'}  {line(each)}")
        for name in changed:
            click.echo(f"FAILS  shown {name} (the file shows something else than its record)")
        for corrigendum in record["corrigenda"] if not any(each.what == "shape" for each in findings) else ():
            if corrigendum.get("unsigned"):
                click.echo(
                    f"note   Corr.{corrigendum['number']} is not yet signed by {', '.join(corrigendum['unsigned'])}"
                )
        failed = sum(not each.holds for each in findings) + len(changed)
        if failed:
            raise click.ClickException(f"{failed} of {len(findings) + len(changed)} do not hold: do not rely on this")
        click.echo(f"everything holds: {record['adopted']['title']} · SHA-256 {record['sha256']}")


def line(finding: Any) -> str:
    """A finding as the command prints it."""
    return " ".join(filter(None, (finding.what, finding.of, f"({finding.says})" if finding.says else "")))
