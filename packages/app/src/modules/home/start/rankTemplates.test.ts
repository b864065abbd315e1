import type { Entity } from '@backstage/catalog-model';
import { rankTemplates } from './rankTemplates';

const finance = 'group:default/team-finance';

const template = (
  name: string,
  owner: string,
  tags: string[] = [],
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, tags },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

it("offers my team's templates before the recommended, and those before the rest", () => {
  const platform = 'group:default/platform-team';
  const ranked = rankTemplates(
    [
      template('website', platform),
      template('service', platform, ['recommended']),
      template('ledger', finance),
      template('api', platform),
    ],
    ['user:default/ada', finance],
  );
  expect(ranked.map(({ metadata }) => metadata.name)).toEqual([
    'ledger',
    'service',
    'api',
    'website',
  ]);
});
