// Starts a service as it is told in JSON, and dies of SIGKILL while it runs.
import { Service } from '../supervisor/service.ts';

const settings = JSON.parse(process.argv[2]);
void new Service({ ...settings, env: process.env })
  .start()
  .then(() => process.kill(process.pid, 'SIGKILL'));
