import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { planResources, readScore, renderKubernetes } from '@towpath/score';
import { timed } from '@towpath/test-kit';
import { parse } from 'yaml';
import { outputsOf } from '../src/planning/outputsOf';
import { shippedPatches } from '../src/__testUtils__/patchesOf';
import { PlatformProfile } from '../src/planning/PlatformProfile';
import { renderFolder } from '../src/planning/rendering';
import { scoreText, SHELF } from './shelf';

const KUSTOMIZATION = `resources: [manifests.yaml]
images:
  - { name: registry.example/shop, newTag: 1.0.0 }
`;

/**
 * How many milliseconds it takes to render so many different workloads into their folders, as after a change of the
 * profile; and only their manifests, without profile and files.
 */
export async function renderAll(count: number) {
  const file = resolve(__dirname, '../../../platform/profile.yaml');
  const profile = PlatformProfile.read(readFileSync(file, 'utf8'), file);
  const patches = shippedPatches();
  const workloads = Array.from({ length: count }, (_, at) =>
    workloadOf(`service-${at}`),
  );
  const [whole] = await timed(async () =>
    workloads.forEach(({ workload, outputs }) =>
      renderFolder({
        ...{
          workload,
          outputs,
          profile,
          patches,
          manifests: [],
          selectors: {},
        },
        ...{ path: 'apps', image: 'registry.example/shop' },
        service: {
          ref: `component:default/${workload.metadata.name}`,
          name: workload.metadata.name,
          owner: 'group:default/team-a',
        },
        environment: { name: 'prod', tier: 'production', annotations: {} },
        files: new Map([['kustomization.yaml', KUSTOMIZATION]]),
      }),
    ),
  );
  const [bare] = await timed(async () =>
    workloads.forEach(({ workload, outputs }) =>
      renderKubernetes([workload], { outputs, images: 'shop' }),
    ),
  );
  return { whole: Math.round(whole), bare: Math.round(bare) };
}

function workloadOf(name: string) {
  const read = readScore(scoreText(name, 1));
  if (!read.valid) throw new Error(`${name} is no Score file`);
  const definition = parse(SHELF);
  const outputs = new Map(
    planResources([read.workload]).resources.map(planned => [
      planned.uid,
      outputsOf(
        {
          planned,
          definition,
          name: planned.usedBy[0].resource,
          considered: [],
        },
        { host: 'shelf', size: 1 },
      ),
    ]),
  );
  return { workload: read.workload, outputs };
}
