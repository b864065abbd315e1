import { screen, waitFor, within } from '@testing-library/react';
import { press } from '@towpath/ui/testUtils';
import {
  driftedDetailFixture,
  driftedFixture,
  stackFixture,
} from '../../__testUtils__/fixtures';
import { openEntity, openPage } from '../../__testUtils__/openPage';
import { StubStacks } from '../../__testUtils__/StubStacks';

const unknown = stackFixture({
  key: 'asleep',
  drift: { status: 'unknown', why: 'The provider did not answer.' },
});

describe('the board of drift', () => {
  it('keeps what drifted apart from what nobody could ask, and mends on demand', async () => {
    const backend = new StubStacks();
    backend.stacks([stackFixture()], { drift: 'in-sync' });
    backend.stacks([driftedFixture()], { drift: 'drifted' });
    backend.stacks([unknown], { drift: 'unknown' });
    backend.stack(driftedDetailFixture());
    backend.begins();
    openPage('/-/drift', backend);
    const not = await screen.findByRole('list', { name: 'Not known' });
    expect(not).toHaveTextContent(/asleep.*The provider did not answer\./);
    expect(screen.getByText('1 stack is as Terraform made it.')).toBeVisible();
    expect(screen.getByText('1 resource differs')).toBeVisible();
    await press('See and mend shop-dev');
    expect(
      await screen.findByRole('button', { name: /terraform_data\.network/ }),
    ).toBeVisible();
    await press('Plan that mends');
    await waitFor(() =>
      expect(backend.askedFor('post', '/stacks/{key}/runs')).toHaveLength(1),
    );
  });
});

describe('the cards of entities', () => {
  it.each([
    ['Component', 'shop', { service: 'component:default/shop' }],
    ['Environment', 'dev', { environment: 'dev' }],
    ['Group', 'team-finance', { owner: 'group:default/team-finance' }],
  ])('list the stacks of a %s', async (kind, name, query) => {
    const backend = new StubStacks();
    backend.stacks([driftedFixture()], query);
    openEntity(kind, name, backend);
    const card = within(
      await screen.findByRole('region', { name: 'Terraform stacks' }),
    );
    expect(await card.findByRole('link', { name: 'shop-dev' })).toHaveAttribute(
      'href',
      '/terraform-stacks/shop-dev',
    );
    expect(card.getByText('drifted')).toBeVisible();
  });

  it('say of a stack in the catalog how it stands, or that it is not taken up yet', async () => {
    const backend = new StubStacks();
    openEntity('Stack', 'shop-dev', backend);
    expect(
      await screen.findByText(/has not taken up its definition yet/),
    ).toBeVisible();
  });
});
