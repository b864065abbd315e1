import { ConfigReader, type Config } from '@backstage/config';
import type { JsonObject } from '@backstage/types';

const KEY = 'catalog.providers.github';

/**
 * The configuration in which each provider asks GitHub which repositories have a description, as it lists
 * them. Where `catalogPath` has a wildcard GitHub cannot be asked.
 */
export function withFilesAskedFor(config: Config): Config {
  const providers = config.getOptional<JsonObject>(KEY);
  if (!providers) return config;
  const isOne = 'organization' in providers || 'app' in providers;
  const github = isOne
    ? asking(providers)
    : Object.fromEntries(
        Object.entries(providers).map(([id, one]) => [
          id,
          asking(one as JsonObject),
        ]),
      );
  return ConfigReader.fromConfigs([
    { context: 'root', data: config.get<JsonObject>() },
    { context: 'discovery', data: { catalog: { providers: { github } } } },
  ]);
}

function asking(provider: JsonObject): JsonObject {
  const hasWildcard = String(provider.catalogPath ?? '').includes('*');
  return hasWildcard ? {} : { validateLocationsExist: true };
}
