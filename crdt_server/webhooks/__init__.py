"""Webhooks: what is decided in a show is posted to addresses that a workspace has named, signed, until it arrives."""
