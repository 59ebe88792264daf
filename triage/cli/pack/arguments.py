"""What the commands on a rule pack take."""

from __future__ import annotations

from pathlib import Path

import click

folder_argument = click.argument("folder", type=click.Path(path_type=Path), required=False)
