# SPDX-License-Identifier: Apache-2.0
"""Kate on a screen that nobody sees, and what goes between it and a server; needs kate, Xvfb and xdotool.

Kate's LSP client has no interface for scripts: keys are pressed, and what is looked at is what it and the server tell each other, its
windows and the files that it saves."""
import contextlib
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import tempfile
import time

PATIENCE = 120  # Seconds; a bound against hanging.
HEAD = re.compile(rb"Content-Length: *(\d+)\r\n(?:[^\r\n]+\r\n)*\r\n")


class Stuck(Exception):
    pass


def stop(process):
    """Ends a program and what it started."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(10)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            pass


@contextlib.contextmanager
def screen():
    """The name of a screen; Xvfb itself finds one that nobody has."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1024x768x24", "-nolisten", "tcp"], pass_fds=[writing],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    os.close(writing)
    try:
        with os.fdopen(reading) as number:
            yield f":{number.readline().strip()}"
    finally:
        stop(process)


def recorder(path, server):
    """A program that is the server, and writes down how it was started, what went through, and that it ended."""
    path.write_text(
        '#!/bin/sh\necho "$*" >>"$RECORD/started"\n'
        f'tee "$RECORD/in" | {{ {shlex.quote(server)} "$@"; echo $? >"$RECORD/ended"; }} | tee "$RECORD/out"\n', encoding="utf-8")
    path.chmod(0o755)


class Kate:
    """One run of Kate in the home; ends with its block."""

    def __init__(self, screen, home, *arguments):
        self.record = pathlib.Path(tempfile.mkdtemp(dir=home))
        # The user's variables are not passed on, so that nothing of theirs is read or written; a session bus would lead to a Kate
        # that is running already.
        self.environment = {
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}", "HOME": str(home), "TMPDIR": str(self.record), "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.record), "DBUS_SESSION_BUS_ADDRESS": "disabled:", "DISPLAY": screen,
            "QT_QPA_PLATFORM": "xcb", "QT_LOGGING_RULES": "kf.*=false", "RECORD": str(self.record)}
        with open(self.record / "log", "wb") as log:
            self.process = subprocess.Popen(
                ["kate", "-n", *arguments], env=self.environment, cwd=home / "work", stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        stop(self.process)

    def messages(self, stream, method):
        """What went through of a method so far; the last message may be there in part."""
        path, found, at = self.record / stream, [], 0
        data = path.read_bytes() if path.exists() else b""
        while head := HEAD.match(data, at):
            at = head.end() + int(head[1])
            if at <= len(data):
                found.append(json.loads(data[head.end():at]))
        return [one.get("params") or {} for one in found if one.get("method") == method]

    def until(self, what, condition, ends=False):
        """What the condition gives as soon as it is something; Kate may have ended only where that is waited for."""
        limit = time.monotonic() + PATIENCE
        while not (found := condition()):
            ended = self.process.poll() is not None
            if time.monotonic() > limit or ended and not ends:
                titles = self.xdotool("search", "--onlyvisible", "--name", "", "getwindowname", "%@").splitlines()
                log = (self.record / "log").read_text(errors="replace")[-2000:]
                raise Stuck(f"{what} never came; Kate {'has ended' if ended else f'shows {titles}'}; its log: {log!r}")
            time.sleep(0.05)
        return found

    def sent(self, method):
        return self.until(method, lambda: self.messages("in", method))[-1]

    def diagnostics(self, path, holds):
        """The file's diagnostics as soon as they are as wanted."""
        def last():
            reports = [one for one in self.messages("out", "textDocument/publishDiagnostics") if one["uri"] == path.as_uri()]
            return [one for one in reports[-1:] if holds(one["diagnostics"])]
        return self.until(f"the wanted diagnostics of {path.name}", last)[0]["diagnostics"]

    def xdotool(self, *arguments):
        return subprocess.run(
            ["xdotool", *arguments], env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            timeout=PATIENCE).stdout

    def windows(self, title):
        return self.xdotool("search", "--onlyvisible", "--name", title).split()

    def press(self, title, *keys):
        """Presses keys in the window as soon as it is there; without a window manager the focus is where it is put."""
        window = self.until(f"the window {title}", lambda: self.windows(title))[0]
        self.xdotool("windowfocus", "--sync", window, "key", "--clearmodifiers", *keys)

    def saves(self, path, text):
        """Saves until the file is as wanted, as the server may answer after the key."""
        def saved():
            self.press(re.escape(path.name), "ctrl+s")
            return path.read_text(encoding="utf-8") == text
        try:
            self.until(f"the wanted {path.name}", saved)
        except Stuck as stuck:
            raise Stuck(f"{stuck}; the file is {path.read_text(encoding='utf-8')!r}") from None

    def quits(self, path):
        """Quits as its user does; what Kate and the server ended with."""
        self.press(re.escape(path.name), "ctrl+q")
        self.until("Kate's end", lambda: self.process.poll() is not None, ends=True)
        ended = self.record / "ended"
        self.until("the server's end", lambda: ended.exists() and ended.read_text(), ends=True)
        return self.process.returncode, int(ended.read_text())
