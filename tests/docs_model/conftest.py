"""Properties are about what is right, not about how busy the machine is."""

from hypothesis import settings

settings.register_profile("docs_model", deadline=None)
settings.load_profile("docs_model")
