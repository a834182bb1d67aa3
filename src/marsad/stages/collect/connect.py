"""Connections that go to the very address that was checked, and end when the whole request's time is up."""

import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from marsad.stages.collect.addresses import Resolve, check_addresses
from marsad.stages.collect.faults import FetchError


class Deadline:
    """The moment at which a request must be over."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds left, no more than `most`.

        Raises:
            FetchError: `timeout` when there are none.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise FetchError("timeout", f"the request took longer than {self._seconds:g} s as a whole; it is given up")
        return left if most is None else min(left, most)


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a name once, checks what comes out, and connects to that: a second answer of the DNS is never asked for."""

    def __init__(self, resolve: Resolve, private: tuple[str, ...], deadline: Deadline) -> None:
        self._resolve = resolve
        self._private = private
        self._deadline = deadline

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """A stream to the first checked address that answers."""
        found = self._resolve(host, port, self._deadline.left(timeout))
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in check_addresses(host, found, self._private):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return TimedStream(stream, self._deadline)
        raise failure

    def connect_unix_socket(self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None) -> httpcore.NetworkStream:
        """Never: no source lives on a socket of this machine."""
        raise FetchError("forbidden_address", "sockets of this machine are not visited")


class TimedStream(httpcore.NetworkStream):
    """A stream none of whose steps may go past the deadline: a server that drips a byte at a time ends there too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends bytes."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Ends the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore.NetworkStream:
        """The stream under TLS, the certificate checked against the name that was asked for."""
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the stream says of itself."""
        return self._stream.get_extra_info(info)
