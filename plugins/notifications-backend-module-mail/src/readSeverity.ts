import type { Config } from '@backstage/config';
import type { NotificationSeverity } from '@backstage/plugin-notifications-common';

const SEVERITIES: NotificationSeverity[] = [
  'low',
  'normal',
  'high',
  'critical',
];

/** @throws Error that says which there are */
export function readSeverity(config: Config): NotificationSeverity {
  const key = 'mail.notifications.severity';
  const text = config.getOptionalString(key) ?? 'high';
  const found = SEVERITIES.find(one => one === text);
  if (found) return found;
  throw new Error(`${key} is "${text}": give one of ${SEVERITIES.join(', ')}`);
}
