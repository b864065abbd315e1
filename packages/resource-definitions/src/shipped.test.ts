import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  planResources,
  readScore,
  type PlannedResource,
  type ValidRead,
} from '@towpath/score';
import { kubernetesProblems } from '@towpath/score/testUtils';
import { broughtId, broughtParams } from './brought/fillBrought';
import { checkOutputs } from './checkOutputs';
import { checkParams } from './checkParams';
import { checkProvided } from './checkProvided';
import { describeProblem } from './describeProblem';
import { fillSettings } from './fillSettings';
import { ResourceDefinitions } from './match/ResourceDefinitions';
import { monthlyCost } from './prices/monthlyCost';
import { readPrices } from './prices/readPrices';
import { readDefinitions } from './read/readDefinitions';
import type { ResourceContext, ResourceDefinition } from './types';

const ROOT = resolve(__dirname, '../../..');
const SHARED = resolve(ROOT, '../shared');
const FOLDER = join(ROOT, 'platform/resources');

const read = readDefinitions(
  readdirSync(FOLDER).map(file => ({
    file,
    text: readFileSync(join(FOLDER, file), 'utf8'),
  })),
);
const shipped = new ResourceDefinitions(read.definitions);
const each = read.definitions.map(one => [one.name, one] as const);

/** What Score files of others expect of a type, by the lists of the two reference implementations. */
const EXPECTED: Record<string, string[]> = {
  postgres: ['host', 'port', 'name', 'database', 'username', 'password'],
  'postgres-instance': ['host', 'port', 'username', 'password'],
  mysql: ['host', 'port', 'name', 'database', 'username', 'password'],
  mongodb: ['host', 'port', 'username', 'password', 'connection'],
  redis: ['host', 'port', 'username', 'password'],
  amqp: ['host', 'port', 'vhost', 'username', 'password'],
  'kafka-topic': ['host', 'port', 'name', 'num_partitions'],
  s3: [
    ...['bucket', 'endpoint', 'region', 'access_key_id', 'secret_key'],
    ...['aws_access_key_id', 'aws_secret_key'],
  ],
  volume: ['source'],
  dns: ['host'],
  route: [],
  'service-port': ['hostname', 'port'],
  service: ['name'],
  'horizontal-pod-autoscaler': [],
  // Their outputs are what the platform or the file says.
  environment: [],
  env: [],
  secret: ['value'],
  'env-config': [],
};

/** A whole Score file of what stands under `resources`. */
function workloadOf(resources: string): ValidRead {
  const found = readScore(
    `apiVersion: score.dev/v1b1\nmetadata: { name: shop }\ncontainers: { web: { image: x } }\n${resources}`,
  );
  if (!found.valid) throw new Error(JSON.stringify(found.diagnostics));
  return found;
}

function contextOf(
  { uid, type, class: kind, id, usedBy }: PlannedResource,
  params: Record<string, unknown> = {},
  ref = 'component:default/shop',
): ResourceContext {
  return {
    resource: {
      ...{ uid, type, id, class: kind, annotations: {} },
      name: usedBy[0].resource,
    },
    params,
    service: { ref, name: ref.split('/')[1] },
    environment: { name: 'prod', tier: 'production', annotations: {} },
  };
}

interface Prepared {
  definition: ResourceDefinition;
  params: Record<string, unknown>;
  context: ResourceContext;
  settings: Record<string, any>;
}

/** The same for a definition that only others bring: as the example of each of those brings it. */
function prepareBrought(definition: ResourceDefinition): Prepared[] {
  return read.definitions.flatMap(bringer =>
    (bringer.brings ?? [])
      .filter(({ type }) => type === definition.type)
      .flatMap(as =>
        prepare(bringer).map(({ context }) => {
          const { id } = broughtId(bringer, as, context);
          const given = broughtParams(bringer, as, context, {});
          const { params, problems } = checkParams(
            definition,
            given.params ?? {},
          );
          expect([...given.problems, ...problems]).toEqual([]);
          const resource = {
            ...{ uid: `${as.type}.default#${id}`, type: as.type, id: id! },
            ...{ class: 'default', name: as.name, annotations: {} },
          };
          return settle(definition, { ...context, params, resource });
        }),
      ),
  );
}

function settle(
  definition: ResourceDefinition,
  context: ResourceContext,
): Prepared {
  const { settings = {}, problems } = fillSettings(definition, context);
  expect(problems).toEqual([]);
  return { definition, params: context.params, context, settings };
}

/** The resources of a definition's example that it provides itself, as its driver would be asked for them. */
function prepare(one: ResourceDefinition): Prepared[] {
  const { name, example = '', match, broughtOnly } = one;
  if (broughtOnly) return prepareBrought(one);
  const [service] = match?.services ?? [];
  const { workload } = workloadOf(example);
  return planResources([workload]).resources.flatMap(planned => {
    const written = planned.params ?? {};
    const { definition } = shipped.find(contextOf(planned, written, service));
    if (definition?.name !== name) return [];
    const given = JSON.parse(
      JSON.stringify(written).replace(/\$\{[^}]*\}/g, 'shop.example.com'),
    );
    const { params, problems } = checkParams(definition, given, { written });
    expect(problems).toEqual([]);
    return [settle(definition, contextOf(planned, params, service))];
  });
}

