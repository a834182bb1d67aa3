"""From where a server can be reached, and whether it may be without accounts."""

from ipaddress import ip_address

from marsad.errors import SettingError
from marsad.store.accounts import has_accounts
from marsad.store.store import Store
from marsad.web.security.admission import Access

EMBEDDED = "sqlite"


def access_for(store: Store, address: str, proxy: str | None) -> Access:
    """How a server that listens on `address` can be reached; `proxy` is the address of the one before it, None for none.

    Raises:
        SettingError: where others than the owner of this machine can reach it, and there are no accounts.
    """
    on_loopback = ip_address(address.partition("%")[0]).is_loopback and not proxy
    is_open = on_loopback and store.engine.dialect.name == EMBEDDED
    if not is_open and not has_accounts(store):
        why = "it listens beyond this machine" if not on_loopback else "its store is one that many share"
        how = f"marsad account add NAME --role admin --store {store.address}"
        raise SettingError(f"the workbench asks for a login where {why}, and there are no accounts yet; make one first: {how}")
    return Access(is_open, on_loopback)
