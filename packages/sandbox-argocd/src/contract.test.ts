import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Ajv, type ValidateFunction } from 'ajv';
import { type Answer, createCall, startDelivery } from './testing/index.ts';

const SWAGGER = path.join(
  import.meta.dirname,
  '../../../../shared/contracts/argocd-swagger.json',
);
const REAL_URL = process.env.ARGOCD_TEST_URL;
const REAL_TOKEN = process.env.ARGOCD_TEST_TOKEN ?? '';
const REAL_REPOSITORY =
  process.env.ARGOCD_TEST_REPOSITORY ??
  'https://github.com/argoproj/argocd-example-apps.git';
const REAL_PATH = process.env.ARGOCD_TEST_PATH ?? 'kustomize-guestbook';

// Schemas of many shapes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Schema = any;

/**
 * The published schemas with every object closed: a field they do not have is a fault.
 *
 * Where a real server was seen to answer otherwise than is published, what it answers is taken.
 */
async function loadContract() {
  const swagger = await readSwagger();
  const { v1FieldsV1, v1alpha1ResourceOverride, v1alpha1KustomizeOptions } =
    swagger.definitions;
  // Published as bytes, and it is a tree of field names; as objects, and they are texts of YAML.
  for (const open of [v1FieldsV1, v1alpha1ResourceOverride]) {
    Object.assign(open, { type: 'object', additionalProperties: true });
    delete open.properties;
  }
  // Written as the Go fields are named.
  Object.assign(v1alpha1KustomizeOptions.properties, {
    BuildOptions: { type: 'string' },
    BinaryPath: { type: 'string' },
    Versions: v1alpha1KustomizeOptions.properties.versions,
  });
  v1alpha1KustomizeOptions.properties.versions.type = ['array', 'null'];
  // A list of which the account may see nothing is null.
  for (const kind of ['Application', 'AppProject', 'Cluster']) {
    const { items } = swagger.definitions[`v1alpha1${kind}List`].properties;
    items.type = ['array', 'null'];
  }
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const definitions = Object.fromEntries(
    Object.entries(swagger.definitions).map(([name, schema]) => [
      name,
      closed(schema, swagger.definitions),
    ]),
  );
  ajv.addSchema({ $id: 'swagger', definitions });
  const compiled = new Map<string, ValidateFunction>();
  return (operation: string, schema?: Schema) => {
    const known = compiled.get(operation);
    if (known) return known;
    const wanted = schema ?? responseOf(swagger, operation);
    const validate = ajv.compile(absolute(closed(wanted, swagger.definitions)));
    compiled.set(operation, validate);
    return validate;
  };
}

/** A real server publishes the contract of its own version. */
async function readSwagger(): Promise<Schema> {
  if (!REAL_URL) return JSON.parse(readFileSync(SWAGGER, 'utf8'));
  const response = await fetch(`${REAL_URL.replace(/\/+$/, '')}/swagger.json`);
  return response.json();
}

function responseOf(swagger: Schema, operation: string): Schema {
  const found = Object.values(swagger.paths)
    .flatMap(methods => Object.values(methods as Schema))
    .find((one: Schema) => one.operationId === operation) as Schema;
  assert.ok(found, `the swagger has no operation ${operation}`);
  return found.responses['200'].schema;
}

function closed(schema: Schema, definitions: Schema): Schema {
  if (Array.isArray(schema)) return schema.map(one => closed(one, definitions));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.allOf) {
    const parts = schema.allOf.map((part: Schema) =>
      part.$ref ? definitions[part.$ref.split('/').pop()] : part,
    );
    const properties = Object.assign(
      {},
      ...parts.map((part: Schema) => part.properties),
      schema.properties,
    );
    return closed({ type: 'object', properties }, definitions);
  }
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      closed(value, definitions),
    ]),
  );
  const isOpen = 'additionalProperties' in schema;
  if (schema.properties && schema.type === 'object' && !isOpen) {
    copy.additionalProperties = false;
  }
  return copy;
}

function absolute(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema).replaceAll(
      '"#/definitions/',
      '"swagger#/definitions/',
    ),
  );
}

