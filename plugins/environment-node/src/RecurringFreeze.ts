import { InputError } from '@backstage/errors';
import type { EnvironmentFreeze } from '@towpath/plugin-environment-common';
import { Cron } from 'croner';
import { DateTime, Duration, IANAZone } from 'luxon';

/** A time from one moment up to, and without, another. */
export interface FreezeWindow {
  startsAt: Date;
  endsAt: Date;
}

/** Offsets change by an hour or two; where a search begins has to be earlier than that. */
const CLOCK_CHANGE = { hours: 3 };

/** The times of one entry of `spec.freezes`, right across changes of the clocks. */
export class RecurringFreeze {
  readonly #cron: Cron;
  readonly #duration: Duration;
  readonly #zone: string;

  /** @throws InputError that begins with the field, its value and the way out. */
  constructor(freeze: EnvironmentFreeze) {
    this.#zone = readTimeZone(freeze);
    this.#duration = readDuration(freeze);
    this.#cron = readSchedule(freeze);
  }

  /** How long it holds, in words: "2 days, 14 hours". */
  get length(): string {
    return this.#duration.toHuman();
  }

  /** The window that holds at a time, else the next one; undefined when none will come. */
  windowAt(now: Date): FreezeWindow | undefined {
    const early = this.#local(now).minus(this.#duration).minus(CLOCK_CHANGE);
    let start = this.#startAfter(early);
    while (start && this.#endOf(start) <= now) {
      start = this.#startAfter(start);
    }
    return start && { startsAt: start.toJSDate(), endsAt: this.#endOf(start) };
  }

  /**
   * The cron library is asked about clocks without a zone, because of its own accord it takes the
   * second of two equal hours in autumn: a freeze from 02:30 would begin an hour late.
   */
  #startAfter(after: DateTime): DateTime | undefined {
    let wall: Date | null = after
      .setZone('utc', { keepLocalTime: true })
      .toJSDate();
    do {
      wall = this.#cron.nextRun(wall);
      const start = wall && this.#onClocks(wall);
      if (start && start > after) return start;
    } while (wall);
    return undefined;
  }

  /** The first moment that clocks of the zone show this; past the gap when they never do. */
  #onClocks(wall: Date): DateTime {
    const [first] = DateTime.fromJSDate(wall, { zone: 'utc' })
      .setZone(this.#zone, { keepLocalTime: true })
      .getPossibleOffsets();
    return first;
  }

  #local(time: Date): DateTime {
    return DateTime.fromJSDate(time, { zone: this.#zone });
  }

  #endOf(start: DateTime): Date {
    return start.plus(this.#duration).toJSDate();
  }
}

function readTimeZone({ timeZone }: EnvironmentFreeze): string {
  if (!IANAZone.isValidZone(timeZone)) {
    throw new InputError(
      `timeZone is "${timeZone}". Name a time zone, such as "Europe/Berlin".`,
    );
  }
  return timeZone;
}

function readDuration({ duration }: EnvironmentFreeze): Duration {
  const read =
    typeof duration === 'string'
      ? Duration.fromISO(duration)
      : Duration.fromObject(duration);
  if (!read.isValid || read.toMillis() <= 0) {
    throw new InputError(
      `duration is ${JSON.stringify(
        duration,
      )}. Write how long it holds, such as "PT62H" or { hours: 62 }.`,
    );
  }
  return read;
}

function readSchedule({ schedule }: EnvironmentFreeze): Cron {
  const refusal = `schedule is "${schedule}". Write when it begins as cron in five fields, such as "0 18 * * FRI".`;
  if (schedule.trim().split(/\s+/).length !== 5) {
    throw new InputError(refusal);
  }
  let cron: Cron;
  try {
    cron = new Cron(schedule, { timezone: 'UTC', paused: true });
  } catch {
    throw new InputError(refusal);
  }
  if (!cron.nextRun(new Date(0))) {
    throw new InputError(
      `schedule is "${schedule}", a day that never comes. Write one that does.`,
    );
  }
  return cron;
}
