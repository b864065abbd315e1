"""Reads server-sent events, and comes back where it left off."""

import json
import urllib.request


def events(lines):
    """The data of each event in a stream of lines, parsed from JSON."""
    data = []
    for raw in lines:
        line = raw.decode("utf-8").rstrip("\r\n")
        if line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif line == "" and data:
            yield json.loads("\n".join(data))
            data = []


def follow(url, mailroom, stop, log, pause=5):
    """Until `stop` is set. A connection that breaks is opened again after `pause` seconds."""
    while not stop.is_set():
        request = urllib.request.Request(url, headers={"Last-Event-ID": str(mailroom.last_event)})
        try:
            with urllib.request.urlopen(request, timeout=300) as stream:
                log.info("reading %s after event %s", url, mailroom.last_event)
                for event in events(stream):
                    log.info("event %s: %s", event["id"], mailroom.handle(event))
                    if stop.is_set():
                        return
        except (OSError, ValueError, KeyError) as error:
            log.warning("the order feed broke: %s", error)
        stop.wait(pause)
