import { InputError } from '@backstage/errors';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import { StubApi } from '@towpath/api-client/testUtils';
import {
  createPoliciesApi,
  type paths,
  type Policy,
} from '@towpath/plugin-policies-common';
import { press, userEvent } from '@towpath/ui/testUtils';
import policiesPlugin, { policiesApiRef } from '.';

const today = new Date().toISOString().slice(0, 10);

const shop: Policy = {
  name: 'shop',
  description: 'What may be ordered.',
  owner: 'group:default/grocers',
  file: 'platform/policies/shop.yaml',
  appliesTo: ['template'],
  state: 'used',
  problems: [],
  rules: [
    {
      ...{ name: 'no-poison', effect: 'deny', message: 'That is poison.' },
      when: 'input.food == "toadstool"',
      instead: 'a chanterelle',
    },
    {
      ...{ name: 'dear', effect: 'gate', message: 'It is dear.' },
      when: 'input.price > 100',
      approvers: { by: ['group:default/buyers'], count: 1, fourEyes: true },
    },
  ],
  examples: [
    {
      ...{ name: 'Poison is refused', effect: 'deny', rules: ['no-poison'] },
      ...{ document: { input: { food: 'toadstool' } }, outcome: 'holds' },
    },
  ],
  hits: [
    { rule: 'dear', subject: 'template', effect: 'gate', day: today, hits: 3 },
  ],
};
const release: Policy = {
  ...shop,
  ...{ name: 'release', file: 'platform/policies/release.yaml' },
  ...{ appliesTo: ['promotion'], owner: undefined, examples: [], hits: [] },
  rules: [{ name: 'a-tag', effect: 'deny', message: 'No tag.', when: 'true' }],
};

function open(path: string, policies: Policy[] = [shop, release]) {
  const backend = new StubApi<paths>(
    require.resolve('@towpath/plugin-policies-backend/src/schema/openapi.yaml'),
  );
  backend.answer('get', '/policies', {
    subjects: [
      { name: 'promotion', variables: ['version'] },
      { name: 'template', variables: ['input', 'now'] },
    ],
    policies,
  });
  renderTestApp({
    features: [policiesPlugin],
    initialRouteEntries: [path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [[policiesApiRef, createPoliciesApi(backend.clientOptions)]],
  });
  return backend;
}

const card = (name: string) => screen.findByRole('region', { name });

describe('all policies', () => {
  it('say of each rule what it does, why, who is asked, and how often it spoke', async () => {
    open('/policies');
    const shown = within(await card('shop'));
    expect(shown.getByText('Applies to the input of a template')).toBeVisible();
    expect(shown.getByRole('link', { name: 'grocers' })).toBeVisible();
    expect(shown.getByText('platform/policies/shop.yaml')).toBeVisible();
    const [, poison, dear] = within(
      shown.getByRole('list', { name: 'Rules of shop' }),
    ).getAllByRole('listitem');
    expect(poison).toHaveTextContent(
      /denyno-poison.*Silent for 30 days.*That is poison.*Instead: a chanterelle/,
    );
    expect(dear).toHaveTextContent(
      /gatedear.*3 times in 30 days: 3 gate.*Asks buyers, and not who asked/,
    );
    expect(
      within(await card('release')).getByText('The file names no owner'),
    ).toBeVisible();
  });

  it('are narrowed by the address, and widened again', async () => {
    open('/policies?effect=gate');
    expect(await screen.findByText('dear')).toBeVisible();
    expect(screen.queryByText('That is poison.')).toBeNull();
    expect(screen.queryByText('a-tag')).toBeNull();
    await press('Show all rules');
    expect(await screen.findByText('a-tag')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Filter rules'), 'nosuch');
    expect(await screen.findByText('No rule matches')).toBeVisible();
  });

  it('name files that cannot be used, and what holds meanwhile', async () => {
    open('/policies', [
      { ...shop, state: 'kept', problems: ['shop.yaml:9: Example "x"'] },
      { ...release, state: 'unusable', rules: [], problems: ['No rule.'] },
    ]);
    expect(
      await screen.findByText(/what it said before still holds.*shop.yaml:9/),
    ).toBeVisible();
    expect(
      screen.getByText(/all that it would judge is denied.*No rule/),
    ).toBeVisible();
  });

  it('say of those in OPA where they are, and which example does not hold', async () => {
    open('/policies', [
      {
        ...{ ...shop, opa: 'shop/findings', rules: [] },
        examples: [
          {
            ...{ name: 'Poison is refused', effect: 'deny', document: {} },
            ...{ outcome: 'unasked', why: 'OPA did not answer.' },
          },
        ],
      },
    ]);
    const shown = within(await card('shop'));
    expect(shown.getByText('shop/findings')).toBeVisible();
    expect(shown.getByText(/3 times in 30 days/)).toBeVisible();
    await userEvent.click(shown.getByText('1 example, of which 1 do not hold'));
    expect(shown.getByText(/not known what.*OPA did not answer/)).toBeVisible();
  });

  it('teach where rules come from when there is none', async () => {
    open('/policies', []);
    expect(await screen.findByText('Nothing is ruled yet')).toBeVisible();
  });
});

describe('a document that is tried', () => {
  it('begins with an example, and hears every rule', async () => {
    const backend = open('/policies');
    backend.answer('post', '/trials', {
      effect: 'deny',
      verdicts: [
        {
          ...{ policy: 'shop', rule: 'dear', effect: 'deny' },
          ...{ message: 'No such key: price.', error: 'no such key: price' },
        },
        { policy: 'shop', rule: 'no-poison' },
      ],
    });
    await userEvent.click(await screen.findByText('1 example, tried'));
    await userEvent.click(
      await screen.findByRole('link', { name: 'Poison is refused' }),
    );
    expect(await screen.findByLabelText('Document')).toHaveValue(
      'input:\n  food: toadstool\n',
    );
    await press('Try it');
    expect(await screen.findByText('It would be denied.')).toBeVisible();
    const [said] = within(
      screen.getByRole('list', { name: 'Rules that speak' }),
    ).getAllByRole('listitem');
    expect(said).toHaveTextContent(
      /denyshop\/dear.*it cannot be evaluated.*No such key: price/,
    );
    expect(screen.getByText('Silent: shop/no-poison')).toBeVisible();
    expect(backend.askedFor('post', '/trials').map(({ body }) => body)).toEqual(
      [{ subject: 'template', document: { input: { food: 'toadstool' } } }],
    );
  });

  it('is read before it is sent, and what the backend refuses is said', async () => {
    const backend = open('/policies/try?subject=template');
    backend.refuse('post', '/trials', new InputError('document is too deep'));
    const field = await screen.findByLabelText('Document');
    await userEvent.type(field, '- a list');
    expect(screen.getByText(/A document has names with values/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try it' })).toBeDisabled();
    await userEvent.clear(field);
    await userEvent.type(field, 'input: 1');
    await press('Try it');
    expect(await screen.findByText(/document is too deep/)).toBeVisible();
  });
});
