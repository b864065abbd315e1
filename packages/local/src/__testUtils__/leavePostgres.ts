// Starts a PostgreSQL as it is told in JSON, and dies of SIGKILL while it runs.
import { startPostgres } from '../postgres/startPostgres.ts';

void startPostgres({ ...JSON.parse(process.argv[2]), logFd: 2 }).then(() =>
  process.kill(process.pid, 'SIGKILL'),
);
