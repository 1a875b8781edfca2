"""The files of the web app, and nothing else of this machine."""

from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from crdt_server.api.webapp import WebApp, files_in

pytestmark = pytest.mark.anyio


async def asked(folder: Path, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
    if not (folder / "assets").exists():
        (folder / "assets").mkdir()
        (folder / "index.html").write_text("the page")
        (folder / "assets/app.js").write_text("the app")
    app = Starlette(routes=[Route("/{path:path}", WebApp(files_in(folder)).page)])
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path, headers=headers)


async def test_files_are_sent_and_a_copy_that_is_good_is_not(tmp_path: Path) -> None:
    asset = await asked(tmp_path, "/assets/app.js")
    assert asset.text == "the app" and "immutable" in asset.headers["cache-control"]
    again = await asked(tmp_path, "/assets/app.js", {"if-none-match": asset.headers["etag"]})
    assert again.status_code == 304
    assert (await asked(tmp_path, "/assets/gone.js")).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["//etc/passwd", "//etc/nopasswd", "/..%2f..%2f..%2fetc/passwd", "/%00", "/" + "x" * 300],
)
async def test_nothing_can_be_learned_of_what_else_is_on_the_disk(
    tmp_path: Path, path: str
) -> None:
    answer = await asked(tmp_path, f"http://localhost{path}")
    assert (answer.status_code, answer.text) == (200, "the page")
