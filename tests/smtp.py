"""A small mail server for tests: it keeps what it is given, and can refuse, stall or break off."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 sink ready")
        sender, recipients = "", []
        while line := self.rfile.readline():
            words = line.decode().strip()
            verb = words[:4].upper()
            if verb in ("EHLO", "HELO"):
                self.say("250 sink")
            elif verb == "MAIL":
                sender, recipients = words, []
                self.say("250 ok")
            elif verb == "RCPT":
                if self.refuses(words):
                    continue
                recipients.append(words[8:].strip("<> "))
                self.say("250 ok")
            elif verb == "DATA":
                if self.server.breaks_off > 0:
                    self.server.breaks_off -= 1
                    return
                self.say("354 go on")
                self.take(sender, recipients)
            elif verb == "RSET":
                self.say("250 ok")
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("502 not known here")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def refuses(self, words: str) -> bool:
        if any(address in words for address in self.server.unknown):
            self.say("550 nobody of that name here")
            return True
        if self.server.busy > 0:
            self.server.busy -= 1
            self.say("451 try again later")
            return True
        return False

    def take(self, sender: str, recipients: list[str]) -> None:
        body = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            body += line[1:] if line.startswith(b"..") else line
        time.sleep(self.server.stalls)
        message = message_from_bytes(body, policy=policy.default)
        assert isinstance(message, EmailMessage)
        with self.server.lock:
            self.server.messages.append(message)
        self.say("250 kept")


class MailServer(socketserver.ThreadingTCPServer):
    """What it keeps, and how it misbehaves: `busy` and `breaks_off` count times, `stalls` is in seconds."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.lock = threading.Lock()
        self.messages: list[EmailMessage] = []
        self.connections = 0
        self.unknown: set[str] = set()
        self.busy = 0
        self.breaks_off = 0
        self.stalls = 0.0

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def running() -> Iterator[MailServer]:
    """A mail server on a free port, for as long as the block lasts."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(timeout=10)
