import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { KUSTOMIZATION, MANIFESTS } from '@towpath/plugin-score-node';
import { readScore } from '@towpath/score';
import { parse } from 'yaml';
import { shippedPatches } from '../__testUtils__/patchesOf';
import { PlatformProfile } from './PlatformProfile';
import { renderFolder } from './rendering';

const ROOT = path.resolve(__dirname, '../../../..');
const COMPANY = path.join(ROOT, 'packages/sandbox/company');
const read = (...parts: string[]) => readFileSync(path.join(...parts), 'utf8');

const history = parse(read(COMPANY, 'history.yaml'));
const profile = PlatformProfile.read(
  read(ROOT, 'platform/profile.yaml'),
  'profile.yaml',
);

/** The Score file as it was before it asked for anything that somebody has to provide. */
function firstScoreOf(service: string): string {
  const text = read(COMPANY, 'repositories', service, 'score.yaml');
  const first = history[service].commits.find(
    ({ was }: any) => was?.['score.yaml'],
  );
  return Object.entries<string>(first.was['score.yaml']).reduce(
    (now, [later, then]) => now.replace(later, () => then),
    text,
  );
}

/** What a plan for a service would write. With this set, it is written: after the profile has changed. */
const WRITE = process.env.TOWPATH_WRITE_SAMPLES === '1';

const FOLDERS = ['payment-service', 'payment-worker'].flatMap(service =>
  ['dev', 'staging', 'prod'].map(
    environment => `apps/${service}/overlays/${environment}`,
  ),
);

// A plan of such a service shows what its Score file asks for since, and no other difference.
it.each(FOLDERS)('has in %s what the platform renders', folder => {
  const [, service, , environment] = folder.split('/');
  const place = parse(read(ROOT, `platform/environments/${environment}.yaml`));
  const full = path.join(COMPANY, 'repositories/gitops', folder);
  const kustomization = read(full, KUSTOMIZATION);
  const { workload } = readScore(firstScoreOf(service));
  const { changes, diagnostics } = renderFolder({
    workload: workload!,
    outputs: new Map(),
    manifests: [],
    profile,
    patches: shippedPatches(),
    service: { ref: '', name: service, owner: 'group:default/team-finance' },
    environment: {
      name: environment,
      tier: place.spec.tier,
      annotations: place.metadata.annotations,
    },
    path: folder,
    files: new Map([
      [KUSTOMIZATION, kustomization],
      [
        MANIFESTS,
        existsSync(path.join(full, MANIFESTS)) ? read(full, MANIFESTS) : '',
      ],
    ]),
    image: '',
    selectors: {},
    source: `@@GIT_URL@@/myorg/${service}/src/branch/main/score.yaml`,
  });
  expect(diagnostics).toEqual([]);
  if (WRITE) {
    changes.forEach(({ after }) =>
      writeFileSync(path.join(full, MANIFESTS), after ?? ''),
    );
  }
  expect(WRITE ? [] : changes).toEqual([]);
});
