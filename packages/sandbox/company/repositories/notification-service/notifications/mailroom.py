"""From an event to a letter in the outbox, once."""

import json
import os
from collections import Counter
from pathlib import Path

from notifications.templating import TemplateError, parse, render

LETTERS = Path(__file__).parent / "letters"


class Mailroom:
    """Remembers the last event it handled beside the letters, so that a restart writes none twice."""

    def __init__(self, outbox):
        self.outbox = Path(outbox)
        self.outbox.mkdir(parents=True, exist_ok=True)
        self.templates = {path.stem: parse(path.read_text(encoding="utf-8"))
                          for path in LETTERS.glob("*.txt")}
        self.outcomes = Counter()

    @property
    def last_event(self):
        try:
            return int((self.outbox / "last-event").read_text())
        except FileNotFoundError:
            return 0

    def handle(self, event):
        """Returns "written", "no-letter", "seen" or "refused"."""
        outcome = self._outcome(event)
        self.outcomes[outcome] += 1
        return outcome

    def _outcome(self, event):
        if event["id"] <= self.last_event:
            return "seen"
        outcome = self._write(event)
        _replace(self.outbox / "last-event", str(event["id"]))
        return outcome

    def _write(self, event):
        if event["type"] not in self.templates:
            return "no-letter"
        try:
            letter = self.preview(event)
        except TemplateError as error:
            # One bad event must not stop the letters behind it.
            _replace(self.outbox / f"{event['id']}.refused", f"{error}\n{json.dumps(event)}\n")
            return "refused"
        letter["to"] = event["order"]["customerId"]
        _replace(self.outbox / f"{event['id']}.json", json.dumps(letter))
        return "written"

    def preview(self, event):
        parts = self.templates.get(event.get("type"))
        if parts is None:
            raise TemplateError(f"type: {event.get('type')!r} has no letter; there are "
                                + ", ".join(sorted(self.templates)))
        head, _, body = render(parts, event).partition("\n\n")
        return {"subject": head.removeprefix("Subject: "), "body": body}

    def letters(self):
        paths = sorted(self.outbox.glob("*.json"), key=lambda path: int(path.stem))
        return [{"event": int(path.stem), **json.loads(path.read_text("utf-8"))} for path in paths]


def _replace(path, text):
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
