import type { Promotion } from '@towpath/plugin-environment-common';
import { serviceName } from './serviceName';
import { shortVersion } from './shortVersion';

/** What goes where, in a few words: "payment-service 1.4.2 → prod". */
export function promotionTitle(
  promotion: Pick<Promotion, 'kind' | 'service' | 'version' | 'to'>,
): string {
  const { kind, service, version, to } = promotion;
  const words = `${serviceName(service)} ${shortVersion(version)} → ${to}`;
  return kind === 'rollback' ? `roll back ${words}` : words;
}
