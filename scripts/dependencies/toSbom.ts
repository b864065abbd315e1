import type { Licensed } from './licences.ts';
import { purlOf } from './purlOf.ts';

/** The whole as a CycloneDX 1.6 document: https://cyclonedx.org/docs/1.6/json */
export function toSbom(
  packages: Licensed[],
  self: { name: string; version: string },
) {
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...self } },
    components: packages.map(toComponent),
  };
}

function toComponent({ name, version, licence, checksum, protocol }: Licensed) {
  const [scope, short] = name.startsWith('@') ? name.split('/') : [];
  return {
    type: 'library',
    'bom-ref': purlOf({ name, version }),
    ...(scope && { group: scope }),
    name: short ?? name,
    version,
    ...(licence && { licenses: [{ expression: licence }] }),
    purl: purlOf({ name, version }),
    properties: [
      // Yarn's digest is of its own archive, not of the one at the registry.
      ...(checksum ? [{ name: 'yarn:checksum', value: checksum }] : []),
      { name: 'yarn:protocol', value: protocol },
    ],
  };
}
