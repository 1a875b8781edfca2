"""How a webhook proves that it comes from here: Standard Webhooks, HMAC-SHA256 over id, time and body.

webhook-id          the same for every attempt: whoever has seen it has the message already
webhook-timestamp   Unix seconds of this attempt: an old one is somebody's copy
webhook-signature   v1,<base64 of the HMAC of "id.timestamp.body">
"""

import base64
import hashlib
import hmac
import secrets
from typing import Final

PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32


def new_signing_secret() -> str:
    """Make a secret: whoever receives the webhooks has it as well."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signature(secret: str, message: str, seconds: int, body: bytes) -> str:
    """Sign a message that is sent at a moment."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message}.{seconds}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers(secret: str, message: str, seconds: int, body: bytes) -> dict[str, str]:
    """Give what goes along with a body."""
    return {
        "content-type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature(secret, message, seconds, body),
    }
