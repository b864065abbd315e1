import path from 'node:path';
import type { Run } from '@towpath/plugin-runs-common';
import type { Resource } from '@towpath/plugin-score-common';
import type { Portals } from '../trial/Portals.ts';
import { readResources, readRuns } from '../trial/provisionsApi.ts';
import {
  RESOURCES,
  type ScoreTrial,
  SHARED,
  type Wanted,
} from '../trial/scoreTrial.ts';
import { shareOf } from '../trial/sharing.ts';
import { serviceName } from '../trial/trialPlatform.ts';
import type { Outage } from './outages.ts';
import { SecretSearch } from './SecretSearch.ts';
import { lookAtServer, type Seen } from './lookAtServer.ts';
import { countTrailers } from './verdict.ts';
import { within, type Witnesses } from './Witnesses.ts';

/** What services want in the end, and what was done for it. */
export interface Asked {
  /** By the name of the service. */
  wanted: Map<string, Wanted>;
  runs: Run[];
  /** What could not be brought about, in words. */
  broken: string[];
  /** How often somebody was kept from taking away what others use. */
  refused: number;
}

interface Trial {
  platform: ScoreTrial;
  portals: Portals;
  witnesses: Witnesses;
  asked: Asked;
  outages: Outage[];
  dataDir: string;
}

/** What an outage ends may end a while after it. */
const AFTERMATH_MS = 60_000;

/** What did not hold, in words; empty when all did. Everything can be reached, and nobody is killed any more. */
export async function judgeProvisioning(trial: Trial): Promise<string[]> {
  const { platform, portals, witnesses, asked } = trial;
  const runs = await readRuns(portals);
  const resources = await readResources(portals);
  const seen = await lookAtServer(platform.server);
  return [
    ...asked.broken,
    ...runsOf(asked, runs),
    ...runs.flatMap(run => endOf(run, trial.outages)),
    ...commitsOf(
      runs,
      await countTrailers(platform.repository, 'Towpath-Provision'),
    ),
    ...rowsOf(asked, resources),
    ...sharedOf(asked, resources),
    ...effectsOf(resources, seen),
    ...strangersOf(resources, seen),
    ...(await lossesOf(resources, seen, witnesses)),
    ...(await accessOf(resources, trial)),
    ...(await secretsOf(trial)),
  ];
}

function runsOf(asked: Asked, runs: Run[]): string[] {
  const known = new Set(runs.map(({ id }) => id));
  const told = new Set(asked.runs.map(({ id }) => id));
  return [
    ...[...told]
      .filter(id => !known.has(id))
      .map(id => `run ${id} was promised and is gone`),
    ...[...known]
      .filter(id => !told.has(id))
      .map(id => `run ${id} exists and nobody was told of it`),
  ];
}

/** Nobody cancels here, so there is one true end, unless a fault made another. */
function endOf(run: Run, outages: Outage[]): string[] {
  const { id, status, outcome, startedAt, endedAt, waitingFor } = run;
  if (!endedAt) return [`run ${id} has no end: ${status}, ${waitingFor}`];
  if (status === 'succeeded') return [];
  const from = Date.parse(startedAt ?? endedAt);
  const to = Date.parse(endedAt);
  const hadFault = outages.some(
    outage => outage.from < to && outage.to + AFTERMATH_MS > from,
  );
  return status === 'failed' && hadFault && !isSelfMade(outcome)
    ? []
    : [`run ${id} (${run.title}) ended as ${status}: ${outcome}`];
}

/** Nobody else changes anything here. */
const isSelfMade = (outcome = '') => /not what was shown/.test(outcome);

/** One commit exactly if the run says that it wrote. */
function commitsOf(runs: Run[], commits: Map<string, number>): string[] {
  const known = new Set(runs.map(({ id }) => id));
  return [
    ...runs.flatMap(({ id, status, details }) => {
      const have = commits.get(id) ?? 0;
      const hadFiles = (details.files as unknown[]).length > 0;
      const isDone = status === 'succeeded';
      const want = (isDone ? hadFiles : details.commit) ? 1 : 0;
      const said = details.commit ? 1 : 0;
      return have === want && have === said
        ? []
        : [
            `run ${id} (${status}) has ${have} commits, says ${said}, and should have ${want}`,
          ];
    }),
    ...[...commits.keys()]
      .filter(id => !known.has(id))
      .map(id => `a commit names ${id}, which is no run`),
  ];
}

/** What each service has in the portal's table is what it asks for. */
function rowsOf({ wanted, runs }: Asked, resources: Resource[]): string[] {
  return [...wanted].flatMap(([service, wants]) =>
    RESOURCES.flatMap(name => {
      const all = resources.filter(
        one => one.service.endsWith(`/${service}`) && one.name === name,
      );
      const live = all.filter(({ status }) => status !== 'kept');
      const isThere =
        wants[name] !== undefined ||
        (name === 'archive' && wasMade(runs, service, name));
      const want = isThere ? 1 : 0;
      return [
        ...(live.length === want
          ? []
          : [`${service} has ${live.length} live ${name} instead of ${want}`]),
        ...live
          .filter(({ status }) => status !== 'provided')
          .map(({ status }) => `${name} of ${service} is ${status}`),
      ];
    }),
  );
}

