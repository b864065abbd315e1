import type { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { act, screen, waitFor, within } from '@testing-library/react';
import { says, userEvent } from '@towpath/ui/testUtils';
import { RELATION_PROMOTES_TO } from '@towpath/plugin-environment-common';
import environmentPlugin, { environmentApiRef } from '.';
import { environmentFixture } from './__testUtils__/environmentFixture';
import { StubEnvironment } from './__testUtils__/StubEnvironment';

const dev = environmentFixture('dev', 'development');
const staging = environmentFixture('staging', 'staging', 'dev');
const prod = environmentFixture('prod', 'production', 'staging');

function showPage(
  entity: Entity,
  catalog: ReturnType<typeof catalogApiMock | typeof catalogApiMock.mock>,
) {
  renderTestApp({
    features: [environmentPlugin],
    extensions: [createTestEntityPage({ entity })],
    apis: [catalog, [environmentApiRef, new StubEnvironment().api]],
  });
}

const pipeline = () =>
  screen.findByRole('navigation', { name: 'Promotion order' });
const namesIn = (element: HTMLElement) =>
  within(element)
    .getAllByRole('link')
    .map(link => link.textContent);

describe('the page of an environment', () => {
  it('shows the order as a list of links and marks the environment without colour', async () => {
    showPage(staging, catalogApiMock({ entities: [prod, staging, dev] }));
    const nav = await pipeline();
    expect(namesIn(nav)).toEqual(['dev', 'staging', 'prod']);
    expect(
      within(nav).getByRole('link', { current: 'page' }),
    ).toHaveTextContent('staging');
    const [, current] = within(nav).getAllByRole('listitem');
    expect(current).toHaveTextContent('this environment');
    expect(current).toHaveTextContent('staging');
  });

  it('is walked with the keyboard in promotion order', async () => {
    showPage(dev, catalogApiMock({ entities: [prod, staging, dev] }));
    const links = within(await pipeline()).getAllByRole('link');
    act(() => links[0].focus());
    await userEvent.tab();
    expect(links[1]).toHaveFocus();
    await userEvent.tab();
    expect(links[2]).toHaveFocus();
  });

  it('says what the environment is and what it promotes from and to', async () => {
    showPage(
      {
        ...staging,
        metadata: {
          ...staging.metadata,
          description: 'Where releases are rehearsed.',
          links: [{ url: 'https://cluster.myorg.example', title: 'Cluster' }],
          annotations: {
            'backstage.io/edit-url': 'https://git.myorg.example/staging.yaml',
          },
        },
        relations: [
          ...staging.relations!,
          {
            type: RELATION_PROMOTES_TO,
            targetRef: 'environment:default/prod',
          },
        ],
      },
      catalogApiMock({ entities: [dev, staging, prod] }),
    );
    const about = await screen.findByRole('region', {
      name: 'About this environment',
    });
    const factsOf = (term: string) =>
      within(about).getByText(term).nextElementSibling;
    expect(about).toHaveTextContent('Where releases are rehearsed.');
    expect(factsOf('Owner')).toHaveTextContent('platform-team');
    expect(factsOf('Tier')).toHaveTextContent('staging');
    expect(factsOf('Type')).toHaveTextContent('kubernetes');
    expect(factsOf('Promotes from')).toHaveTextContent('dev');
    expect(factsOf('Promotes to')).toHaveTextContent('prod');
    expect(
      within(about).getByRole('link', { name: /Cluster/ }),
    ).toHaveAttribute('href', 'https://cluster.myorg.example');
    expect(
      within(about).getByRole('link', { name: /Definition/ }),
    ).toHaveAttribute('href', 'https://git.myorg.example/staging.yaml');
  });

  it('says in words that an environment is the first and the last', async () => {
    showPage(dev, catalogApiMock({ entities: [dev] }));
    expect(await screen.findByText('nothing, it is the first')).toBeVisible();
    expect(screen.getByText('nothing, it is the last')).toBeVisible();
    expect(await screen.findByText('dev stands alone')).toBeVisible();
  });

  it('names a source that is not in the catalog and the ways to mend it', async () => {
    showPage(prod, catalogApiMock({ entities: [prod, staging] }));
    const problem = await screen.findByRole('alert');
    expect(problem).toHaveTextContent('staging has no source to promote from');
    expect(problem).toHaveTextContent(
      'Its spec.promotesFrom is environment:default/dev, which is not in the catalog, or not visible to you.',
    );
    expect(problem).toHaveTextContent(
      'Add that environment to the catalog, or name another in the definition of staging.',
    );
    const nav = await pipeline();
    expect(nav).toHaveTextContent('devnot in the catalog');
    expect(namesIn(nav)).toEqual(['staging', 'prod']);
  });

  it('names the environments of a circle and how to break it', async () => {
    const loopedDev = environmentFixture('dev', 'development', 'prod');
    showPage(staging, catalogApiMock({ entities: [loopedDev, staging, prod] }));
    const problem = await screen.findByRole('alert');
    expect(problem).toHaveTextContent(
      'These environments promote in a circle: dev → staging → prod → dev.',
    );
    expect(problem).toHaveTextContent(
      'Remove spec.promotesFrom from the one that versions enter by.',
    );
    expect(namesIn(problem)).toEqual(['dev', 'staging', 'prod', 'dev']);
  });

  it('shows why the catalog did not answer, and asks again when told to', async () => {
    const catalog = catalogApiMock.mock();
    catalog.getEntities.mockRejectedValueOnce(new Error('the pool is empty'));
    catalog.getEntities.mockResolvedValue({ items: [dev, staging, prod] });
    showPage(staging, catalog);
    await says('alert', 'the pool is empty');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(namesIn(await pipeline())).toEqual(['dev', 'staging', 'prod']);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('shows that it is asking until the catalog answers', async () => {
    const catalog = catalogApiMock.mock();
    let answer: (value: { items: Entity[] }) => void = () => {};
    catalog.getEntities.mockReturnValue(
      new Promise(resolve => {
        answer = resolve;
      }),
    );
    showPage(staging, catalog);
    expect(await screen.findByTestId('progress')).toBeInTheDocument();
    answer({ items: [dev, staging, prod] });
    expect(await pipeline()).toBeVisible();
    // Other cards of the page may still be on their way.
    await waitFor(() =>
      expect(screen.queryByTestId('progress')).not.toBeInTheDocument(),
    );
  });

  it('leaves the pages of other kinds alone', async () => {
    showPage(
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'API',
        metadata: { name: 'payment-api' },
      },
      catalogApiMock({ entities: [] }),
    );
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });
});
