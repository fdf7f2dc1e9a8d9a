"""The rehearsal: it answers, takes mail's connections, and keeps what it was told."""

import json
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from beats import is_silent

told = {
    name: value
    for name, value in os.environ.items()
    if name.startswith(("REHEARSAL_", "SLACK_", "DATABASE_"))
}
Path(os.environ["REHEARSAL_STATE"]).mkdir(exist_ok=True)
(Path(os.environ["REHEARSAL_STATE"]) / "told.json").write_text(json.dumps(told))


class Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(503 if is_silent("rehearsal") else 200)
        self.end_headers()


def take_mail() -> None:
    mail = socket.socket(fileno=int(os.environ["REHEARSAL_SMTP_FD"]))
    while True:
        line, _ = mail.accept()
        line.sendall(b"220 stand-in\r\n")
        line.close()


threading.Thread(target=take_mail, daemon=True).start()
server = HTTPServer(("127.0.0.1", 0), Answer, bind_and_activate=False)
server.socket = socket.socket(fileno=int(os.environ["REHEARSAL_FD"]))
server.serve_forever()