/** What three services share is there once, its owner's, and used by those who ask for it and nobody else. */
function sharedOf({ wanted }: Asked, resources: Resource[]): string[] {
  const all = [...wanted.keys()].sort();
  const isLive = ({ name, status }: Resource) =>
    name === SHARED && status !== 'kept';
  const wants = (service: string) =>
    wanted.get(service)?.[SHARED] !== undefined;
  return all.flatMap(service => {
    const index = all.indexOf(service);
    const share = shareOf(index, all.length);
    const live = resources.filter(
      one => isLive(one) && one.service.endsWith(`/${service}`),
    );
    const isOwner = share?.part === 'owner';
    const want = isOwner && wants(service) ? 1 : 0;
    if (live.length !== want) {
      return [
        `${service} has ${live.length} live ${SHARED} instead of ${want}`,
      ];
    }
    const using = live
      .flatMap(({ users = [] }) => users.map(user => nameOf(user.service)))
      .sort()
      .join(', ');
    const asking = isOwner ? share.users.filter(wants).join(', ') : '';
    return using === asking
      ? []
      : [`${service} shares with "${using}", and "${asking}" ask for it`];
  });
}

const nameOf = (ref: string) => ref.split('/')[1];

const wasMade = (runs: Run[], service: string, name: string) =>
  runs.some(
    ({ subject, details }) =>
      subject.endsWith(`/${service}`) &&
      (details.resources as { name: string; action: string }[]).some(
        one => one.name === name && one.action === 'create',
      ),
  );

/** Each row has one database and its users on the server: live or put away, as the row says. */
function effectsOf(resources: Resource[], seen: Seen): string[] {
  return resources.flatMap(({ id, service, name, status }) => {
    const databases = seen.databases.filter(one => one.resource === id);
    const roles = seen.roles.filter(one => one.resource === id);
    const isKept = ({ name: database }: { name: string }) =>
      database.startsWith('kept_');
    const kept = databases.filter(isKept).length;
    const live = databases.length - kept;
    const [wantLive, wantKept] = status === 'kept' ? [0, 1] : [1, 0];
    const who = `${name} of ${service} (${status}, ${id})`;
    return [
      ...(live === wantLive && kept === wantKept
        ? []
        : [`${who} has ${live} databases, and ${kept} that were put away`]),
      ...(roles.length >= 3 ? [] : [`${who} has ${roles.length} roles`]),
    ];
  });
}

/** What is on the server and in no row. */
function strangersOf(resources: Resource[], seen: Seen): string[] {
  const known = new Set(resources.map(({ id }) => id));
  return [...seen.databases, ...seen.roles]
    .filter(({ resource }) => !resource || !known.has(resource))
    .map(({ name }) => `"${name}" on the server belongs to no resource`);
}

/** What was put into a database is in it still, also in one that was put away. */
async function lossesOf(
  resources: Resource[],
  seen: Seen,
  witnesses: Witnesses,
): Promise<string[]> {
  const known = new Set(resources.map(({ id }) => id));
  const lost: string[] = [];
  for (const id of witnesses.resources) {
    const database = seen.databases.find(({ resource }) => resource === id);
    if (!known.has(id) || !database) {
      lost.push(`resource ${id} was provided, and is gone without a trace`);
    } else if (!(await witnesses.isIn(database.name, id))) {
      lost.push(`"${database.name}" has lost what was in it`);
    }
  }
  return lost;
}

/** Each workload gets into its own database, with the limit that it asked for, and into no other. */
async function accessOf(
  resources: Resource[],
  { portals, witnesses, asked, platform }: Trial,
): Promise<string[]> {
  const live = resources.filter(({ status }) => status === 'provided');
  const { roles } = await lookAtServer(platform.server);
  const violations: string[] = [];
  const all = await Promise.all(
    live.map(async resource => ({
      resource,
      credentials: await witnesses.credentials(portals, resource),
    })),
  );
  for (const [index, { resource, credentials }] of all.entries()) {
    const { service, name } = resource;
    const own = await whyNotIn(credentials);
    if (own) violations.push(`${name} of ${service} lets it not in: ${own}`);
    const other = all
      .slice(index + 1)
      .concat(all)
      .find(one => one.resource.service !== service)?.credentials;
    const { database } = other ?? {};
    if (database && !(await whyNotIn({ ...credentials, database }))) {
      violations.push(`${service} gets into "${database}" of another`);
    }
    const wanted = asked.wanted.get(service.split('/')[1]);
    const want = wanted?.[name as keyof Wanted];
    const role = roles.find(one => one.name === credentials.user);
    if (want !== undefined && role?.limit !== want) {
      violations.push(
        `${credentials.user} may connect ${role?.limit} times instead of ${want}`,
      );
    }
  }
  return violations;
}

async function whyNotIn(
  credentials: Parameters<typeof within>[0],
): Promise<string | undefined> {
  try {
    await within(credentials, client =>
      client.query('create table trial (); drop table trial'),
    );
    return undefined;
  } catch (error) {
    return String(error);
  }
}

async function secretsOf({
  platform,
  portals,
  witnesses,
  dataDir,
}: Trial): Promise<string[]> {
  // What is still held back is written when they end.
  await portals.stop();
  const search = new SecretSearch(witnesses.passwords, serviceName(0));
  await search.addTables(platform.postgres);
  await search.addRepositories(path.dirname(platform.repository));
  search.addFiles(dataDir);
  return search.findings;
}
