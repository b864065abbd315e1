"""Jobs as files. A rename is the only thing that moves a job, so a crash loses none.

    <root>/<queue>/incoming/<job>.json    waits
    <root>/<queue>/working/<job>.json     is being tried, or was when the worker died
    <root>/<queue>/done/<job>.json        captured
    <root>/<queue>/dead/<job>.json        given up, with the reason inside
"""

import json
import os
from pathlib import Path

FOLDERS = ("incoming", "working", "done", "dead")


class Spool:
    def __init__(self, root, queue):
        self.folder = Path(root) / queue
        for name in FOLDERS:
            (self.folder / name).mkdir(parents=True, exist_ok=True)

    def recover(self):
        """Puts back what a dead worker held. Capturing twice is safe: the job id is the key."""
        held = sorted((self.folder / "working").glob("*.json"))
        for path in held:
            os.replace(path, self.folder / "incoming" / path.name)
        return len(held)

    def put(self, job):
        target = self.folder / "incoming" / f"{job['id']}.json"
        draft = target.with_suffix(".part")
        draft.write_text(json.dumps(job), encoding="utf-8")
        os.replace(draft, target)

    def claim(self, now):
        """The oldest job whose time has come, or None. Unreadable files go to dead."""
        for path in sorted((self.folder / "incoming").glob("*.json")):
            try:
                job = json.loads(path.read_text(encoding="utf-8"))
                due = job.get("notBefore", 0) <= now and "paymentId" in job
                job["id"] = path.stem  # the file's name is the job's identity
            except (ValueError, AttributeError, TypeError):
                os.replace(path, self.folder / "dead" / path.name)
                continue
            if due:
                os.replace(path, self.folder / "working" / path.name)
                return job
        return None

    def finish(self, job, folder):
        """Stores what is now known about the job, then moves it: done, dead or incoming again."""
        working = self.folder / "working" / f"{job['id']}.json"
        draft = working.with_suffix(".part")
        draft.write_text(json.dumps(job), encoding="utf-8")
        os.replace(draft, working)
        os.replace(working, self.folder / folder / working.name)

    def depth(self, folder):
        return sum(1 for _ in (self.folder / folder).glob("*.json"))
