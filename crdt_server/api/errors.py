"""An error that a client of the API gets: a code for programs, a sentence for people (A3).

ApiError
├── BadRequest (400)     the request cannot be understood
├── NotSignedIn (401)    nobody knows who asks
├── Forbidden (403)      whoever asks may not do that
├── NotFound (404)       there is no such document or path
├── NotShown (404)       whoever asks may not see it, and is told what would let them
├── NotDone (409)        it is understood and allowed, and not possible as things are
├── Gone (410)           the document was deleted and can be restored
├── TooOldToShow (410)   the moment is older than what is kept of the history
├── TooLarge (413)       the upload is over the limit
├── TooMany (429)        it was tried too often; wait
└── Unavailable (503)    the server cannot do it right now; trying again may help

What others raise becomes one of these: a value that a document does not allow is a BadRequest, a document that is full
is TooLarge, a store that fails makes the server Unavailable. Whatever else is raised is a bug (500).
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.room.fullness import DocumentFull
from docs_model.write import NotAllowed
from persistence.store import StoreError


class ApiError(Exception):
    """Something that was asked cannot be done."""

    status = 400
    code = "bad_request"


class BadRequest(ApiError):
    """The request cannot be understood."""


class NotSignedIn(ApiError):
    """Nobody knows who asks."""

    status = 401
    code = "not_signed_in"


class Forbidden(ApiError):
    """Whoever asks may not do that."""

    status = 403
    code = "forbidden"


class TooMany(ApiError):
    """It was tried too often."""

    status = 429
    code = "too_many_requests"


class NotFound(ApiError):
    """There is no such thing here."""

    status = 404
    code = "not_found"


class NotShown(ApiError):
    """It is not shown to whoever asks."""

    status = 404
    code = "not_shown"


class NotDone(ApiError):
    """It is not possible as things are; the code says why."""

    status = 409

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Gone(ApiError):
    """It was deleted, and can be restored."""

    status = 410
    code = "deleted"


class TooOldToShow(ApiError):
    """The moment is older than what is kept."""

    status = 410
    code = "too_old"


class TooLarge(ApiError):
    """More was sent than the limit allows."""

    status = 413
    code = "too_large"


class Unavailable(ApiError):
    """It cannot be done right now."""

    status = 503
    code = "unavailable"


async def explain(request: Request, error: Exception) -> Response:
    """Answer with an error's code and sentence."""
    assert isinstance(error, ApiError)
    return answer({"error": {"code": error.code, "message": str(error)}}, error.status)


async def explain_http(request: Request, error: Exception) -> Response:
    """Answer for errors that the framework found itself: an unknown path, a method that is not allowed."""
    status = getattr(error, "status_code", 500)
    message = f"{getattr(error, 'detail', 'Something went wrong')}. The paths are listed at /api/openapi.json."
    return answer({"error": {"code": "http", "message": message}}, status)


async def explain_not_allowed(request: Request, error: Exception) -> Response:
    """Answer for a value that a document does not take."""
    return await explain(request, BadRequest(f"This cannot be written: {error}."))


async def explain_full(request: Request, error: Exception) -> Response:
    """Answer for a document that has no room for what was sent (L1)."""
    return await explain(request, TooLarge(str(error)))


async def explain_store(request: Request, error: Exception) -> Response:
    """Answer while the store fails; its sentence says what to do."""
    return await explain(request, Unavailable(str(error)))


async def explain_bug(request: Request, error: Exception) -> Response:
    """Answer for a mistake of ours; the server that runs this logs the error itself."""
    message = (
        "Something went wrong here, and it is not your fault. The server's log has the details."
    )
    return answer({"error": {"code": "bug", "message": message}}, 500)


HANDLERS: Mapping[type[Exception], Callable[[Request, Exception], Awaitable[Response]]] = {
    ApiError: explain,
    HTTPException: explain_http,
    NotAllowed: explain_not_allowed,
    DocumentFull: explain_full,
    StoreError: explain_store,
    Exception: explain_bug,
}
