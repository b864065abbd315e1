import { screen, within } from '@testing-library/react';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

const PATCH = {
  name: 'spread',
  title: 'Pods are spread over zones',
  description: 'One zone may fail.',
  owner: 'group:default/platform-team',
  order: 0,
  file: 'platform/patches/spread.yaml',
  match: 'tiers:\n  - production',
  objects: 'apiVersion: apps/v1\nkind: Deployment',
  changes: 'set:\n  spec:\n    replicas: 3',
  workloads: [
    { service: 'component:default/payment-service', environment: 'prod' },
  ],
};

function given(patches: StubScoreApi['patches']) {
  openPage('/score/patches', Object.assign(new StubScoreApi(), { patches }));
}

it('says what a patch changes, where, whose it is, and what it has changed by now', async () => {
  given({ items: [PATCH], problems: [], profile: 'labels: { a: b }\n' });
  const card = within(await screen.findByRole('region', { name: PATCH.title }));
  expect(card.getByRole('group', { name: 'It changes' })).toHaveTextContent(
    'replicas: 3',
  );
  expect(card.getByRole('group', { name: 'Where' })).toHaveTextContent(
    'production',
  );
  expect(card.getByRole('link', { name: 'platform-team' })).toBeVisible();
  expect(
    card.getByRole('group', { name: 'It has changed 1 workload' }),
  ).toHaveTextContent('payment-service in prod');
  expect(
    screen.getByRole('region', { name: 'On every workload' }),
  ).toHaveTextContent('labels: { a: b }');
});

it('says which file is not understood, and why', async () => {
  given({
    items: [PATCH],
    problems: [
      {
        file: 'platform/patches/new.yaml',
        line: 7,
        path: 'set.spec.replcas',
        message: 'is not known here; did you mean replicas?',
      },
    ],
  });
  expect(
    await screen.findByText(/platform\/patches\/new.yaml:7/),
  ).toBeVisible();
  expect(screen.getByText(/did you mean replicas\?/)).toBeVisible();
});

it('says where patches come from when there is none', async () => {
  given({ items: [], problems: [] });
  expect(
    await screen.findByText('No patch changes what is rendered'),
  ).toBeVisible();
});
