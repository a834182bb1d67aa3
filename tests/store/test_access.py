"""Who may use a store: accounts, sessions, keys and the log, on SQLite and on a real PostgreSQL."""

import pytest
from tests.store.documents import make_documents

from marsad.engine.ingest import ingest
from marsad.errors import InputError
from marsad.settings import Settings
from marsad.store.accounts import Account, add_account, change_account, find_account, has_accounts, list_accounts, note_login, password_hash
from marsad.store.api_keys import MOST_KEYS, ApiKey, add_key, find_key, list_keys, note_key_use, remove_key
from marsad.store.audit import AuditEntry, add_audit, list_audit
from marsad.store.sessions import add_session, end_old_sessions, end_session, find_session, note_use
from marsad.store.store import Store

AT = "2024-01-01T00:00:00.000+00:00"
LATER = "2024-01-02T00:00:00.000+00:00"


@pytest.fixture
def store(address):
    with Store(address) as store:
        yield store


@pytest.fixture
def team(store) -> Store:
    for name, role in (("rim", "admin"), ("omar", "reviewer")):
        add_account(store, Account(name, role, True, AT), f"hash of {name}")
    return store


def test_the_first_account_is_an_admin_and_one_stays(store) -> None:
    assert not has_accounts(store)
    with pytest.raises(InputError, match="first account must be an admin"):
        add_account(store, Account("omar", "viewer", True, AT), "h")
    add_account(store, Account("rim", "admin", True, AT), "h")
    assert has_accounts(store)
    for change in ({"role": "reviewer"}, {"active": False}):
        with pytest.raises(InputError, match="last active admin"):
            change_account(store, "rim", **change)
    assert find_account(store, "rim") == Account("rim", "admin", True, AT)
    add_account(store, Account("omar", "admin", True, AT), "h")
    change_account(store, "rim", active=False)
    assert password_hash(store, "rim") is None, "who is not active has no password to be tried"
    with pytest.raises(InputError, match="last active admin"):
        change_account(store, "omar", role="viewer")


def test_accounts_are_told_and_changed_without_their_passwords(team) -> None:
    assert list_accounts(team) == [Account("omar", "reviewer", True, AT), Account("rim", "admin", True, AT)]
    note_login(team, "omar", LATER)
    change_account(team, "omar", role="analyst", password="other")
    assert find_account(team, "omar") == Account("omar", "analyst", True, AT, LATER)
    assert (password_hash(team, "omar"), password_hash(team, "nobody"), find_account(team, "nobody")) == ("other", None, None)
    with pytest.raises(InputError, match="no account"):
        change_account(team, "nobody", role="viewer")
    with pytest.raises(InputError, match="already"):
        add_account(team, Account("omar", "viewer", True, AT), "h")


def test_sessions_follow_their_account(team) -> None:
    for digest in ("one", "two"):
        add_session(team, digest, "omar", AT)
    change_account(team, "omar", role="viewer")
    assert find_session(team, "one").role == "viewer", "the role is the one that the account has now"
    note_use(team, "one", LATER)
    end_old_sessions(team, used_before=LATER, created_before=AT)
    assert (find_session(team, "one").used, find_session(team, "two")) == (LATER, None)
    end_old_sessions(team, used_before=AT, created_before=LATER)
    assert find_session(team, "one") is None
    add_session(team, "three", "omar", AT)
    end_session(team, "three")
    assert find_session(team, "three") is None
    add_session(team, "six", "omar", AT)
    change_account(team, "omar", password="new")
    assert find_session(team, "six") is None


def test_keys_are_found_by_their_id_and_removed_by_their_owner(team) -> None:
    key = ApiKey("k1", "omar", "nightly", "analyst", AT, LATER)
    add_key(team, key, "digest")
    known = find_key(team, "k1")
    assert (known.key, known.digest, known.account_role, known.active) == (key, "digest", "reviewer", True)
    note_key_use(team, "k1", LATER)
    assert [held.used for held in list_keys(team, "omar")] == [LATER]
    assert (list_keys(team, "rim"), len(list_keys(team)), find_key(team, "k2")) == ([], 1, None)
    assert not remove_key(team, "k1", "rim")
    assert remove_key(team, "k1", "omar")
    for number in range(MOST_KEYS):
        add_key(team, ApiKey(f"n{number}", "omar", "", "viewer", AT), "d")
    with pytest.raises(InputError, match="remove those"):
        add_key(team, ApiKey("more", "omar", "", "viewer", AT), "d")


def test_the_log_is_read_backwards_in_pages(store) -> None:
    entries = [AuditEntry(AT, ("rim", "omar")[number % 2], "session", "10.0.0.1", "GET", f"/{number}", 200) for number in range(5)]
    for entry in entries:
        add_audit(store, entry)
    first = list_audit(store, 2)
    second = list_audit(store, 3, first.next)
    assert [*first.entries, *second.entries] == entries[::-1]
    assert second.next is None
    assert [entry.path for entry in list_audit(store, 9, account="omar").entries] == ["/3", "/1"]


def test_counts_and_the_revision_know_nothing_of_it(team) -> None:
    before = team.revision()
    add_audit(team, AuditEntry(AT, "rim", "", "", "GET", "/", 200))
    assert team.revision() == before
    assert not {"accounts", "sessions", "api_keys", "audit"} & team.counts().keys()
    ingest(make_documents(1), team, Settings())
    assert team.counts()["documents"] == 1
