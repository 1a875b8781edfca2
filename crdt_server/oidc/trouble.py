"""What can go wrong on the way through an OpenID provider; each says so in a sentence for whoever signs in.

Trouble
├── NotProven       what came back does not prove who somebody is: begin again
└── ProviderDown    the provider does not answer, or not as it should: try later, or tell whoever runs the server
"""


class Trouble(Exception):
    """Somebody could not be signed in by the provider."""


class NotProven(Trouble):
    """What came back proves nothing."""


class ProviderDown(Trouble):
    """The provider does not answer as it should."""
