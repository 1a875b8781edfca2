"""Named versions of a document: list, name, read, rename, delete (H3)."""

from base64 import b64encode
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, record_of, text_in
from crdt_server.api.errors import BadRequest, NotFound
from crdt_server.api.moments import NOW, VERSION, moment_of
from crdt_server.api.people import person_asking, person_json
from crdt_server.hub.versions import MOST_VERSIONS, TooMany, Version
from docs_model.kinds import kind_of


async def list_versions(request: Request) -> Response:
    """Give the named versions of a document, the latest moment first."""
    record = record_of(request)
    versions = await hub_of(request).versions.of(record.name)
    return answer({"versions": [_as_json(version) for version in versions]})


async def name_version(request: Request) -> Response:
    """Name a moment, by default the present one; it is kept whole from then on."""
    record = record_of(request)
    body = await json_of(request)
    title, said = text_in(body, "title"), body.get("moment", NOW)
    if not isinstance(said, str):
        raise BadRequest("Give the moment as text.")
    moment = await moment_of(request, record.name, said)
    try:
        version = await hub_of(request).versions.name(
            record.name,
            title,
            seq=moment.seq,
            at=moment.at,
            state=moment.whole,
            by=person_asking(request, body),
        )
    except TooMany:
        raise BadRequest(
            f"This document has {MOST_VERSIONS} named versions, as many as it may have. Delete some first."
        ) from None
    return answer({"version": _as_json(version)}, 201)


async def read_version(request: Request) -> Response:
    """Give a document as it was in a version; a free one as the bytes that any Yjs client can read."""
    record = record_of(request)
    version = await _version_of(request)
    moment = await moment_of(request, record.name, VERSION + version.id)
    if not kind_of(record.name).roots:
        update = b64encode(moment.whole).decode()
        return answer({"version": _as_json(version), "update": update})
    return answer({"version": _as_json(version), "content": moment.content})


async def rename_version(request: Request) -> Response:
    """Give a version another name."""
    version = await _version_of(request)
    title = text_in(await json_of(request), "title")
    renamed = await hub_of(request).versions.rename(record_of(request).name, version, title)
    return answer({"version": _as_json(renamed)})


async def delete_version(request: Request) -> Response:
    """Forget a version; the document itself is not touched."""
    version = await _version_of(request)
    await hub_of(request).versions.delete(record_of(request).name, version)
    return answer({"version": _as_json(version)})


async def _version_of(request: Request) -> Version:
    record = record_of(request)
    version = await hub_of(request).versions.find(record.name, request.path_params["version"])
    if version is None:
        raise NotFound("There is no such version; somebody may have deleted it.")
    return version


def _as_json(version: Version) -> dict[str, Any]:
    return {
        "id": version.id,
        "moment": VERSION + version.id,
        "title": version.title,
        "seq": version.seq,
        "at": version.at,
        "named_at": version.named_at,
        "by": person_json(version.by),
        "bytes": version.size,
    }
