import type { Config } from '@backstage/config';

/** The origins whose pages may open a socket: those of the portal itself, and those that CORS allows by name. */
export function readOrigins(config: Config): ReadonlySet<string> {
  const cors = config.getOptional('backend.cors.origin');
  const addresses = [
    config.getOptionalString('app.baseUrl'),
    config.getString('backend.baseUrl'),
    ...[cors].flat().filter((one): one is string => typeof one === 'string'),
  ];
  return new Set(
    addresses.flatMap(one =>
      one && URL.canParse(one) ? [new URL(one).origin] : [],
    ),
  );
}
