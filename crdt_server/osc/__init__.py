"""OSC, the plain messages of show control over UDP: commands in, what is on out."""
