"""The worker that reads pages: killed past its time, replaced when it died, never mixing up its answers."""

import os
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.outlets import page

from marsad.stages.read import page_worker
from marsad.stages.read.page_worker import PageWorker


@pytest.fixture
def worker():
    found = PageWorker()
    yield found
    found.close()


def test_one_process_reads_many_pages_and_each_answer_is_its_pages(worker: PageWorker) -> None:
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(lambda number: worker.read(page(f"خبر {number}"), 20), range(40)))
    assert [fields["title"] for fields in read] == [f"خبر {number}" for number in range(40)]


def test_it_is_killed_past_its_time_and_the_next_page_is_read(worker: PageWorker) -> None:
    worker.read(page("خبر"), 20)
    process = worker._process
    with pytest.raises(TimeoutError):
        worker.read(b"<html><body>" + b"<div><p>word word</p>" * 150_000, 0.02)
    assert process.poll() is not None, "the worker is gone, not only given up"
    begun = time.monotonic()
    assert worker.read(page("بعد"), 20)["title"] == "بعد"
    assert time.monotonic() - begun < 15


def test_a_worker_that_died_is_replaced(worker: PageWorker) -> None:
    worker.read(page("خبر"), 20)
    os.kill(worker._process.pid, 9)
    worker._process.wait()
    assert worker.read(page("بعد"), 20)["title"] == "بعد"


def test_it_is_replaced_after_a_number_of_pages(worker: PageWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_worker, "PAGES_A_WORKER", 2)
    processes = set()
    for _ in range(5):
        worker.read(page("خبر"), 20)
        processes.add(worker._process.pid)
    assert len(processes) == 3


def test_a_page_larger_than_a_pipe_goes_through(worker: PageWorker) -> None:
    fields = worker.read(page("خبر", text="قال المتحدث إن المدينة هادئة. " * 40_000), 60)
    assert len(fields["text"]) > 100_000


def test_the_worker_belongs_to_its_process() -> None:
    first = page_worker.page_worker()
    assert page_worker.page_worker() is first
    assert page_worker._worker_of(-1) is not first
