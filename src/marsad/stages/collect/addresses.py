"""Which network addresses may be visited: checked after DNS, and then connected to as checked."""

import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from marsad.stages.collect.faults import FetchError

Resolve = Callable[[str, int, float], list[str]]
"""From host, port and seconds to the numeric addresses of the host, in the order in which they are to be tried."""
_NAT64 = ip_network("64:ff9b::/96")


def resolve_host(host: str, port: int, seconds: float) -> list[str]:
    """The numeric addresses of a host, asked of the system's resolver, which knows no time limit: it is left behind past `seconds`.

    Raises:
        FetchError: when the host is not known, or not within `seconds`.
    """
    pool = ThreadPoolExecutor(1, thread_name_prefix="resolve")
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        found = asked.result(timeout=max(seconds, 0.001))
    except FutureTimeoutError as error:
        raise FetchError("timeout", f"the name {host} was not resolved in time") from error
    except (OSError, UnicodeError) as error:
        raise FetchError("unreachable", f"the name {host} is not known: {error}") from error
    finally:
        pool.shutdown(wait=False)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_addresses(host: str, addresses: list[str], private: tuple[str, ...]) -> list[str]:
    """The addresses, when all of them may be visited: public ones, and those in the networks `private`.

    One forbidden address among public ones forbids all: an honest host has no such mixture.

    Raises:
        FetchError: `forbidden_address` otherwise.
    """
    for address in addresses:
        if not may_visit(address, private):
            raise FetchError(
                "forbidden_address",
                f"{host} leads to {address}, which is no public address; if it is meant, name its network in the source's private_networks",
            )
    return addresses


def may_visit(address: str, private: tuple[str, ...] = ()) -> bool:
    """True for an address of the public internet, or of one of the networks `private`.

    IPv4 addresses within IPv6 ones (mapped, 6to4, Teredo, NAT64) are judged too.

    >>> may_visit("93.184.216.34"), may_visit("::ffff:169.254.169.254"), may_visit("127.0.0.1"), may_visit("127.0.0.1", ("127.0.0.1",))
    (True, False, False, True)
    """
    try:
        found = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    meant = _inner(found)
    if any(inner in ip_network(network) for network in private for inner in meant):
        return True
    return all(_is_public(inner) for inner in meant) and "%" not in address


def _inner(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """The addresses that are meant by one: the IPv4 ones that an IPv6 one carries, or itself."""
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    carried: list[IPv4Address | IPv6Address] = [address, *(address.teredo or ())]
    return [*carried, address.sixtofour] if address.sixtofour else carried


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    refused = address.is_multicast or address.is_loopback or address.is_link_local or address.is_private or address.is_unspecified
    return address.is_global and not refused and not address.is_reserved
