"""What is installed is what was tested: a wheel, a clean virtual environment, the web app in a browser's hands."""

import subprocess
import sys
import venv
from pathlib import Path

import httpx
import pytest

from tests.running import Server

ROOT = Path(__file__).parents[1]


def run(command: list[str], folder: Path) -> None:
    """Run a program to its end; if it fails, show what it said."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_wheel_serves_the_web_app_from_a_clean_environment(tmp_path: Path) -> None:
    assert (ROOT / "web/dist/index.html").is_file(), "compile the web app first: make web"
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(tmp_path),
    ]
    run(build, ROOT)
    (wheel,) = tmp_path.glob("callboard-*.whl")
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin/python"), "-m", "pip", "install", "--quiet", str(wheel)]
    run(pip, tmp_path)
    command = [str(environment / "bin/callboard")]
    with Server(tmp_path / "data", "--open", command=command, cwd=tmp_path) as server:
        page = server.get("/")
        assert page.status_code == 200
        assert '<div id="root">' in page.text
        script = page.text.partition('src="/assets/')[2].partition('"')[0]
        asset = server.get(f"/assets/{script}")
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]
        assert server.get("/show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11").text == page.text
        assert server.get("/assets/gone.js").status_code == 404
        created = httpx.post(
            server.address + "/api/documents",
            json={"kind": "show", "title": "Gala", "sample": True},
        )
        assert created.status_code == 201