it('are files without a problem', () => {
  expect(read.problems.map(describeProblem)).toEqual([]);
  expect(read.definitions.length).toBeGreaterThanOrEqual(17);
});

it('are of the types that Score files in the wild ask for, with the outputs that these expect', () => {
  const types = Object.fromEntries(
    shipped.types().map(({ type, outputs }) => [type, Object.keys(outputs)]),
  );
  expect(Object.keys(types).sort()).toEqual(Object.keys(EXPECTED).sort());
  for (const [type, outputs] of Object.entries(EXPECTED)) {
    expect({ [type]: types[type] }).toEqual({
      [type]: expect.arrayContaining(outputs),
    });
  }
});

describe.each(each)('%s', (_, definition) => {
  it('has an owner, a description, and an example that it provides', () => {
    expect(definition.owner).toBe('group:default/platform-team');
    expect(definition.description).toBeTruthy();
    expect(prepare(definition)).toHaveLength(1);
    const { workload } = workloadOf(definition.example ?? '');
    const plan = planResources([workload]);
    const definitionOf = (uid: string) =>
      shipped.find(contextOf(plan.resource(uid)!)).definition;
    expect(checkOutputs(workload, plan, definitionOf)).toEqual([]);
  });

  it('has settings that say every output, and no secret', () => {
    if (definition.driver === 'postgres') return;
    for (const { settings, params } of prepare(definition)) {
      const { outputs = {}, secretOutputs = {} } = settings;
      const secrets = Object.keys(secretOutputs).map(name => [name, 'secret']);
      expect(
        checkProvided(definition, {
          outputs,
          secrets: Object.fromEntries(secrets),
          params,
        }),
      ).toEqual([]);
    }
  });

  it('has a price that is in the list, where it has one', () => {
    const text = readFileSync(join(ROOT, 'platform/prices.yaml'), 'utf8');
    const { prices, problems } = readPrices(text, 'platform/prices.yaml');
    expect(problems.map(describeProblem)).toEqual([]);
    for (const { context } of prepare(definition)) {
      const cost = monthlyCost(definition, context, prices!);
      expect(cost).toEqual({
        amount: expect.any(Number),
        currency: 'EUR',
        sample: true,
      });
    }
  });
});

it('bring objects that Kubernetes takes, and none that holds a secret', () => {
  const manifests = read.definitions
    .flatMap(prepare)
    .flatMap(({ settings }) => settings.manifests ?? []);
  const kinds = new Set(manifests.map(({ kind }) => kind));
  expect(kubernetesProblems(manifests)).toEqual([]);
  expect([...kinds].sort()).toEqual([
    ...['HTTPRoute', 'HorizontalPodAutoscaler', 'Job'],
    ...['NetworkPolicy', 'PersistentVolumeClaim', 'Service', 'StatefulSet'],
  ]);
});

/** Why a Score file cannot be provided by what is shipped, one line each. */
function missingFor(file: string, service?: string): string[] {
  const text = readFileSync(file, 'utf8');
  const found = readScore(text, { dialect: 'normalise' });
  if (!found.valid) return found.diagnostics.map(({ message }) => message);
  const plan = planResources([found.workload]);
  const refused = plan.resources.flatMap(planned => {
    const { refusal, definition } = shipped.find(
      contextOf(planned, planned.params, service),
    );
    if (refusal) return [refusal.message];
    const { problems } = checkParams(definition, planned.params ?? {});
    return problems.map(({ message, path }) => `${path.join('.')} ${message}`);
  });
  const outputs = checkOutputs(
    found.workload,
    plan,
    uid => shipped.find(contextOf(plan.resource(uid)!, {}, service)).definition,
  );
  return [...refused, ...outputs.map(({ message }) => message)];
}

/** The Score files of a folder, by their names. */
const scoreFiles = (folder: string) =>
  readdirSync(folder)
    .filter(name => /score.*\.yaml$/.test(name))
    .sort();

const FOLDERS: [string, string][] = [
  ['published Score files', 'samples/score'],
  ["the guide's Score files", 'mission'],
];
// They lie beside the repository, and not where only that was cloned.
for (const [title, name] of FOLDERS) {
  const folder = join(SHARED, name);
  (existsSync(folder) ? describe : describe.skip)(
    `${title} (needs ../shared/${name})`,
    () => {
      it.each(existsSync(folder) ? scoreFiles(folder) : ['-'])(
        '%s finds all its definitions',
        file => {
          expect(missingFor(join(folder, file))).toEqual([]);
        },
      );
    },
  );
}

const COMPANY = join(ROOT, 'packages/sandbox/company/repositories');
const services = readdirSync(COMPANY).filter(name =>
  existsSync(join(COMPANY, name, 'score.yaml')),
);

it.each(services)('provide what %s of the sample company asks for', name => {
  const file = join(COMPANY, name, 'score.yaml');
  expect(missingFor(file, `component:default/${name}`)).toEqual([]);
});
