import { stringifyEntityRef } from '@backstage/catalog-model';
import fc from 'fast-check';
import {
  ENVIRONMENT_TIERS,
  EnvironmentEntityV1alpha1,
} from './EnvironmentEntityV1alpha1';
import { orderByPromotion } from './orderByPromotion';

interface Sample {
  tier: EnvironmentEntityV1alpha1['spec']['tier'];
  /** Index of the source; one past the end stands for one not in the set. */
  source: number | undefined;
}

function environment(
  name: string,
  tier: EnvironmentEntityV1alpha1['spec']['tier'],
  promotesFrom?: string,
): EnvironmentEntityV1alpha1 {
  return {
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: { name },
    spec: { type: 'kubernetes', owner: 'platform-team', tier, promotesFrom },
  };
}

function fromSamples(samples: Sample[]): EnvironmentEntityV1alpha1[] {
  return samples.map(({ tier, source }, index) =>
    environment(
      `env-${index}`,
      tier,
      source === undefined ? undefined : `env-${source}`,
    ),
  );
}

/** Any set at all: chains, branches, cycles, selves and missing sources. */
const anySet = fc
  .integer({ min: 0, max: 12 })
  .chain(size =>
    fc.array(
      fc.record({
        tier: fc.constantFrom(...ENVIRONMENT_TIERS),
        source: fc.option(fc.integer({ min: 0, max: size }), {
          nil: undefined,
        }),
      }),
      { minLength: size, maxLength: size },
    ),
  )
  .map(fromSamples);

const anySetShuffled = anySet.chain(environments =>
  fc.tuple(
    fc.constant(environments),
    fc.shuffledSubarray(environments, {
      minLength: environments.length,
      maxLength: environments.length,
    }),
  ),
);

/** Reference to reference of its source, both written out in full. */
function sourcesOf(environments: EnvironmentEntityV1alpha1[]) {
  return new Map(
    environments.map(env => [
      stringifyEntityRef(env),
      env.spec.promotesFrom && `environment:default/${env.spec.promotesFrom}`,
    ]),
  );
}

/** Whether following sources from a reference comes back to it. */
function comesBack(ref: string, sources: Map<string, string | undefined>) {
  let at = sources.get(ref);
  for (let step = 0; at !== undefined && step < sources.size; step++) {
    if (at === ref) {
      return true;
    }
    at = sources.get(at);
  }
  return false;
}

const refsOf = (environments: EnvironmentEntityV1alpha1[]) =>
  environments.map(env => stringifyEntityRef(env));

describe('orderByPromotion', () => {
  it('puts the source first even when names and tiers say otherwise', () => {
    const { ordered, cycles, missingSources } = orderByPromotion([
      environment('a-prod', 'production', 'm-staging'),
      environment('m-staging', 'staging', 'z-dev'),
      environment('z-dev', 'production'),
    ]);
    expect(ordered.map(env => env.metadata.name)).toEqual([
      'z-dev',
      'm-staging',
      'a-prod',
    ]);
    expect(cycles).toEqual([]);
    expect(missingSources).toEqual([]);
  });

  it('keeps environments that cannot be told apart by promotion in tier order', () => {
    const { ordered } = orderByPromotion([
      environment('prod-us', 'production', 'staging'),
      environment('staging', 'staging', 'dev'),
      environment('lab', 'development'),
      environment('prod-eu', 'production', 'staging'),
      environment('dev', 'development'),
    ]);
    expect(ordered.map(env => env.metadata.name)).toEqual([
      'dev',
      'lab',
      'staging',
      'prod-eu',
      'prod-us',
    ]);
  });

  it('resolves a short source in the namespace of the environment', () => {
    const inTeam = environment('prod', 'production', 'staging');
    inTeam.metadata.namespace = 'team';
    expect(
      orderByPromotion([inTeam, environment('staging', 'staging')])
        .missingSources,
    ).toEqual([
      {
        environment: 'environment:team/prod',
        source: 'environment:team/staging',
      },
    ]);
  });

  it('lists a cycle in the direction versions would travel', () => {
    expect(
      orderByPromotion([
        environment('dev', 'development', 'prod'),
        environment('staging', 'staging', 'dev'),
        environment('prod', 'production', 'staging'),
      ]).cycles,
    ).toEqual([
      [
        'environment:default/dev',
        'environment:default/staging',
        'environment:default/prod',
      ],
    ]);
  });

  it('loses and invents no environment, whatever the set', () => {
    fc.assert(
      fc.property(anySet, environments => {
        expect(refsOf(orderByPromotion(environments).ordered).sort()).toEqual(
          refsOf(environments).sort(),
        );
      }),
    );
  });

  it('answers the same for any order of the input, and leaves the input alone', () => {
    fc.assert(
      fc.property(anySetShuffled, ([environments, shuffled]) => {
        const before = JSON.stringify(shuffled);
        expect(orderByPromotion(shuffled)).toEqual(
          orderByPromotion(environments),
        );
        expect(JSON.stringify(shuffled)).toBe(before);
      }),
    );
  });

  it('puts every environment outside a cycle after its source', () => {
    fc.assert(
      fc.property(anySet, environments => {
        const { ordered, cycles } = orderByPromotion(environments);
        const sources = sourcesOf(environments);
        const position = new Map(refsOf(ordered).map((ref, i) => [ref, i]));
        const tooEarly = [...sources].filter(
          ([ref, source]) =>
            source &&
            sources.has(source) &&
            !cycles.flat().includes(ref) &&
            position.get(ref)! < position.get(source)!,
        );
        expect(tooEarly).toEqual([]);
      }),
    );
  });

  it('reports every environment on a cycle once, and no other', () => {
    fc.assert(
      fc.property(anySet, environments => {
        const sources = sourcesOf(environments);
        const { cycles } = orderByPromotion(environments);
        expect(cycles.flat().sort()).toEqual(
          refsOf(environments)
            .filter(ref => comesBack(ref, sources))
            .sort(),
        );
        for (const cycle of cycles) {
          cycle.forEach((ref, i) => {
            expect(sources.get(cycle[(i + 1) % cycle.length])).toBe(ref);
          });
        }
      }),
    );
  });

  it('reports exactly the sources that are not in the set', () => {
    fc.assert(
      fc.property(anySet, environments => {
        const sources = sourcesOf(environments);
        expect(
          orderByPromotion(environments)
            .missingSources.map(({ environment: ref }) => ref)
            .sort(),
        ).toEqual(
          [...sources]
            .filter(([, source]) => source && !sources.has(source))
            .map(([ref]) => ref)
            .sort(),
        );
      }),
    );
  });
});
