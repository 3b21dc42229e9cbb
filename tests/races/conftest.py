"""Several workers at once: threads with a connection of their own, let go in the same instant."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[Any]]:
    """Runs a function in so many threads at the same time and gives back what each of them returned."""

    def run(function: Callable[[], Any], *, workers: int = 8) -> list[Any]:
        start = threading.Barrier(workers)
        answers: list[Any] = []
        failures: list[BaseException] = []

        def work() -> None:
            try:
                start.wait(timeout=30)
                answers.append(function())
            except BaseException as failure:  # the thread of the test raises it again, below
                failures.append(failure)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        if failures:
            raise failures[0]
        assert len(answers) == workers, "a worker never came back"
        return answers

    return run
