import type { ResourceDriver } from '@towpath/plugin-score-node';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { DriverWork } from './Upkeep';

/**
 * Why something cannot be done with a resource; undefined when it can.
 *
 * @param successors - what is there under its uid by now.
 */
export function whyNotKeepUp(
  work: DriverWork,
  record: ResourceRecord,
  {
    driver,
    successors,
  }: { driver: ResourceDriver; successors: ResourceRecord[] },
): string | undefined {
  return work === 'rotate'
    ? whyNotRotate(record, driver)
    : whyNotTouchCopy(work, record, { driver, successors });
}

function whyNotRotate(
  { name, status }: ResourceRecord,
  driver: ResourceDriver,
): string | undefined {
  if (status !== 'provided') {
    return `${name} is ${status}: secrets are made anew of what is provided`;
  }
  if (driver.rotate) return undefined;
  return `The driver ${driver.name} makes no new secrets of what is there. Change what its definition gives out, and plan`;
}

function whyNotTouchCopy(
  work: DriverWork,
  { name, status, kept, service }: ResourceRecord,
  {
    driver,
    successors,
  }: { driver: ResourceDriver; successors: ResourceRecord[] },
): string | undefined {
  if (status !== 'kept' || !kept) {
    return `${name} is ${status}: there is no kept copy of it`;
  }
  if (work === 'remove') return undefined;
  if (!driver.restore) {
    return `The driver ${driver.name} brings nothing back by itself. What it said of the copy says how to get it back by hand`;
  }
  const [other] = successors;
  if (!other) return undefined;
  return other.service === service
    ? `There is a new ${name} in its place. Take that out of the Score file first, or give it another id`
    : `${other.service} has ${other.uid} by now, and it cannot be there twice`;
}
