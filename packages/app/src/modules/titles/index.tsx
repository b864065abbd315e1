import {
  AppRootElementBlueprint,
  configApiRef,
  createFrontendModule,
  useApi,
} from '@backstage/frontend-plugin-api';
import { Helmet } from 'react-helmet';

function DefaultTitle() {
  const title = useApi(configApiRef).getOptionalString('app.title');
  return <Helmet defaultTitle={title ?? 'Backstage'} />;
}

const defaultTitle = AppRootElementBlueprint.make({
  name: 'default-title',
  params: { element: <DefaultTitle /> },
});

/** Keeps the title of a page that was left from staying with one that has none of its own. */
export const titlesModule = createFrontendModule({
  pluginId: 'app',
  extensions: [defaultTitle],
});
