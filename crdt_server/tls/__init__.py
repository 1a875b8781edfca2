"""https and wss by the server itself: the files with its certificate and key, and handshakes with them (A22).

    files ─▶ pair (read, and found to belong together) ─▶ contexts (handshakes) ─▶ uvicorn
                       └─▶ certificate (names, from when until when) ─▶ greeting, doctor, log

Files are read again when they have changed; while they cannot be used, handshakes go on with what was read before.
"""
