"""The files of the web app: hashed assets for ever, the page itself always fresh, and every other path is the page."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles

PACKAGED = Path(__file__).parent.parent / "webapp"
BUILT_HERE = Path(__file__).parent.parent.parent / "web" / "dist"
FOR_EVER = "public, max-age=31536000, immutable"
ALWAYS_ASK = "no-cache"

NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Callboard</title>
<body style="font:16px/1.5 system-ui;max-width:36em;margin:4em auto;padding:0 1em">
<h1>The web app is not built</h1>
<p>The server runs, and any Yjs client can use it. To see the web app, run <code>make web</code>
and reload this page.</p>"""


def directory() -> Path | None:
    """Give the directory of the compiled web app: from the installed package, or built in a checkout."""
    return next(
        (place for place in (PACKAGED, BUILT_HERE) if (place / "index.html").is_file()), None
    )


class WebApp:
    """Serves the compiled web app."""

    def __init__(self) -> None:
        self._directory = directory()
        self._assets = StaticFiles(directory=self._directory) if self._directory else None

    async def page(self, request: Request) -> Response:
        """Answer a path with a file of the app, or with the page that draws every screen."""
        if self._directory is None or self._assets is None:
            return HTMLResponse(NOT_BUILT, status_code=503)
        path = request.path_params.get("path", "")
        if path and (self._directory / path).is_file():
            response = await self._assets.get_response(path, request.scope)
            response.headers["cache-control"] = (
                FOR_EVER if path.startswith("assets/") else ALWAYS_ASK
            )
            return response
        if path.startswith("assets/"):
            return HTMLResponse(
                "This file is not part of the app any more; reload the page.", status_code=404
            )
        return FileResponse(self._directory / "index.html", headers={"cache-control": ALWAYS_ASK})
