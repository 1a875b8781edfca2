"""A message is signed as Standard Webhooks says, so that any library of theirs can check it (O12)."""

from crdt_server.webhooks.signing import headers, new_signing_secret, signature


def test_O12_the_signature_of_the_specification_comes_out() -> None:
    """The example that libraries of Standard Webhooks are tested with."""
    assert (
        signature(
            "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_O12_secrets_are_made_by_chance_and_long_enough() -> None:
    one, other = new_signing_secret(), new_signing_secret()
    assert one != other
    assert one.startswith("whsec_")
    assert len(one) == len("whsec_") + 44
    said = headers(one, "msg_1", 7, b"{}")
    assert said["webhook-signature"] != headers(other, "msg_1", 7, b"{}")["webhook-signature"]
    assert one not in str(said)
