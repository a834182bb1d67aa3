"""From where a server can be reached, and whether it may be without accounts."""

from ipaddress import ip_address, ip_network

from marsad.errors import SettingError
from marsad.store.accounts import has_accounts
from marsad.store.store import Store
from marsad.web.security.admission import Access

EMBEDDED = "sqlite"


def access_for(store: Store, address: str, proxy: str | None) -> Access:
    """How a server that listens on `address` can be reached; `proxy` is the address of the one before it, None for none.

    Raises:
        SettingError: where others than the owner of this machine can reach it and there are no accounts, or the proxy's address is none.
    """
    _check_proxy(proxy)
    on_loopback = ip_address(address.partition("%")[0]).is_loopback and not proxy
    is_open = on_loopback and store.engine.dialect.name == EMBEDDED
    if not is_open and not has_accounts(store):
        why = "it listens beyond this machine" if not on_loopback else "its store is one that many share"
        how = f"marsad account add NAME --role admin --store {store.address}"
        raise SettingError(f"the workbench asks for a login where {why}, and there are no accounts yet; make one first: {how}")
    return Access(is_open, on_loopback)


def _check_proxy(proxy: str | None) -> None:
    try:
        if proxy is not None:
            ip_network(proxy)
    except ValueError as error:
        raise SettingError(f"{proxy!r} is no address of a proxy; give where it asks from, as 127.0.0.1 or 10.0.0.0/8") from error
