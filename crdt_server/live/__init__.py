"""The shell around the channels: journals, followers and the `/live` socket."""
