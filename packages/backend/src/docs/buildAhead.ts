import type {
  AuthService,
  DiscoveryService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { TECHDOCS_ANNOTATION } from '@backstage/plugin-techdocs-common';

export interface BuildAheadOptions {
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  logger: LoggerService;
}

/** Component:default/payment-service as the path that TechDocs uses. */
function docsPath({ kind, metadata }: Entity): string {
  return [metadata.namespace ?? 'default', kind.toLowerCase(), metadata.name]
    .map(encodeURIComponent)
    .join('/');
}

/**
 * Has TechDocs bring the site of every documented entity up to date, one at a time.
 * A site that cannot be built does not keep the others from it.
 *
 * @param signal - ends the work between two sites
 */
export async function buildAhead(
  { auth, catalog, discovery, logger }: BuildAheadOptions,
  signal: AbortSignal,
): Promise<void> {
  const credentials = await auth.getOwnServiceCredentials();
  const baseUrl = await discovery.getBaseUrl('techdocs');
  const { items } = await catalog.getEntities(
    {
      filter: {
        [`metadata.annotations.${TECHDOCS_ANNOTATION}`]: CATALOG_FILTER_EXISTS,
      },
    },
    { credentials },
  );
  for (const entity of items) {
    if (signal.aborted) return;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'techdocs',
    });
    try {
      await syncSite(`${baseUrl}/sync/${docsPath(entity)}`, token, signal);
    } catch (error) {
      logger.warn(
        `The documentation of ${stringifyEntityRef(
          entity,
        )} was not built: ${error}`,
      );
    }
  }
}

/** The answer is a stream that ends with the build; a plain answer means nothing to do. */
async function syncSite(url: string, token: string, signal: AbortSignal) {
  const response = await fetch(url, {
    headers: {
      Authorization: `Bearer ${token}`,
      Accept: 'text/event-stream',
    },
    signal,
  });
  const text = await response.text();
  const failure = /^event: error\ndata: (.*)$/m.exec(text);
  if (failure) throw new Error(JSON.parse(failure[1]));
  if (!response.ok) throw new Error(`TechDocs answered ${response.status}`);
}