/** The published schemas require nothing; this is what the portal relies on. */
const REQUIRED: Record<string, string[]> = {
  ApplicationService_List: ['metadata.resourceVersion', 'items'],
  ApplicationService_Get: [
    'metadata.name',
    'metadata.resourceVersion',
    'metadata.uid',
    'metadata.creationTimestamp',
    'spec.project',
    'spec.source.repoURL',
    'spec.destination',
    'status.sync.status',
    'status.sync.revision',
    'status.sync.comparedTo.source',
    'status.health.status',
    'status.reconciledAt',
    'status.resources',
    'status.sourceType',
    'status.summary',
  ],
  ApplicationService_Create: ['metadata.name', 'spec.project'],
  ApplicationService_UpdateSpec: ['project', 'source', 'destination'],
  ApplicationService_Patch: ['metadata.name', 'spec.project'],
  ApplicationService_Update: ['metadata.name', 'spec.project'],
  ApplicationService_Sync: ['metadata.name', 'operation.sync'],
  ApplicationService_Rollback: ['metadata.name', 'operation.sync.revision'],
  ApplicationService_ResourceTree: ['nodes'],
  ApplicationService_ManagedResources: ['items'],
  // A real one leaves out revision and sourceType.
  ApplicationService_GetManifests: ['manifests'],
  ApplicationService_RevisionMetadata: ['author', 'date', 'message'],
  ApplicationService_GetApplicationSyncWindows: ['canSync'],
  ApplicationService_TerminateOperation: [],
  ApplicationService_Delete: [],
  ApplicationService_GetResource: ['manifest'],
  ProjectService_List: [],
  ProjectService_Get: ['metadata.name', 'spec'],
  ClusterService_List: [],
  SessionService_GetUserInfo: ['loggedIn', 'username'],
  VersionService_Version: ['Version'],
  SettingsService_Get: ['appLabelKey'],
  ApplicationService_Watch: [
    'result.type',
    'result.application.metadata.name',
    'result.application.metadata.resourceVersion',
  ],
};

const AFTER_A_SYNC = [
  'status.operationState.phase',
  'status.operationState.startedAt',
  'status.operationState.finishedAt',
  'status.operationState.operation.info',
  'status.operationState.syncResult.revision',
  'status.operationState.syncResult.resources',
  'status.history',
];

const at = (document: Schema, field: string): unknown =>
  field.split('.').reduce((value, name) => value?.[name], document);

/** Somewhere to run the contract: the sandbox, or the server that the environment names. */
async function openServer(t: TestContext) {
  const name = `towpath-contract-${randomBytes(4).toString('hex')}`;
  if (REAL_URL) {
    const bare = createCall(REAL_URL.replace(/\/+$/, ''));
    const headers = { Authorization: `Bearer ${REAL_TOKEN}` };
    const call = (method: string, address: string, body?: unknown) =>
      bare(method, address, body, headers);
    t.after(() => call('DELETE', `/applications/${name}?cascade=true`));
    const source = { repoURL: REAL_REPOSITORY, path: REAL_PATH };
    const wait = () => delay(1_000);
    const url = REAL_URL.replace(/\/+$/, '');
    return { call, name, source, wait, url, headers, patience: 120 };
  }
  const delivery = await startDelivery(t);
  const source = {
    repoURL: delivery.repoURL,
    path: 'apps/shop/overlays/prod',
  };
  return {
    call: (method: string, address: string, body?: unknown) =>
      delivery.call(method, address, body),
    name,
    source,
    wait: () => delivery.pass(1),
    url: delivery.url,
    headers: { Authorization: `Bearer ${delivery.token}` },
    patience: 20,
  };
}

