"""Serving the application: the port, and the server behind it."""

import socket

import uvicorn
from fastapi import FastAPI

from marsad.errors import SettingError

KEEP_ALIVE_SECONDS = 10
MOST_AT_ONCE = 200
"""Requests answered at a time; more are refused with 503, so that a flood does not eat the memory."""
STOP_SECONDS = 5


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        SettingError: where the port is taken or may not be had, or the host is no address of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # whoever is told the address may ask at once, and waits until the server is ready
    except OSError as error:
        listening.close()
        raise SettingError(f"cannot listen on {host} port {port} ({error.strerror}); choose another with --port, or 0 for any") from error
    return listening


def serve(app: FastAPI, listening: socket.socket, proxy: str | None = None) -> None:
    """Answer requests until stopped by a signal; what is under way is finished first."""
    uvicorn.Server(config_for(app, proxy)).run(sockets=[listening])


def config_for(app: FastAPI, proxy: str | None) -> uvicorn.Config:
    """How the server runs.

    What X-Forwarded-For and X-Forwarded-Proto say is believed when it comes from `proxy` (an address or network), and from nobody for None.
    """
    return uvicorn.Config(
        app, log_level="warning", server_header=False, proxy_headers=proxy is not None, forwarded_allow_ips=proxy or "",
        lifespan="off", timeout_keep_alive=KEEP_ALIVE_SECONDS,
        limit_concurrency=MOST_AT_ONCE, timeout_graceful_shutdown=STOP_SECONDS,
    )  # fmt: skip
