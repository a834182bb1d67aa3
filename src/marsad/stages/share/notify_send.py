"""Notices sent: by webhook, e-mail, or whatever Apprise knows."""

import hashlib
import hmac
import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from typing import NamedTuple

import httpx

from marsad.errors import MarsadError, SettingError

SECONDS = 20.0
"""Longest that a server may take."""
SIGNATURE = "Marsad-Signature"
NOTICE = "Marsad-Notice"


class SendError(MarsadError):
    """A notice that was not taken: it is tried again."""


class Notice(NamedTuple):
    """What is sent: `key` stays the same when it is sent again, so that a receiver can tell."""

    key: str
    title: str
    text: str
    body: bytes


def sign(secret: str, at: int, body: bytes) -> str:
    """The signature of a body: HMAC-SHA256 of the time (seconds since 1970) and the body, so that an old one cannot be sent again as new.

    >>> sign("secret", 0, b"{}")[:20]
    't=0,v1=4bbe8d39de1ff'
    """
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def send_webhook(url: str, secret: str, at: int, notice: Notice) -> None:
    """Post a notice as JSON, signed where there is a secret.

    Raises:
        SendError: where it was not answered with 2xx; redirects are not followed.
    """
    headers = {"Content-Type": "application/json", NOTICE: notice.key}
    if secret:
        headers[SIGNATURE] = sign(secret, at, notice.body)
    try:
        answer = httpx.post(url, content=notice.body, headers=headers, timeout=SECONDS)
    except httpx.HTTPError as error:
        raise SendError(f"the webhook was not reached: {error!r}") from error
    if not answer.is_success:
        raise SendError(f"the webhook answered {answer.status_code}")


def send_email(server: tuple[str, int, str], login: tuple[str, str], sender: str, to: tuple[str, ...], notice: Notice) -> None:
    """Send a notice by SMTP. `server` is host, port and `starttls`, `tls` or `none`; `login` user and password, `""` for none.

    Raises:
        SendError: where the server did not take it for all.
    """
    message = EmailMessage()
    message["Subject"] = " ".join(notice.title.split())
    message["From"], message["To"] = sender, ", ".join(to)
    message["Message-ID"] = f"<{notice.key}@marsad.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.text)
    host, port, security = server
    opened = smtplib.SMTP_SSL if security == "tls" else smtplib.SMTP
    try:
        with opened(host, port, timeout=SECONDS) as connection:
            if security == "starttls":
                connection.starttls()
            if login[0]:
                connection.login(*login)
            if refused := connection.send_message(message, sender, list(to)):
                raise SendError(f"the mail server refused {', '.join(refused)}")
    except (OSError, smtplib.SMTPException) as error:
        raise SendError(f"the mail was not taken: {error!r}") from error


def send_apprise(urls: str, notice: Notice) -> None:
    """Send a notice to addresses of Apprise, parted by white space.

    Raises:
        SettingError: where Apprise is not installed, or knows none of the addresses.
        SendError: where one did not take it.
    """
    try:
        import apprise
    except ImportError as error:
        raise SettingError("Apprise is not installed: pip install 'marsad[notify]'") from error
    told = apprise.Apprise()
    added = [told.add(url) for url in urls.split()]
    if not all(added):
        raise SettingError("an address is none that Apprise knows; its documentation lists them")
    if not told.notify(title=notice.title, body=notice.text):
        raise SendError("Apprise could not send it to all of its addresses")


def secret_of(environment: Mapping[str, str], name: str) -> str:
    """The secret that a variable holds, `""` where none is named."""
    return environment.get(name, "") if name else ""
