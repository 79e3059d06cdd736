"""`monitor schema`: the JSON Schemas that editors check the configuration with, and that of what
webhooks carry.
"""

from pathlib import Path

import rich_click as click

from monitor.app.cli.base import AS_JSON, print_json
from monitor.app.config.schema import write_schemas


@click.command()
@click.option(
    "--out",
    default=Path("config"),
    type=click.Path(file_okay=False, path_type=Path),
    help="The configuration folder; the files go to its `schema/`.",
    show_default=True,
)
@AS_JSON
def schema(out: Path, as_json: bool) -> None:
    """Write a JSON Schema for each kind of configuration file, and one for the body of webhooks.

    The default files point to them in their first line, so that editors complete and check keys.
    """
    written = write_schemas(out)
    if as_json:
        print_json({"path": str(path)} for path in written)
        return
    for path in written:
        click.echo(str(path))
