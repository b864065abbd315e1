// Preloaded into every child of the supervisor. Standard input is a pipe that the
// supervisor holds open; its end means that the supervisor is gone, even by
// SIGKILL, and nobody is left who would stop us.
const GRACE_MS = 10_000;

process.stdin.resume();
process.stdin.once('end', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), GRACE_MS).unref();
});
process.stdin.unref?.();
