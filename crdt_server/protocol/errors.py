"""What can be wrong with bytes from the network.

Malformed       somebody broke the wire or sent an impossible update: that socket is closed (W5)
└── TooLarge    a message, a name, a state or a count is over its limit
"""


class Malformed(Exception):
    """Somebody sent bytes that cannot be what they claim to be; the text says what was wrong."""

    close_code = 1007


class TooLarge(Malformed):
    """Somebody sent more than the limit allows."""

    close_code = 1009
