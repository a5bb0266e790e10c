"""How many statements an answer took: exactly, those of session and person included."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

ALL, IN_TRANSACTION = "X-Statements", "X-Statements-In-Transaction"
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET CONSTRAINTS")
"""How statements begin that ask nothing and change no row."""


class Count:
    """Stands around each statement of one request."""

    def __init__(self) -> None:
        self.all = self.in_transaction = 0

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        """Counts the statement, and whether a transaction is open, then carries it out."""
        if not str(sql).startswith(BOOKKEEPING):
            self.all += 1
            self.in_transaction += context["connection"].in_atomic_block
        return execute(sql, params, many, context)


class Counted:
    """Gives each answer its two numbers as headers; stands first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        count = Count()
        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers[ALL] = str(count.all)
        response.headers[IN_TRANSACTION] = str(count.in_transaction)
        return response
