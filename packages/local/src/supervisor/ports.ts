import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Ports, portVariable } from './settings.ts';

const WORDS: Record<keyof Ports, string> = {
  portal: 'the portal',
  git: 'the Git host',
  signIn: 'sign-in',
  argoCd: 'Argo CD',
  mail: 'the mailbox',
  smtp: 'mail',
  postgres: 'PostgreSQL',
  databases: 'the databases of services',
};

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      // A machine without IPv6 has nothing that could be in the way there.
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    );
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

async function findTaken(ports: Ports): Promise<(keyof Ports)[]> {
  const names = Object.keys(ports) as (keyof Ports)[];
  const free = await Promise.all(
    names.map(
      async name =>
        (await isFree(ports[name], '127.0.0.1')) && isFree(ports[name], '::1'),
    ),
  );
  return names.filter((_, i) => !free[i]);
}

/**
 * Makes sure that every port can be listened on.
 *
 * @param patienceMs - how long to wait for what an earlier, killed start left,
 *   which notices that and ends by itself
 * @throws Error that names each taken port and the variable that moves it
 */
export async function requireFreePorts(
  ports: Ports,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let taken = await findTaken(ports);
  while (taken.length && Date.now() < deadline) {
    await delay(200);
    taken = await findTaken(ports);
  }
  if (!taken.length) return;
  const lines = taken.map(
    name =>
      `Port ${ports[name]}, meant for ${WORDS[name]}, is in use by another program. ` +
      `Stop that program, or choose another port: ${portVariable(name)}=${
        ports[name] + 1000
      } npm start`,
  );
  throw new Error(lines.join('\n'));
}
