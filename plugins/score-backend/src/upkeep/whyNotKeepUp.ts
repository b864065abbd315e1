import type { ResourceDriver } from '@towpath/plugin-score-node';
import type { ResourceRecord } from '../model/ResourceRecord';
import type { UpkeepWork } from './Upkeep';

/**
 * Why something cannot be done with a resource; undefined when it can.
 *
 * @param others - what the place has beside it that is there.
 */
export function whyNotKeepUp(
  work: UpkeepWork,
  record: ResourceRecord,
  { driver, others }: { driver: ResourceDriver; others: ResourceRecord[] },
): string | undefined {
  return work === 'rotate'
    ? whyNotRotate(record, driver)
    : whyNotTouchCopy(work, record, { driver, others });
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
  work: UpkeepWork,
  { name, status, kept, uid }: ResourceRecord,
  { driver, others }: { driver: ResourceDriver; others: ResourceRecord[] },
): string | undefined {
  if (status !== 'kept' || !kept) {
    return `${name} is ${status}: there is no kept copy of it`;
  }
  if (work === 'remove') return undefined;
  if (!driver.restore) {
    return `The driver ${driver.name} brings nothing back by itself. What it said of the copy says how to get it back by hand`;
  }
  return others.some(one => one.uid === uid)
    ? `There is a new ${name} in its place. Take that out of the Score file first, or give it another id`
    : undefined;
}
