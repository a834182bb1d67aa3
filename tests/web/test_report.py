"""Situation reports over the API."""

import pytest

ASKED = {"area": "SY", "period": "2018-03-05/2018-03-11", "language": "en"}
FORMATS = (("html", "text/html", b"<!doctype html>"), ("md", "text/markdown", b"# Situation report: Syria"), ("pdf", "application/pdf", b"%PDF-"))


@pytest.mark.parametrize(("form", "media_type", "begins"), FORMATS)
def test_a_report_is_a_file_to_keep(client, form: str, media_type: str, begins: bytes) -> None:
    answer = client.get("/api/v1/report", params=ASKED | {"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["content-disposition"] == f'attachment; filename="marsad-2018-03-05-2018-03-12.{form}"'
    assert answer.content.startswith(begins)


def test_it_tells_of_what_happened_there(client) -> None:
    text = client.get("/api/v1/report", params=ASKED | {"format": "md"}).text
    assert "Douma, 10 March 2018: Air strike; 23 killed" in text


@pytest.mark.parametrize("wrong", [{"area": "nowhere at all"}, {"period": "yesterday"}])
def test_what_is_no_area_or_period_is_said(client, wrong: dict[str, str]) -> None:
    answer = client.get("/api/v1/report", params=ASKED | wrong)
    assert answer.status_code == 400
    assert next(iter(wrong.values())) in answer.json()["detail"]
