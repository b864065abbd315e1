import { createSpecializedApp, FlatRoutes } from '@backstage/core-app-api';
import {
  createApiFactory,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { themes, UnifiedThemeProvider } from '@backstage/theme';
import { render, screen, within } from '@testing-library/react';
import { MemoryRouter, Route } from 'react-router-dom';
import { calm, summaries } from './__testUtils__/deploymentFixtures';
import { environmentFixture } from './__testUtils__/environmentFixture';
import { promotionFixture } from './__testUtils__/promotionFixtures';
import { component } from './__testUtils__/showPlugin';
import { StubEnvironment } from './__testUtils__/StubEnvironment';
import {
  EntityAboutEnvironmentCard,
  EntityPipelineContent,
  EntityPromotionPipelineCard,
  EntityRunsInCard,
  EntityWhatRunsHereCard,
  EnvironmentPage,
  environmentPlugin,
} from './legacy';

/** Stands in for the catalog plugin: the page of one entity, with every part of ours that fits. */
function createCatalog(entity: Entity) {
  const parts =
    entity.kind === 'Component' ? (
      <>
        <EntityRunsInCard />
        <EntityPipelineContent />
      </>
    ) : (
      <>
        <EntityAboutEnvironmentCard />
        <EntityPromotionPipelineCard />
        <EntityWhatRunsHereCard />
      </>
    );
  return createPlugin({ id: 'catalog' }).provide(
    createRoutableExtension({
      name: 'EntityPage',
      mountPoint: entityRouteRef,
      component: async () => () =>
        <EntityProvider entity={entity}>{parts}</EntityProvider>,
    }),
  );
}

/** An app of the old frontend system; the backend's answers come over its fetch. */
function openLegacyApp(
  path: string,
  entity: Entity = component('payment-service'),
) {
  const backend = new StubEnvironment({
    environments: summaries(),
    services: [calm('payment-service', '1.4.2')],
    promotions: [promotionFixture('succeeded')],
  });
  const { discoveryApi, fetchApi } = backend.clientOptions;
  const catalog = catalogApiMock({
    entities: [
      environmentFixture('dev', 'development'),
      environmentFixture('prod', 'production', 'dev'),
    ],
  });
  const app = createSpecializedApp({
    configLoader: async () => [],
    icons: {} as Parameters<typeof createSpecializedApp>[0]['icons'],
    plugins: [environmentPlugin],
    apis: [
      createApiFactory(catalogApiRef, catalog),
      createApiFactory(discoveryApiRef, discoveryApi),
      createApiFactory(fetchApiRef, fetchApi),
    ],
    themes: [
      {
        id: 'light',
        title: 'Light',
        variant: 'light',
        Provider: ({ children }) => (
          <UnifiedThemeProvider theme={themes.light}>
            {children}
          </UnifiedThemeProvider>
        ),
      },
    ],
    components: {
      Progress: () => <p>…</p>,
      BootErrorPage: ({ error }) => <p>{error.message}</p>,
      NotFoundErrorPage: () => <p>Not found</p>,
      ErrorBoundaryFallback: ({ error }) => <p>{error.message}</p>,
      Router: ({ children }) => (
        <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
      ),
    },
  });
  const EntityPage = createCatalog(entity);
  const AppRouter = app.getRouter();
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/environments" element={<EnvironmentPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<EntityPage />}
        />
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
}

const region = (name: string) => screen.findByRole('region', { name });

describe('an app of the old frontend system', () => {
  it('shows the board below a header, asked for over its own APIs', async () => {
    openLegacyApp('/environments');
    expect(
      await screen.findByRole('heading', { level: 1, name: 'Environments' }),
    ).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'payment-service' }),
    ).toHaveAttribute('href', '/catalog/default/component/payment-service');
    expect(screen.getAllByRole('main')).toHaveLength(1);
  });

  it('shows a promotion at its own address', async () => {
    openLegacyApp('/environments/promotions/run-succeeded');
    expect(
      await screen.findByRole('heading', { level: 2, name: /payment-service/ }),
    ).toHaveTextContent('1.4.0 → 1.4.2, staging → prod');
  });

  it('shows the parts of a component, with the ways between them', async () => {
    openLegacyApp('/catalog/default/component/payment-service');
    expect(await region('prod')).toHaveTextContent('1.4.2');
    const runsIn = within(await region('Runs in'));
    expect(
      await runsIn.findByRole('link', { name: 'Pipeline' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/payment-service/pipeline',
    );
  });

  it('shows the parts of an environment', async () => {
    openLegacyApp(
      '/catalog/default/environment/prod',
      environmentFixture('prod', 'production', 'dev'),
    );
    expect(await region('About this environment')).toHaveTextContent(
      'platform-team',
    );
    expect(
      await screen.findByRole('navigation', { name: 'Promotion order' }),
    ).toHaveTextContent(/dev.*prod/);
    expect(
      await within(await region('What runs here')).findByText(
        'payment-service',
      ),
    ).toBeVisible();
  });
});
