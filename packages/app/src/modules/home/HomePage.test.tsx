import {
  createFrontendModule,
  createFrontendPlugin,
  identityApiRef,
  storageApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import homePlugin from '@backstage/plugin-home/alpha';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, screen, waitFor, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import {
  HomeSectionBlueprint,
  useStillLoading,
  type HomePlace,
  type HomeSectionParams,
} from '@towpath/home-react';
import {
  ada,
  commerce,
  component,
  finance,
  people,
} from '@towpath/home-react/testUtils';
import { createQueryClient } from '@towpath/ui';
import { userEvent } from '@towpath/ui/testUtils';
import { homeModule } from '.';

interface Given {
  entities?: Entity[];
  ownershipRefs?: string[];
  announcements?: Array<Record<string, string>>;
  catalog?: ReturnType<typeof catalogApiMock>;
  /** Sections that another plugin brings, by their names. */
  sections?: Record<string, HomeSectionParams>;
  /** What `app.extensions` says beside the address of the page. */
  extensions?: JsonObject[] | string[];
}

const shelfOf = (sections: Given['sections'] = {}) =>
  createFrontendPlugin({
    pluginId: 'shelf',
    extensions: Object.entries(sections).map(([name, params]) =>
      HomeSectionBlueprint.make({ name, params }),
    ),
  });

/** A cache that knows nothing of the test before. */
function newCache() {
  const client = createQueryClient();
  const cache = AppRootWrapperBlueprint.make({
    name: 'query-cache',
    params: {
      component: ({ children }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  });
  return createFrontendModule({ pluginId: 'app', extensions: [cache] });
}

/** Opens home as Ada, in a portal that has it and one plugin more. */
function openHome(given: Given = {}) {
  const ownPage = { 'page:home': { config: { path: '/' } } };
  renderTestApp({
    features: [homePlugin, homeModule, newCache(), shelfOf(given.sections)],
    config: {
      app: { extensions: [ownPage, ...(given.extensions ?? [])] },
      towpath: { announcements: given.announcements ?? [] },
    },
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [
        identityApiRef,
        mockApis.identity({
          userEntityRef: ada,
          ownershipEntityRefs: given.ownershipRefs ?? [ada, finance],
        }),
      ],
      [storageApiRef, mockApis.storage()],
      [permissionApiRef, mockApis.permission()],
      [
        catalogApiRef,
        given.catalog ??
          catalogApiMock({ entities: [...people, ...(given.entities ?? [])] }),
      ],
    ],
  });
}

/** It is there from when all is known, and shown when nothing else is. */
function saysThatNothingWaits(): boolean {
  const line = screen.queryByText('Nothing waits for you.');
  return (
    line !== null && getComputedStyle(line.parentElement!).display !== 'none'
  );
}

const section = (name: string) => screen.findByRole('region', { name });

describe('home', () => {
  it("never counts another team's things as mine", async () => {
    openHome({
      entities: [
        component('payment-service', finance),
        component('checkout', commerce),
      ],
    });
    const counts = await section('What I own');
    expect(within(counts).getByRole('listitem')).toHaveTextContent(
      'Component1',
    );
  });

  it('says that the catalog failed; it does not say that nothing needs me', async () => {
    const catalog = catalogApiMock({ entities: people });
    catalog.getEntities = async () => {
      throw new NotAllowedError('connection refused');
    };
    openHome({ catalog });
    const failure = await screen.findByText(
      'What needs attention is not known',
    );
    const alert = failure.closest('[role="alert"]');
    expect(alert).toHaveTextContent('connection refused');
    expect(alert).toHaveTextContent('Try again');
    expect(saysThatNothingWaits()).toBe(false);
  });

  it('greets by name and leads to my teams', async () => {
    openHome();
    expect(await screen.findByText(/, Ada$/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Finance' })).toHaveAttribute(
      'href',
      '/catalog/default/group/team-finance',
    );
  });

  it('gives someone who owns nothing a first day', async () => {
    openHome({ ownershipRefs: [ada] });
    const steps = await section('First steps');
    expect(steps).toHaveTextContent('0 of 4 done');
    expect(
      within(steps).getByRole('link', { name: 'Find your team' }),
    ).toBeInTheDocument();
  });

  it('names what needs attention, why, and the next step', async () => {
    openHome({
      entities: [
        component('payment-service', finance, {
          relations: [
            { type: 'dependsOn', targetRef: 'component:default/old-ledger' },
            { type: 'dependsOn', targetRef: 'resource:default/gone' },
          ],
        }),
        component('old-ledger', commerce, { lifecycle: 'deprecated' }),
        component('payment-worker', finance, { annotations: {} }),
      ],
    });
    const attention = await section('Needs attention');
    const [missing, deprecated, docs, ...others] =
      within(attention).getAllByRole('listitem');
    expect(missing).toHaveTextContent(
      /Missing relation.*payment-service.*does not know resource:default\/gone/,
    );
    expect(deprecated).toHaveTextContent(
      /Deprecated dependency.*payment-service.*Uses old-ledger/,
    );
    expect(
      within(deprecated).getByRole('link', { name: 'See old-ledger' }),
    ).toHaveAttribute('href', '/catalog/default/component/old-ledger');
    expect(docs).toHaveTextContent(/No docs.*payment-worker/);
    expect(others).toEqual([]);
  });

  it('is quiet when nothing needs attention', async () => {
    openHome({ entities: [component('payment-service', finance)] });
    await section('What I own');
    expect(
      screen.queryByRole('region', { name: 'Needs attention' }),
    ).not.toBeInTheDocument();
  });

  it('hides an announcement for good when asked, and only that one', async () => {
    openHome({
      announcements: [
        { id: 'a', title: 'New runners' },
        { id: 'b', title: 'Closed on Friday', severity: 'critical' },
        { id: 'c', title: 'Last year', until: '2020-01-01' },
      ],
    });
    const titles = () =>
      screen
        .getAllByRole('article')
        .map(article => within(article).getByRole('heading').textContent);
    await screen.findByRole('heading', { name: 'Closed on Friday' });
    expect(titles()).toEqual(['Closed on Friday', 'New runners']);

    await userEvent.click(
      screen.getByRole('button', { name: 'Hide “Closed on Friday”' }),
    );
    expect(titles()).toEqual(['New runners']);
  });

  it('says calmly that nothing waits', async () => {
    openHome({ entities: [component('payment-service', finance)] });
    expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
  });
});

const of = (
  place: HomePlace,
  title: string,
  Content: () => JSX.Element | null,
): HomeSectionParams => ({ place, title, loader: async () => Content });

const note = (place: HomePlace, words: string) =>
  of(place, words, () => <p>{words}</p>);

/** A section that knows nothing until it is told. */
function slow(place: HomePlace, words: string) {
  let tell = () => {};
  const told = new Promise<void>(resolve => (tell = resolve));
  const Slow = () => {
    const [known, setKnown] = useState(false);
    useStillLoading(!known);
    useEffect(() => void told.then(() => setKnown(true)), []);
    return known ? <p>{words}</p> : null;
  };
  return { params: of(place, words, Slow), tell };
}

describe('the sections of home', () => {
  it('stand in their places, in the order of the configuration', async () => {
    openHome({
      sections: {
        old: note('my-things', 'Old books'),
        due: note('needs-me-now', 'A book is due'),
        fresh: note('my-things', 'New books'),
      },
      extensions: ['home-section:shelf/fresh', 'home-section:shelf/old'],
    });
    const due = await screen.findByText('A book is due');
    const fresh = screen.getByText('New books');
    const old = screen.getByText('Old books');
    const follows = Node.DOCUMENT_POSITION_FOLLOWING;
    expect(due.compareDocumentPosition(fresh)).toBe(follows);
    expect(fresh.compareDocumentPosition(old)).toBe(follows);
    await waitFor(() => expect(due).toBeVisible());
    expect(saysThatNothingWaits()).toBe(false);
  });

  it.each(['is drawn', 'is fetched'])(
    'fail alone when one %s, which is said and can be tried again',
    async moment => {
      const error = jest.spyOn(console, 'error').mockImplementation(() => {});
      let isBroken = true;
      const fail = () => {
        if (isBroken) throw new Error('The shelf fell down.');
      };
      openHome({
        sections: {
          due: {
            place: 'needs-me-now',
            title: 'Due books',
            loader: async () => {
              if (moment === 'is fetched') fail();
              return () => {
                fail();
                return <p>A book is due</p>;
              };
            },
          },
          mine: note('my-things', 'My books'),
        },
      });
      const due = await section('Due books');
      expect(within(due).getByRole('alert')).toHaveTextContent(
        'The shelf fell down.',
      );
      expect(screen.getByText('My books')).toBeVisible();

      isBroken = false;
      await userEvent.click(within(due).getByText('Try again'));
      expect(await screen.findByText('A book is due')).toBeVisible();
      error.mockRestore();
    },
  );

  it('appear at once, when the slowest knows what it shows', async () => {
    const due = slow('needs-me-now', 'A book is due');
    openHome({
      sections: { due: due.params, mine: note('my-things', 'My books') },
    });
    expect(await screen.findByText('My books')).not.toBeVisible();
    expect(saysThatNothingWaits()).toBe(false);

    await act(async () => due.tell());
    expect(await screen.findByText('A book is due')).toBeVisible();
    expect(screen.getByText('My books')).toBeVisible();
  });

  it('do not wait for long for one that hangs, and do not say that nothing waits', async () => {
    openHome({
      sections: {
        due: slow('needs-me-now', 'A book is due').params,
        mine: note('my-things', 'My books'),
      },
    });
    const mine = await screen.findByText('My books');
    await waitFor(() => expect(mine).toBeVisible());
    expect(saysThatNothingWaits()).toBe(false);
  });
});