test(
  `answers have the shapes of the published contract${
    REAL_URL ? ` (${REAL_URL})` : ''
  }`,
  {
    skip: REAL_URL || existsSync(SWAGGER) ? false : `${SWAGGER} is not there`,
  },
  async t => {
    const validatorOf = await loadContract();
    const { call, name, source, wait, url, headers, patience } =
      await openServer(t);
    const base = `/applications/${name}`;

    const fits = (operation: string, body: unknown, more: string[] = []) => {
      const validate = validatorOf(operation);
      const isValid = validate(body);
      assert.ok(
        isValid,
        `${operation}: ${JSON.stringify(validate.errors, null, 2)}`,
      );
      for (const field of [...REQUIRED[operation], ...more]) {
        assert.notEqual(at(body, field), undefined, `${operation}: ${field}`);
      }
    };
    const expectOk = async (
      operation: string,
      method: string,
      address: string,
      body?: unknown,
      more?: string[],
    ): Promise<Answer> => {
      const answer = await call(method, address, body);
      assert.equal(
        answer.status,
        200,
        `${operation}: ${JSON.stringify(answer.body)}`,
      );
      fits(operation, answer.body, more);
      return answer;
    };
    /** The rights that the portal is given do not reach so far: a real server may refuse. */
    const expectAllowed = async (
      operation: string,
      method: string,
      address: string,
    ): Promise<void> => {
      const answer = await call(method, address);
      if (REAL_URL && answer.status === 403) {
        assert.equal(answer.body.code, 7);
        t.diagnostic(`${operation} is not allowed to this account`);
        return;
      }
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      fits(operation, answer.body);
    };
    const settle = async () => {
      for (let tries = 0; tries < patience; tries++) {
        await wait();
        const { body } = await call('GET', base);
        if (!body.operation && body.status.operationState?.finishedAt) return;
      }
      assert.fail('the operation does not end');
    };

    /** Waits until the controller has taken the operation up: its state is cleared before. */
    const begun = async () => {
      for (let tries = 0; tries < patience; tries++) {
        const { body } = await call('GET', base);
        if (body.status.operationState) return;
        await wait();
      }
      assert.fail('the operation does not begin');
    };

    const spec = {
      project: 'default',
      source,
      destination: { name: 'in-cluster', namespace: name },
      syncPolicy: { syncOptions: ['CreateNamespace=true'] },
    };
    await expectOk('ApplicationService_Create', 'POST', '/applications', {
      metadata: { name, labels: { contract: name } },
      spec,
    });
    const got = await expectOk(
      'ApplicationService_Get',
      'GET',
      `${base}?refresh=normal`,
    );
    const { revision } = got.body.status.sync;
    await expectOk(
      'ApplicationService_List',
      'GET',
      `/applications?selector=contract%3D${name}`,
    );
    await expectOk('ApplicationService_Sync', 'POST', `${base}/sync`, {
      infos: [{ name: 'contract', value: name }],
      prune: true,
    });
    await settle();
    const after = [...AFTER_A_SYNC];
    await expectOk('ApplicationService_Get', 'GET', base, undefined, after);
    await expectOk('ApplicationService_Rollback', 'POST', `${base}/rollback`, {
      id: 0,
    });
    await settle();
    await expectOk('ApplicationService_Sync', 'POST', `${base}/sync`, {});
    await begun();
    const ended = await call('DELETE', `${base}/operation`);
    // A real one may have finished it meanwhile.
    if (ended.status !== 400 || !REAL_URL) {
      fits('ApplicationService_TerminateOperation', ended.body);
      assert.equal(ended.status, 200, JSON.stringify(ended.body));
    }
    await settle();

    await expectOk(
      'ApplicationService_ResourceTree',
      'GET',
      `${base}/resource-tree`,
    );
    const managed = await expectOk(
      'ApplicationService_ManagedResources',
      'GET',
      `${base}/managed-resources`,
    );
    const one = managed.body.items.find(
      (item: Schema) => item.kind === 'Service',
    );
    await expectOk(
      'ApplicationService_GetResource',
      'GET',
      `${base}/resource?kind=Service&version=v1&resourceName=${one.name}&namespace=${one.namespace}`,
    );
    await expectOk(
      'ApplicationService_GetManifests',
      'GET',
      `${base}/manifests`,
    );
    await expectOk(
      'ApplicationService_RevisionMetadata',
      'GET',
      `${base}/revisions/${revision}/metadata`,
    );
    await expectOk(
      'ApplicationService_GetApplicationSyncWindows',
      'GET',
      `${base}/syncwindows`,
    );
    await expectOk('ApplicationService_UpdateSpec', 'PUT', `${base}/spec`, {
      ...spec,
      revisionHistoryLimit: 5,
    });
    await expectOk('ApplicationService_Patch', 'PATCH', base, {
      name,
      patch: JSON.stringify({ metadata: { labels: { more: 'yes' } } }),
      patchType: 'merge',
    });
    const { body: current } = await call('GET', base);
    await expectOk('ApplicationService_Update', 'PUT', base, {
      metadata: current.metadata,
      spec: current.spec,
    });
    await expectOk('ProjectService_List', 'GET', '/projects');
    await expectAllowed('ProjectService_Get', 'GET', '/projects/default');
    await expectOk('ClusterService_List', 'GET', '/clusters');
    await expectOk('SessionService_GetUserInfo', 'GET', '/session/userinfo');
    await expectOk('SettingsService_Get', 'GET', '/settings');
    const version = await fetch(`${url}/api/version`);
    fits('VersionService_Version', await version.json());
    fits('ApplicationService_Watch', await firstEvent(url, name, headers));

    const denied = await call('GET', '/applications/no-such-application');
    assert.equal(denied.status, 403);
    const asError = validatorOf('error', {
      $ref: '#/definitions/runtimeError',
    });
    assert.ok(asError(denied.body), JSON.stringify(asError.errors));
    assert.equal((denied.body as Schema).code, 7);
    const invented = structuredClone(current);
    invented.status.health.invented = true;
    const get = validatorOf('ApplicationService_Get');
    assert.equal(get(invented), false, 'an unknown field must be noticed');
    await expectAllowed(
      'ApplicationService_Delete',
      'DELETE',
      `${base}?cascade=true`,
    );
  },
);

async function firstEvent(
  url: string,
  name: string,
  headers: Record<string, string>,
): Promise<unknown> {
  const abort = new AbortController();
  const address = `${url}/api/v1/stream/applications?name=${name}`;
  const response = await fetch(address, { headers, signal: abort.signal });
  let text = '';
  for await (const chunk of response.body!) {
    text += Buffer.from(chunk).toString();
    if (text.includes('\n')) break;
  }
  abort.abort();
  return JSON.parse(text.split('\n')[0]);
}
