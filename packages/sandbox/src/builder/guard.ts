import { spawn } from 'node:child_process';

// Leads the process group of a test run. Its standard input is a pipe that the builder holds open:
// when that ends, even by SIGKILL, nobody is left who would keep the time limit, so the group goes.
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

process.stdin.resume();
process.stdin.once('end', () => process.kill(-process.pid, 'SIGKILL'));

child.once('error', error => {
  process.stderr.write(`${command} cannot be run: ${error.message}\n`);
  process.exit(127);
});
child.once('exit', code => process.exit(code ?? 1));
