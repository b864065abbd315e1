import fs from 'node:fs';
import path from 'node:path';
import { seedRepository } from '@towpath/sandbox-git-host/testing';
import { Portals, settingOf } from './Portals.ts';
import { startRestartablePostgres } from './restartablePostgres.ts';
import { namedServices, shareOf, type Share } from './sharing.ts';
import {
  serviceName,
  startTrialPlatform,
  type TrialPlatform,
} from './trialPlatform.ts';

const BACKEND = 'plugins/score-backend/src/__testUtils__/trialBackend.ts';
const PASSWORD = 'password-of-the-provisioner';

/** A resource of a service of the trial; `archive` is one that stays when nothing asks for it any more. */
export const RESOURCES = ['db', 'archive'] as const;
type ResourceName = (typeof RESOURCES)[number];

/** What one of three services has, and the others use, under one name. */
export const SHARED = 'books';

/** What a service asks for: how many connections each of its databases lets in. What is shared has as many as its owner says. */
export type Wanted = Partial<Record<ResourceName | typeof SHARED, number>>;

/** How the trial itself gets onto the server of the services' databases. */
export interface Server {
  host: string;
  port: number;
  user: string;
  password: string;
}

/** A platform whose services have Score files, with a PostgreSQL for their databases. */
export interface ScoreTrial extends TrialPlatform {
  server: Server;
  /** Nobody reaches the services' PostgreSQL for so long; who is in it is thrown out. */
  stopServerFor(ms: number): Promise<void>;
  /** Commits the Score file of a service. */
  writeScore(service: string, wanted: Wanted): Promise<void>;
}

export async function startScoreTrial(
  dataDir: string,
  services: number,
): Promise<ScoreTrial> {
  const platform = await startTrialPlatform(dataDir, services);
  writeDefinitions(dataDir, services);
  for (let index = 0; index < services; index++) {
    await seedRepository(platform.callGit, serviceName(index), {
      'score.yaml': scoreOf(serviceName(index), {}),
    });
  }
  const server = await startRestartablePostgres(dataDir, {
    ...{ name: 'services', password: PASSWORD, disposable: true },
  });
  return {
    ...platform,
    server: server.connection,
    stopServerFor: ms => server.stopFor(ms),
    writeScore: (service, wanted) =>
      write(platform, service, {
        wanted,
        share: shareOf(indexOf(service, services), services),
      }),
    async stop() {
      await server.stop();
      await platform.stop();
    },
  };
}

/** Backends that provide what Score files ask for. */
export function startProvisioners(
  platform: ScoreTrial,
  options: { processes: number; services: number },
  dataDir: string,
): Promise<Portals> {
  const { server } = platform;
  const setting = {
    ...settingOf(platform, options.services, dataDir),
    score: {
      definitions: [definitionsIn(dataDir)],
      secrets: { keys: [{ id: 'trial', secret: 'k'.repeat(40) }] },
      postgres: { servers: { shared: { ...server } } },
    },
  };
  return Portals.start(options.processes, {
    ...{ backend: BACKEND, setting, dataDir },
  });
}

const indexOf = (service: string, services: number): number =>
  Array.from({ length: services }, (_, index) => serviceName(index)).indexOf(
    service,
  );

async function write(
  { callGit }: TrialPlatform,
  service: string,
  { wanted, share }: { wanted: Wanted; share?: Share },
): Promise<void> {
  const file = `/repos/myorg/${service}/contents/score.yaml`;
  const { body, status } = await callGit('GET', file);
  if (status !== 200) throw new Error(`${file}: ${status}`);
  const answer = await callGit('PUT', file, {
    sha: body.sha,
    content: Buffer.from(scoreOf(service, wanted, share)).toString('base64'),
    message: `Ask for ${Object.keys(wanted).join(' and ') || 'nothing'}`,
  });
  if (answer.status >= 300) throw new Error(`${file}: ${answer.status}`);
}

function scoreOf(service: string, wanted: Wanted, share?: Share): string {
  const all = [...RESOURCES, SHARED] as const;
  const names = all.filter(name => wanted[name] !== undefined);
  const variables = names.map(name => {
    const at = `\${resources.${name}`;
    return `      ${name.toUpperCase()}: ${at}.username}:${at}.password}@${at}.host}/${at}.name}\n`;
  });
  const resources = names.map(
    name => `  ${name}:
    type: postgres
    class: ${name}
${name === SHARED ? `    id: ${share!.id}\n` : ''}${
      name === SHARED && share!.part !== 'owner'
        ? ''
        : `    params: { connections: ${wanted[name]} }\n`
    }`,
  );
  return `apiVersion: score.dev/v1b1
metadata:
  name: ${service}
containers:
  main:
    image: .
    variables:
      FOR: ${service}
${variables.join('')}${names.length ? 'resources:\n' : ''}${resources.join(
    '',
  )}`;
}

const definitionsIn = (dataDir: string) => path.join(dataDir, 'resources');

function writeDefinitions(dataDir: string, services: number): void {
  fs.mkdirSync(definitionsIn(dataDir), { recursive: true });
  const named = namedServices(services).map(one => `component:default/${one}`);
  const sharing = `sharing:
  with: { services: [${named.join(', ')}], team: true }
`;
  for (const name of [...RESOURCES, SHARED]) {
    const onRemoval = name === 'archive' ? 'retain' : 'delete';
    fs.writeFileSync(
      path.join(definitionsIn(dataDir), `${name}.yaml`),
      `name: ${name}
title: Database
type: postgres
class: ${name}
driver: postgres
settings:
  server: shared
  connectionLimit: \${params.connections}
${name === SHARED ? sharing : ''}holdsData: true
onRemoval: ${onRemoval}
params:
  properties:
    connections: { type: integer }
outputs:
  host: { type: string }
  port: { type: integer }
  name: { type: string }
  database: { type: string }
  username: { type: string, secret: true }
  password: { type: string, secret: true }
`,
    );
  }
}
