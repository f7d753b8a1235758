"""A mail server on this machine that speaks SMTP as far as a letter needs it, or misbehaves as real ones do."""

import email
import email.policy
import socketserver
import threading
from contextlib import contextmanager

HANGS = "hangs"  # takes the connection and never says a word
REFUSES = "refuses"  # is not in service
UNKNOWN_RECIPIENT = "unknown recipient"
BUSY = "busy"  # takes nobody's letter for the moment
DROPS = "drops"  # takes the text, then the connection is lost before it says so


class Server(socketserver.ThreadingTCPServer):
    """``letters`` are those it took, parsed; ``behaviour`` may change between two connections."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.behaviour, self.letters, self.connections = "", [], 0
        self.over = threading.Event()


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.server.connections += 1
        behaviour = self.server.behaviour
        if behaviour == HANGS:
            self.server.over.wait(20)
            return
        if behaviour == REFUSES:
            self.say("554 no service")
            return
        self.say("220 mail.example.vn ESMTP")
        while line := self.rfile.readline().decode().strip().upper():
            if not self.answer(line.split(":")[0].split()[0], behaviour):
                return

    def answer(self, verb, behaviour):
        """False ends the conversation."""
        if verb == "RCPT" and behaviour == UNKNOWN_RECIPIENT:
            self.say("550 no such user")
        elif verb == "MAIL" and behaviour == BUSY:
            self.say("451 try again later")
        elif verb == "DATA":
            self.say("354 go on")
            text = b"".join(iter(self.rfile.readline, b".\r\n")).replace(b"\r\n", b"\n")
            if behaviour == DROPS:
                return False
            self.server.letters.append(email.message_from_bytes(text, policy=email.policy.default))
            self.say("250 taken")
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 mail.example.vn")
        return True


@contextmanager
def serving(settings, behaviour=""):
    """A mail server that the program is told to use; it is given half a second for each answer."""
    with Server() as server:
        server.behaviour = behaviour
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 0.5
        yield server
        server.over.set()
        server.shutdown()
