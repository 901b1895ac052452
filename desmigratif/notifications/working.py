"""What a job is to a worker: a Celery task that the outbox hands over, with words for the administrator."""

from collections.abc import Callable
from typing import Any

from celery import Task, shared_task
from django.utils.module_loading import autodiscover_modules

from desmigratif.notifications import outbox

_words: dict[str, str] = {}
Work = Callable[..., None]


def job(name: str, words: str) -> Callable[[Work], Task]:
    """Make a function a task of the outbox. It takes ids, makes one call of a service, and may run twice."""

    def decorate(function: Work) -> Task:
        def run(self: Task, **arguments: Any) -> None:
            outbox.run(self.request.id, lambda: function(**arguments))

        run.__doc__, run.__module__ = function.__doc__, function.__module__
        _words[name] = words
        return shared_task(name=name, bind=True)(run)

    return decorate


def words_of_jobs() -> dict[str, str]:
    """Every job in words, by the name of its task."""
    autodiscover_modules("tasks")
    return _words
