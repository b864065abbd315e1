import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { findForeign } from './findForeign';

const HOST = 'http://git.example:3000';
const LOCATION = `${HOST}/team/shop/src/branch/main/catalog-info.yaml`;
const SECRET = `${HOST}/finance/secrets/src/branch/main`;

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      gitea: [{ host: 'git.example:3000', baseUrl: HOST }],
    },
  }),
);

const problemsOf = (annotations: object, spec: object = {}) =>
  findForeign(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'shop', annotations: annotations as {} },
      spec: spec as {},
    },
    LOCATION,
    integrations,
  );

const TECHDOCS = 'backstage.io/techdocs-ref';
const SOURCE = 'backstage.io/source-location';

describe('an entity may have read what is its own', () => {
  it.each<[string, object, object?]>([
    ['docs beside it', { [TECHDOCS]: 'dir:.' }],
    ['docs in a folder', { [TECHDOCS]: 'dir:./docs' }],
    [
      'docs by address',
      { [TECHDOCS]: `url:${HOST}/team/shop/src/branch/main` },
    ],
    ['its source elsewhere', { [SOURCE]: `url:${SECRET}/` }],
    ['a file beside it', {}, { definition: { $text: './api.yaml' } }],
    [
      'a file of the world',
      {},
      { definition: { $text: 'https://spec.example/api.yaml' } },
    ],
  ])('%s', (...[, annotations, spec]) => {
    expect(problemsOf(annotations, spec)).toEqual([]);
  });
});

describe('an entity has nothing read of another repository', () => {
  it.each<[string, object, object?]>([
    ['docs by address', { [TECHDOCS]: `url:${SECRET}/` }],
    ['docs by address, as a folder', { [TECHDOCS]: `dir:${SECRET}/` }],
    [
      'docs by steps up',
      { [TECHDOCS]: 'dir:../../../../../finance/secrets/src/branch/main/' },
    ],
    [
      'docs of a source that it claims',
      { [TECHDOCS]: 'dir:.', [SOURCE]: `url:${SECRET}/` },
    ],
    ['a folder of the portal', { [TECHDOCS]: 'dir:.', [SOURCE]: 'file:/etc/' }],
    ['a file by address', {}, { definition: { $text: `${SECRET}/.env` } }],
    [
      'a file by steps up',
      {},
      {
        definition: {
          $yaml: '../../../../../finance/secrets/src/branch/main/x.yaml',
        },
      },
    ],
    ['a file deep inside', {}, { a: [{ b: { $json: `${SECRET}/k.json` } }] }],
  ])('%s', (...[, annotations, spec]) => {
    const [problem, ...others] = problemsOf(annotations, spec);
    expect(problem).toMatch(/leads out of|Write url:/);
    expect(others).toEqual([]);
  });
});
