import { EnvironmentEntityV1alpha1 } from './EnvironmentEntityV1alpha1';
import { getEnvironmentOwner, getPromotionSource } from './relations';

function environment(
  spec: Partial<EnvironmentEntityV1alpha1['spec']>,
): EnvironmentEntityV1alpha1 {
  return {
    apiVersion: 'towpath.dev/v1alpha1',
    kind: 'Environment',
    metadata: { name: 'prod', namespace: 'team' },
    spec: { type: 'kubernetes', owner: 'ops', tier: 'production', ...spec },
  };
}

describe('references of an environment', () => {
  it('takes kind and namespace of a short reference from the field and the entity', () => {
    expect(getEnvironmentOwner(environment({}))).toEqual({
      kind: 'Group',
      namespace: 'team',
      name: 'ops',
    });
    expect(getPromotionSource(environment({ promotesFrom: 'qa' }))).toEqual({
      kind: 'Environment',
      namespace: 'team',
      name: 'qa',
    });
  });

  it('lets a full reference cross namespaces', () => {
    expect(
      getPromotionSource(
        environment({ promotesFrom: 'environment:default/staging' }),
      ),
    ).toEqual({ kind: 'environment', namespace: 'default', name: 'staging' });
  });

  it('has no source when the environment is the first', () => {
    expect(getPromotionSource(environment({}))).toBeUndefined();
  });
});
