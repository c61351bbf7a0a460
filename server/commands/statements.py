"""``flask --app server statements``: what anybody can verify of a published statement, without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from flask import Flask

from server.commands import proven
from server.core import proof
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
        """Recompute the record in FILE: fingerprint, signatures, corrigenda, log. Ends with 1 where something fails."""
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
        except (ValueError, OSError) as error:
            raise click.ClickException(f"{file} can't be read as JSON: {error}") from error
        findings = proof.check(record, ed25519.verify)
        for each in findings:
            click.echo(f"{'holds' if each.holds else 'FAILS'}  {line(each)}")
        failed = sum(not each.holds for each in findings)
        if failed:
            raise click.ClickException(f"{failed} of {len(findings)} do not hold: do not rely on this record")
        click.echo(f"everything holds: {record['adopted']['title']} · SHA-256 {record['sha256']}")


def line(finding: Any) -> str:
    """A finding as the command prints it."""
    return " ".join(filter(None, (finding.what, finding.of, f"({finding.says})" if finding.says else "")))
