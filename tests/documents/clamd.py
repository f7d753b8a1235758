"""A small clamd on a real unix socket: speaks INSTREAM and knows one virus, the one made for tests."""

import socketserver
import struct
import threading
from contextlib import contextmanager

# The test file every antivirus finds (eicar.org), in two halves so that none finds it here.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Talk(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.mood == "silent":
            self.server.enough.wait(5)
            return
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if self.server.mood == "small":
                return self.say(b"INSTREAM size limit exceeded. ERROR")
        self.server.heard.append(content)
        self.server.meanwhile()
        self.say(b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK")

    def say(self, words):
        self.wfile.write(words + b"\0")


@contextmanager
def clamd(path):
    """The daemon on ``path``; its ``mood`` may be "well", "silent" or "small", ``heard`` holds what was sent.

    ``meanwhile`` is called before each answer.
    """
    with socketserver.ThreadingUnixStreamServer(str(path), Talk) as server:
        server.mood, server.heard, server.enough = "well", [], threading.Event()
        server.daemon_threads, server.meanwhile = True, lambda: None
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.enough.set()
        server.shutdown()
        thread.join()
