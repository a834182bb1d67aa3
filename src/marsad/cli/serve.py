"""`marsad serve`: the workbench in the browser."""

from contextlib import suppress
from pathlib import Path

import click

from marsad.cli.collecting import archive_option, sources_option
from marsad.cli.stored import existing, settings_for, store_option
from marsad.lexicon.gazetteer import open_gazetteer
from marsad.store.store import Store

READING = "analyst"
"""The role of who reads a lake: all that is shown, and no judging."""


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8000, show_default=True, help="The port; 0 takes any that is free.")
@click.option("--trust-proxy", "proxy", metavar="ADDRESS", help="A proxy that ends TLS asks from here; it is believed who asked, and how.")
@store_option
@click.option("--lake", metavar="DIR", help="Show a lake instead of a store, to be read only.")
@sources_option
@archive_option
def command(host: str, port: int, proxy: str | None, store: str | None, lake: str | None, folder: Path, path: Path) -> None:
    """Serve the workbench over a store: the map, the events, the articles, the review queue and the API.

    On this machine (127.0.0.1) and over a store in a file it needs no login, until there are accounts. On another address, behind a proxy or
    over PostgreSQL it does not start without: make one with `marsad account add NAME --role admin`. Stop it with Ctrl-C.

    \b
    marsad ingest articles/ && marsad serve
    marsad serve --store news.db --port 8080
    marsad serve --store postgresql://marsad@db/news --trust-proxy 127.0.0.1
    marsad serve --lake lake
    """
    from marsad.web.app import make_app
    from marsad.web.context import Context
    from marsad.web.security.reach import access_for
    from marsad.web.serving import listen, serve

    settings = settings_for(store)
    if lake is not None:
        from marsad.engine.lake.found import local_path
        from marsad.engine.lake.shown import shown_store

        settings = settings_for(str(shown_store(local_path(lake), settings.jobs)))
    listening = listen(host, port)
    with listening, Store(existing(settings.store)) as kept, suppress(KeyboardInterrupt):
        access = access_for(kept, listening.getsockname()[0], proxy)
        access = access if lake is None else access._replace(owner_role=READING)
        app = make_app(Context(kept, open_gazetteer(settings.gazetteer), path, folder), access)
        click.echo(f"the workbench: http://{host}:{listening.getsockname()[1]}/   (stop it with Ctrl-C)")
        if not access.on_loopback and not proxy:
            click.echo("marsad: passwords cross the network unencrypted; put a proxy with TLS before it (see docs/workbench.md)", err=True)
        serve(app, listening, proxy)
