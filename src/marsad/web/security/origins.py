"""Where a request comes from: a page of this server, one of another that a browser was led to, or a name that was bent to this address."""

from urllib.parse import urlsplit

from fastapi import Request

HERE = frozenset(("localhost", "127.0.0.1", "::1"))
"""Names under which a server on loopback is asked for."""
SAFE_METHODS = frozenset(("GET", "HEAD", "OPTIONS"))


def is_named_here(request: Request) -> bool:
    """True where the Host header names this machine.

    A page of elsewhere whose name was turned to 127.0.0.1 (DNS rebinding) would else read all that a browser on this machine may.
    """
    return _host_name(request.headers.get("host", "")) in HERE


def is_cross_site(request: Request) -> bool:
    """True where a browser says that another site made it ask; following a link is no such thing, since that site does not see the answer."""
    site = request.headers.get("sec-fetch-site", "")
    follows_link = request.method in SAFE_METHODS and request.headers.get("sec-fetch-mode") == "navigate"
    if site in ("cross-site", "same-site") and not follows_link:
        return True
    origin = request.headers.get("origin")
    return origin is not None and request.method not in SAFE_METHODS and not _is_own(origin, request)


def _is_own(origin: str, request: Request) -> bool:
    """True for the origin of this server's pages. Behind a proxy that ends TLS the scheme may differ, the name may not."""
    try:
        named = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(named) and named.casefold() == request.headers.get("host", "").casefold()


def _host_name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""
