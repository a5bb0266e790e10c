"""Says in a header which templates an answer was made of, so that a test knows that it has seen a page."""

import threading
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.base import Template

HEADER = "X-Rendered"

_seen = threading.local()


def _noting(render: Callable[..., Any]) -> Callable[..., Any]:
    def noted(template: Template, context: Any) -> Any:
        if template.name:
            getattr(_seen, "names", {})[template.name] = True
        return render(template, context)

    return noted


class Witness:
    """The outermost middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        Template._render = _noting(Template._render)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _seen.names = {}
        answer = self.get_response(request)
        answer[HEADER] = " ".join(_seen.names)
        return answer
