import { DateTime } from 'luxon';
import type { Config } from '@backstage/config';

/** Something the platform team wants people to know. */
export interface Announcement {
  id: string;
  title: string;
  /** Markdown. */
  body: string;
  severity: Severity;
  from?: DateTime;
  /** The moment from which it is no longer shown. */
  until?: DateTime;
  link?: { title: string; url: string };
}

/** How loud an announcement is. */
export type Severity = 'info' | 'warning' | 'critical';

const loudness: Severity[] = ['critical', 'warning', 'info'];

const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

const parseMoment = (config: Config, key: string): DateTime | undefined => {
  const text = config.getOptionalString(key);
  if (text === undefined) {
    return undefined;
  }
  const moment = DateTime.fromISO(text);
  if (!moment.isValid) {
    throw new Error(
      `towpath.announcements "${config.getString(
        'id',
      )}": ${key} is "${text}"; write a date (2026-12-31) or a moment (2026-12-31T18:00:00Z)`,
    );
  }
  return key === 'until' && isDate(text) ? moment.plus({ days: 1 }) : moment;
};

const parseSeverity = (config: Config): Severity => {
  const severity = config.getOptionalString('severity') ?? 'info';
  if (!loudness.includes(severity as Severity)) {
    throw new Error(
      `towpath.announcements "${config.getString(
        'id',
      )}": severity is "${severity}"; write ${loudness.join(', ')}`,
    );
  }
  return severity as Severity;
};

const parseLink = (config?: Config): Announcement['link'] =>
  config && { title: config.getString('title'), url: config.getString('url') };

const parseAnnouncement = (config: Config): Announcement => ({
  id: config.getString('id'),
  title: config.getString('title'),
  body: config.getOptionalString('body') ?? '',
  severity: parseSeverity(config),
  from: parseMoment(config, 'from'),
  until: parseMoment(config, 'until'),
  link: parseLink(config.getOptionalConfig('link')),
});

/**
 * Reads `towpath.announcements`.
 *
 * @throws Error naming the announcement, the field and what to write instead.
 */
export const readAnnouncements = (config: Config): Announcement[] =>
  (config.getOptionalConfigArray('towpath.announcements') ?? []).map(
    parseAnnouncement,
  );

/** The announcements of the moment, the loudest first, else in given order. */
export function currentAnnouncements(
  announcements: Announcement[],
  now: DateTime,
): Announcement[] {
  return announcements
    .filter(({ from }) => !from || from <= now)
    .filter(({ until }) => !until || now < until)
    .sort(
      (a, b) => loudness.indexOf(a.severity) - loudness.indexOf(b.severity),
    );
}
