"""The files of the web app: hashed assets for ever, the page itself always fresh, and every other path is the page.

The folder does not change while the server runs, so its files are listed once, and a path is only ever looked up in
that list: what else lies on this machine's disk cannot be asked about, let alone read.
"""

from collections.abc import Mapping
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

PACKAGED = Path(__file__).parent.parent / "webapp"
BUILT_HERE = Path(__file__).parent.parent.parent / "web" / "dist"
PAGE = "index.html"
FOR_EVER = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"

NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Callboard</title>
<body>
<h1>The web app is not built</h1>
<p>The server runs, and any Yjs client can use it. To see the web app, run <code>make web</code>,
start the server again and reload this page.</p>"""


def directory() -> Path | None:
    """Give the directory of the compiled web app: from the installed package, or built in a checkout."""
    return next((place for place in (PACKAGED, BUILT_HERE) if (place / PAGE).is_file()), None)


def files_in(place: Path | None) -> dict[str, Path]:
    """Give the files of a directory by their path in an address; none of no directory."""
    found = sorted(place.rglob("*")) if place else []
    return {file.relative_to(place).as_posix(): file for file in found if place and file.is_file()}


class WebApp:
    """Serves the compiled web app."""

    def __init__(self, files: Mapping[str, Path] | None = None) -> None:
        self._files = files_in(directory()) if files is None else files

    async def page(self, request: Request) -> Response:
        """Answer a path with a file of the app, or with the page that draws every screen."""
        if PAGE not in self._files:
            return HTMLResponse(NOT_BUILT, status_code=503)
        path: str = request.path_params.get("path", "")
        is_asset = path.startswith("assets/")
        file = self._files.get(path)
        if file is None and is_asset:
            return HTMLResponse(
                "This file is not part of the app any more; reload the page.", status_code=404
            )
        cache = FOR_EVER if is_asset else ALWAYS_ASK
        return _sent(file or self._files[PAGE], request, cache)


def _sent(file: Path, request: Request, cache: str) -> Response:
    """Send a file, or say that the browser's copy is still good."""
    try:
        response = StaticFiles().file_response(file, file.stat(), request.scope)
    except OSError:
        return HTMLResponse("The app was built anew; start the server again.", status_code=404)
    response.headers["cache-control"] = cache
    return response
