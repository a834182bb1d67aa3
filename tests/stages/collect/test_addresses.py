"""Which network addresses are visited, and that the connection goes to the one that was checked."""

import socket
from ipaddress import IPv4Address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlets import QuickClock, Reply, serving

from marsad.stages.collect.addresses import may_visit, resolve_host
from marsad.stages.collect.connect import CheckedBackend, Deadline
from marsad.stages.collect.faults import FetchError
from marsad.stages.collect.fetch import Fetcher, Limits, Visitor

FORBIDDEN = [
    "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1", "2001:0:a9fe:a9fe::1", "no address", "",
]  # fmt: skip
ALLOWED = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_public_are_forbidden(address: str) -> None:
    assert not may_visit(address)


@pytest.mark.parametrize("address", ALLOWED)
def test_public_addresses_are_visited(address: str) -> None:
    assert may_visit(address)


def test_a_source_may_name_networks_and_no_others_are_opened_by_it() -> None:
    assert may_visit("10.0.0.7", ("10.0.0.0/8",))
    assert may_visit("::ffff:10.0.0.7", ("10.0.0.0/8",))
    assert not may_visit("169.254.169.254", ("10.0.0.0/8", "127.0.0.1"))


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_does_not_open_it(address: IPv4Address) -> None:
    assert may_visit(f"::ffff:{address}") == may_visit(str(address))


def test_a_name_is_resolved_once_and_the_answer_is_connected_to() -> None:
    """DNS rebinding: the second answer would be this machine, and is never asked for."""
    answers = [["127.0.0.2"], ["127.0.0.1"]]
    asked = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return answers.pop(0)

    with socket.socket() as server:
        server.bind(("127.0.0.2", 0))
        server.listen()
        backend = CheckedBackend(resolve, ("127.0.0.2",), Deadline(QuickClock().seconds, 5))
        stream = backend.connect_tcp("news.example", server.getsockname()[1], 2)
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.2"
        stream.close()
    assert asked == ["news.example"]
    with pytest.raises(FetchError, match=r"127\.0\.0\.1"):
        backend.connect_tcp("news.example", 80, 2)


def test_one_forbidden_address_among_public_ones_forbids_all() -> None:
    backend = CheckedBackend(lambda host, port, seconds: ["8.8.8.8", "10.0.0.1"], (), Deadline(QuickClock().seconds, 5))
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        backend.connect_tcp("news.example", 80, 2)
    with pytest.raises(FetchError):
        backend.connect_unix_socket("/run/docker.sock")


def test_the_fetcher_asks_no_forbidden_address_at_all() -> None:
    with serving() as outlet:
        outlet.replies["/"] = Reply(body=b"secret")
        port = outlet.address.rsplit(":", 1)[1]
        fetcher = Fetcher(QuickClock(), limits=Limits(seconds=3), resolve=lambda host, port, seconds: ["127.0.0.1"])
        for address in (outlet.address, f"http://inner.example:{port}/", f"http://localhost:{port}/"):
            with pytest.raises(FetchError) as caught:
                fetcher.fetch(address, Visitor(0))
            assert caught.value.code == "forbidden_address"
        assert outlet.asked == []


def test_the_systems_resolver_is_used_with_a_limit() -> None:
    assert "127.0.0.1" in resolve_host("localhost", 80, 5)
    with pytest.raises(FetchError) as caught:
        resolve_host("no-such-host.invalid", 80, 20)
    assert caught.value.code == "unreachable"


def test_time_that_is_up_ends_the_request() -> None:
    clock = QuickClock()
    deadline = Deadline(clock.seconds, 5)
    assert deadline.left(2) == 2
    clock.waited += 6
    with pytest.raises(FetchError, match="longer than 5 s"):
        deadline.left()
    assert issubclass(CheckedBackend, httpcore.NetworkBackend)
