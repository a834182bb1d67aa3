"""What an article holds is data: no answer is anything that a browser would run."""

import json

import pytest
from tests.web.filling import SCRIPT


@pytest.mark.parametrize("path", ["articles", "events", "sources", "review/queue", "judgements"])
def test_scripts_in_titles_and_outlets_stay_text(client, path) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if path in ("articles", "sources"):
        assert f"outlet {SCRIPT}" in json.dumps(answer.json(), ensure_ascii=False)
