"""Takes jobs from the spool until there are none that are due."""

from collections import Counter

from workers.capture import GiveUp, TryLater


class Worker:
    def __init__(self, spool, client, policy, clock, log):
        self.spool = spool
        self.client = client
        self.policy = policy
        self.clock = clock
        self.log = log
        self.outcomes = Counter()

    def drain(self):
        """Returns how many jobs were tried."""
        tried = 0
        while (job := self.spool.claim(self.clock())) is not None:
            tried += 1
            outcome = self._attempt(job)
            self.outcomes[outcome] += 1
            self.log.info("job %s %s", job["id"], outcome)
        return tried

    def _attempt(self, job):
        job["attempts"] = job.get("attempts", 0) + 1
        try:
            self.client.capture(job)
        except GiveUp as error:
            return self._bury(job, error)
        except TryLater as error:
            return self._postpone(job, error)
        self.spool.finish(job, "done")
        return "captured"

    def _postpone(self, job, error):
        if job["attempts"] > self.policy.max_retries:
            return self._bury(job, error)
        job["notBefore"] = self.clock() + self.policy.delay(job["attempts"])
        job["lastError"] = str(error)
        self.spool.finish(job, "incoming")
        return "postponed"

    def _bury(self, job, error):
        job["lastError"] = str(error)
        self.spool.finish(job, "dead")
        return "dead"
