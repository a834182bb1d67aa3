"""`marsad serve`: the workbench in the browser."""

from contextlib import suppress
from pathlib import Path

import click

from marsad.cli.collecting import archive_option, sources_option
from marsad.cli.stored import existing, settings_for, store_option
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.store.store import Store


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="The port; 0 takes any that is free.")
@store_option
@sources_option
@archive_option
def command(host: str, port: int, store: str | None, folder: Path, path: Path) -> None:
    """Serve the workbench over a store: the map, the events, the articles, the review queue and the API.

    On this machine (127.0.0.1) and over a store in a file it needs no login. Stop it with Ctrl-C.

    \b
    marsad ingest articles/ && marsad serve
    marsad serve --store news.db --port 8080
    """
    from marsad.web.app import make_app
    from marsad.web.context import Context
    from marsad.web.serving import listen, serve

    settings = settings_for(store)
    listening = listen(host, port)
    with listening, Store(existing(settings.store)) as kept, suppress(KeyboardInterrupt):
        app = make_app(Context(kept, open_gazetteer(settings.gazetteer), path, folder))
        click.echo(f"the workbench: http://{host}:{listening.getsockname()[1]}/   (stop it with Ctrl-C)")
        serve(app, listening)
