import { screen, within } from '@testing-library/react';
import { press, says, userEvent } from '@towpath/ui/testUtils';
import { typeFixture } from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

function given(extra: Partial<StubScoreApi> = {}, path = '/score/types') {
  const api = Object.assign(new StubScoreApi(), extra);
  openPage(path, api);
}

const card = (name: string) => screen.findByRole('region', { name });
const redis = typeFixture({
  type: 'redis',
  title: 'Cache',
  description: 'Forgets.',
});

describe('the catalogue of resource types', () => {
  it('says what a type takes and gives, whose it is, and what to write', async () => {
    given();
    const shown = within(await card('PostgreSQL database'));
    expect(shown.getByText('version').closest('tr')).toHaveTextContent(
      'versionone of 16, 17, requiredOf the server',
    );
    expect(shown.getByText('size').closest('tr')).toHaveTextContent(
      'sizeinteger, 1 to 100, 5 by default',
    );
    expect(shown.getByText('password').closest('tr')).toHaveTextContent(
      'string, secret',
    );
    expect(shown.getByText(/type: postgres/)).toBeVisible();
    expect(shown.getByRole('link', { name: 'platform-team' })).toBeVisible();
    expect(shown.getByText('Provided by postgres-shared')).toBeVisible();
  });

  it('says which definition holds for a service in an environment, and why no other', async () => {
    given(
      {
        explanation: {
          chosen: 'postgres-shared',
          considered: [
            {
              ...{ definition: 'postgres-shared', matches: true },
              why: 'more specific than "postgres-any"',
            },
            {
              ...{ definition: 'postgres-any', matches: true },
              why: 'less specific than "postgres-shared"',
            },
          ],
        },
      },
      '/score/types?service=component:default/payment-service&environment=dev',
    );
    const list = await screen.findByRole('list', { name: 'Definitions' });
    const [chosen, other] = within(list).getAllByRole('listitem');
    expect(chosen).toHaveTextContent(
      /provides it.*postgres-shared.*more specific than "postgres-any"/,
    );
    expect(other).toHaveTextContent(/passed over.*postgres-any.*less specific/);
  });

  it('says who else may use what a type gives, and who of them has to ask', async () => {
    const ledger = {
      definition: 'ledger-books',
      owner: 'component:default/ledger',
      with: {
        services: ['component:default/reports'],
        owners: ['group:default/team-b'],
        team: true,
      },
    };
    given({
      types: [
        typeFixture({
          ...{ title: 'Books', class: 'shared', sharing: [ledger] },
          definitions: ['ledger-books', 'postgres-own'],
        }),
        redis,
      ],
    });
    const books = await card('Books');
    expect(books).toHaveTextContent('Provided by ledger-books');
    expect(books).toHaveTextContent('Without asking: reports.');
    expect(books).toHaveTextContent(
      'Once its owner has agreed: services of team-b, services of the same team.',
    );
    expect(books).toHaveTextContent('It belongs to ledger.');
    expect(await card('Cache')).toHaveTextContent(
      'Nobody: each service that asks for it has its own.',
    );
  });

  it('takes an example along', async () => {
    given();
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    await press('Copy the example');
    expect(written).toHaveBeenCalledWith(typeFixture().example);
  });

  it('names files that are not understood, with their line', async () => {
    given({
      problems: [
        { file: 'resources/s3.yaml', line: 7, message: 'driver is missing' },
      ],
    });
    expect(await screen.findByText('resources/s3.yaml:7')).toBeVisible();
    expect(screen.getByText(/driver is missing/)).toBeVisible();
  });

  it('is narrowed by the address and by words, and widened again', async () => {
    given({ types: [typeFixture(), redis] }, '/score/types?type=redis');
    expect(await card('Cache')).toBeVisible();
    expect(screen.queryByText('PostgreSQL database')).toBeNull();
    await press('Show all types');
    expect(await card('PostgreSQL database')).toBeVisible();
    await userEvent.type(screen.getByLabelText('Filter types'), 'nosuch');
    expect(await screen.findByText('No type matches')).toBeVisible();
  });

  it('says that nothing provides a type that was asked for', async () => {
    given({}, '/score/types?type=mainframe');
    expect(
      await screen.findByText('Nothing provides mainframe here'),
    ).toBeVisible();
  });

  it('teaches where types come from when there is none', async () => {
    given({ types: [] });
    expect(
      await screen.findByText('Nothing can be asked for yet'),
    ).toBeVisible();
  });

  it('says why it cannot be listed', async () => {
    given({
      listResourceTypes: async () => {
        throw new Error('The folder is away');
      },
    });
    await says('alert', 'The folder is away');
  });
});
