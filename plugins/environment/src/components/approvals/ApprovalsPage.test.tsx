import { screen, within } from '@testing-library/react';
import { userEvent } from '@towpath/ui/testUtils';
import { openPage } from '../../__testUtils__/openPage';
import {
  awaitingFixture,
  promotionFixture,
} from '../../__testUtils__/promotionFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const inbox = () => screen.findByRole('list', { name: 'Waiting for me' });
const titles = async () =>
  within(await inbox())
    .getAllByRole('link', { name: /→/ })
    .map(link => link.textContent);

const service = (name: string) => ({
  id: name,
  service: `component:default/${name}`,
});

describe('the approvals of a person', () => {
  it('teaches when nothing waits', async () => {
    await openPage('/approvals', new StubEnvironment());
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
  });

  it('keeps the place of what was decided, so that the next click hits what it aims at', async () => {
    const ledger = awaitingFixture(service('ledger'));
    const payment = awaitingFixture(service('payment-service'));
    const backend = new StubEnvironment({ waitingForMe: [ledger, payment] });
    const approved = promotionFixture('running', service('ledger'));
    backend.answer('post', '/promotions/{id}/approve', approved, {
      params: { id: ledger.id },
      changes: () => backend.waitingForMe([payment]),
    });
    await openPage('/approvals', backend);
    expect(await titles()).toEqual([
      'ledger 1.4.2 → prod',
      'payment-service 1.4.2 → prod',
    ]);
    const [first] = await screen.findAllByRole('button', { name: /^Approve/ });
    await userEvent.click(first);
    expect(await within(await inbox()).findByText('running')).toBeVisible();
    expect(await titles()).toEqual([
      'ledger 1.4.2 → prod',
      'payment-service 1.4.2 → prod',
    ]);
    expect(screen.getAllByRole('button', { name: /^Approve/ })).toHaveLength(1);
    expect(screen.getByRole('link', { name: /^ledger/ })).toHaveFocus();
  });

  it('shows the change and the gates beside each decision', async () => {
    const backend = new StubEnvironment({ waitingForMe: [awaitingFixture()] });
    await openPage('/approvals', backend);
    const list = await inbox();
    expect(list).toHaveTextContent('images[payment-service].newTag');
    expect(list).toHaveTextContent('Approval by finance-leads');
    expect(list).toHaveTextContent('fixes duplicate refunds, PAY-311');
  });

  it("never lists another person's promotions as mine", async () => {
    const requestedBy = 'user:default/grace';
    const mine = promotionFixture('running', {
      ...service('mine'),
      requestedBy,
    });
    const theirs = promotionFixture('running', service('theirs'));
    const backend = new StubEnvironment({ promotions: [mine, theirs] });
    backend.answer(
      'get',
      '/promotions',
      { items: [mine] },
      { query: { requestedBy } },
    );
    await openPage('/approvals', backend);
    const asked = await screen.findByRole('list', { name: 'Asked by me' });
    expect(await within(asked).findByText(/mine/)).toBeVisible();
    expect(within(asked).queryByText(/theirs/)).toBeNull();
  });

  it('says how many wait, on every page', async () => {
    const backend = new StubEnvironment({ waitingForMe: [awaitingFixture()] });
    await openPage('/freezes', backend);
    expect(
      await screen.findByRole('link', { name: 'Approvals (1)' }),
    ).toHaveAttribute('href', '/environments/approvals');
  });
});
