import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createQueryClient } from '@towpath/ui';

const queryClient = createQueryClient();

const queryCache = AppRootWrapperBlueprint.make({
  name: 'query-cache',
  params: {
    component: ({ children }) => (
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    ),
  },
});

/** Lets every page share one cache of what the portal's backend answered. */
export const queriesModule = createFrontendModule({
  pluginId: 'app',
  extensions: [queryCache],
});
