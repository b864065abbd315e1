import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { calm } from '../../__testUtils__/deploymentFixtures';
import { openPage } from '../../__testUtils__/openPage';
import { promotionFixture } from '../../__testUtils__/promotionFixtures';
import { StubEnvironment } from '../../__testUtils__/StubEnvironment';

const list = () => screen.findByRole('list', { name: 'Promotions' });

const promotions = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    promotionFixture('succeeded', { id: `run-${index}` }),
  );

describe('the promotions', () => {
  it('says that the next page did not come and why, and asks for it again', async () => {
    const all = promotions(60);
    const backend = new StubEnvironment({ promotions: all });
    const first = { items: all.slice(0, 50), nextCursor: '50' };
    const query = { cursor: '50' };
    const away = new NotAllowedError('The database is away.');
    const once = true;
    backend.answer('get', '/promotions', first);
    backend.answer('get', '/promotions', { items: all.slice(50) }, { query });
    backend.refuse('get', '/promotions', away, { query, once });
    await openPage('/promotions', backend);
    await press('Show more');
    await says(
      'alert',
      'The promotions after these did not come: The database is away.',
    );
    expect(within(await list()).getAllByRole('listitem')).toHaveLength(50);
    await press('Try again');
    const shown = await list();
    await waitFor(() =>
      expect(within(shown).getAllByRole('listitem')).toHaveLength(60),
    );
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});

describe('the promotions of one service', () => {
  const service = 'component:default/cart-service';
  const cart = promotionFixture('succeeded', { id: 'cart', service });
  const payment = promotionFixture('succeeded', { id: 'payment' });

  function given() {
    const services = [calm('cart-service'), calm('payment-service')];
    const backend = new StubEnvironment({
      services,
      promotions: [cart, payment],
    });
    backend.servicesFor({ query: 'pay' }, [services[1]]);
    for (const one of [cart, payment]) {
      backend.answer(
        'get',
        '/promotions',
        { items: [one] },
        { query: { service: one.service } },
      );
    }
    return backend;
  }

  it('are found with the keyboard by a part of its name', async () => {
    await openPage('/promotions', given());
    await within(await list()).findByText(/cart-service/);
    await userEvent.keyboard('/');
    expect(screen.getByRole('textbox', { name: 'Service' })).toHaveFocus();
    await userEvent.keyboard('pay');
    await screen.findByRole('option', { name: 'payment-service' });
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(screen.queryByText(/cart-service/)).not.toBeInTheDocument(),
    );
    expect(within(await list()).getByText(/payment-service/)).toBeVisible();
  });

  it('can be asked for by an address that is no reference, which is said', async () => {
    const backend = given();
    backend.refuse(
      'get',
      '/promotions',
      new InputError('"component:" is no reference.'),
      { query: { service: 'component:' } },
    );
    await openPage('/promotions?service=component:', backend);
    await says('alert', '"component:" is no reference.');
    expect(screen.getByRole('textbox', { name: 'Service' })).toHaveValue(
      'component:',
    );
  });

  it('give way to those of another one that is chosen from the list', async () => {
    await openPage(
      '/promotions?service=component:default/payment-service',
      given(),
    );
    await within(await list()).findByText(/payment-service/);
    await userEvent.keyboard('/{ArrowDown}');
    await screen.findByRole('option', { name: 'cart-service' });
    await userEvent.keyboard('{Enter}');
    expect(await within(await list()).findByText(/cart-service/)).toBeVisible();
  });

  it('are none, and no failure, for a name that is none', async () => {
    const backend = given();
    backend.refuse(
      'get',
      '/promotions',
      new NotFoundError('There is no service pay.'),
      { query: { service: 'pay' } },
    );
    await openPage('/promotions?service=pay', backend);
    const nothing = await screen.findByText(
      'No promotion matches these filters',
    );
    expect(nothing).toBeVisible();
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await press('Clear the filters');
    expect(within(await list()).getAllByRole('listitem')).toHaveLength(2);
  });
});

describe('an address below environments that leads nowhere', () => {
  it('says so, and leads back', async () => {
    await openPage('/promotion', new StubEnvironment());
    expect(
      await screen.findByText(
        /No page has the address \/environments\/promotion/,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See what runs where' }),
    ).toHaveAttribute('href', '/environments');
  });
});
