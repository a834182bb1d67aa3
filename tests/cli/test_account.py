"""`marsad account` as a person would use it, and `marsad serve` that asks for it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli.main import group
from marsad.errors import InputError, MarsadError, SettingError, StoreError
from marsad.store.store import Store
from marsad.web.security.reach import access_for

PASSWORD = "correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = str(tmp_path / "s.db")
    with Store(path):
        return path


def run(store: str, *arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(group, [*arguments, "--store", store], input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def add(store: str, name: str, role: str) -> Result:
    return run(store, "account", "add", name, "--role", role, typed=PASSWORD + "\n")


def test_accounts_from_the_first_admin_to_the_last(store) -> None:
    with pytest.raises(InputError, match="first account must be an admin"):
        add(store, "omar", "viewer")
    assert "rim may log in as admin" in add(store, "Rim", "admin").output
    add(store, "omar", "viewer")
    assert "omar is reviewer" in run(store, "account", "role", "omar", "reviewer").output
    run(store, "account", "disable", "omar")
    lines = run(store, "account", "list").output.splitlines()
    assert [line.split("\t")[:3] for line in lines] == [["omar", "reviewer", "closed"], ["rim", "admin", "open"]]
    run(store, "account", "enable", "omar")
    run(store, "account", "password", "omar", typed="another horse battery\n")
    for arguments in (("disable", "rim"), ("role", "rim", "viewer")):
        with pytest.raises(InputError, match="last active admin"):
            run(store, "account", *arguments)
    log = run(store, "account", "audit").output
    assert log.count("command line") == 6
    assert "CLI account role" in log
    assert "horse" not in log


def test_a_password_is_never_an_argument_and_never_shown(store) -> None:
    assert PASSWORD not in add(store, "rim", "admin").output
    for verb in ("add", "password"):
        said = CliRunner().invoke(group, ["account", verb, "--help"]).output
        assert "--password" not in said
    with pytest.raises(InputError, match="12 to 256"):
        run(store, "account", "password", "rim", typed="short\n")
    with pytest.raises(InputError, match="no account 'nobody'"):
        run(store, "account", "role", "nobody", "viewer")


def test_keys_are_made_listed_and_removed(store) -> None:
    add(store, "rim", "admin")
    made = run(store, "account", "key", "add", "rim", "--label", "nightly", "--role", "analyst", "--expires", "2999-01-31")
    key = made.stdout.strip()
    id_ = key.split("_")[1]
    assert f"key {id_} of rim, as analyst, until 2999-01-31" in made.stderr
    (line,) = run(store, "account", "key", "list").output.splitlines()
    assert line.split("\t")[:3] == [id_, "rim", "analyst"]
    assert "nightly" in line
    assert run(store, "account", "key", "list", "nobody").output == ""
    run(store, "account", "key", "remove", id_)
    with pytest.raises(InputError, match="no key"):
        run(store, "account", "key", "remove", id_)
    with pytest.raises(InputError, match="has passed"):
        run(store, "account", "key", "add", "rim", "--label", "x", "--expires", "2020-01-01")


def test_a_store_that_is_not_there_is_not_made_by_an_account(tmp_path) -> None:
    with pytest.raises(StoreError, match="no store"):
        add(str(tmp_path / "none.db"), "rim", "admin")


@pytest.mark.parametrize(
    ("address", "proxy", "is_open", "on_loopback"),
    [
        ("127.0.0.1", None, True, True), ("127.8.9.1", None, True, True), ("::1", None, True, True),
        ("0.0.0.0", None, False, False),
        ("::", None, False, False), ("192.168.1.5", None, False, False), ("fe80::1%eth0", None, False, False),
        ("127.0.0.1", "127.0.0.1", False, False),
    ],
)  # fmt: skip
def test_beyond_this_machine_nothing_is_served_without_accounts(store, address, proxy, is_open, on_loopback) -> None:
    with Store(store) as kept:
        if not is_open:
            with pytest.raises(SettingError, match="marsad account add NAME --role admin --store"):
                access_for(kept, address, proxy)
            add(store, "rim", "admin")
        assert access_for(kept, address, proxy)[:2] == (is_open, on_loopback)


@pytest.mark.parametrize("proxy", ["*", "nginx", "10.0.0.0/33", ""])
def test_a_proxy_has_an_address(store, proxy) -> None:
    with Store(store) as kept, pytest.raises(SettingError, match="no address of a proxy"):
        access_for(kept, "127.0.0.1", proxy)


def test_serve_says_what_to_do_and_listens_to_nobody(store) -> None:
    with pytest.raises(MarsadError, match="marsad account add"):
        run(store, "serve", "--host", "0.0.0.0", "--port", "0")
    with pytest.raises(MarsadError, match="marsad account add"):
        run(store, "serve", "--trust-proxy", "127.0.0.1", "--port", "0")


def test_the_help_names_every_role() -> None:
    said = CliRunner().invoke(group, ["account", "--help"]).output
    assert all(role in said for role in ("viewer", "analyst", "reviewer", "admin"))
