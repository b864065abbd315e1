import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Trouble } from '../lib/terminal.mjs';

/** How large the trial is. */
export interface ChaosOptions {
  promotions: number;
  services: number;
  processes: number;
  /** Seconds between two kills, on average. */
  killEvery: number;
  /** Decides who is killed when; the same seed gives the same plan. */
  seed: number;
  /** Minutes after which what has not ended counts as lost. */
  minutes: number;
}

const DEFAULTS = {
  promotions: '200',
  services: '50',
  processes: '2',
  'kill-every': '4',
  minutes: '30',
};

const USAGE = `npm run chaos -- promotion [options]

  --promotions N  how many are asked for (${DEFAULTS.promotions})
  --services N    of how many services (${DEFAULTS.services})
  --processes N   backends on one database (${DEFAULTS.processes})
  --kill-every S  seconds between two kills, on average (${DEFAULTS['kill-every']})
  --minutes M     what has not ended by then is lost (${DEFAULTS.minutes})
  --seed N        of an earlier run, to repeat its kills
`;

export function readOptions(args: string[]): ChaosOptions {
  const text = (name: string) => ({
    type: 'string' as const,
    default: DEFAULTS[name as keyof typeof DEFAULTS],
  });
  const { values } = parseArgs({
    args,
    options: {
      promotions: text('promotions'),
      services: text('services'),
      processes: text('processes'),
      'kill-every': text('kill-every'),
      minutes: text('minutes'),
      seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    },
  });
  const number = (name: keyof typeof values, least: number) => {
    const value = Number(values[name]);
    if (value >= least) return value;
    throw new Trouble(
      `--${name} "${values[name]}" is no number from ${least} on.\n\n${USAGE}`,
    );
  };
  return {
    promotions: number('promotions', 1),
    services: number('services', 1),
    processes: number('processes', 1),
    killEvery: number('kill-every', 0.5),
    minutes: number('minutes', 1),
    seed: number('seed', 0),
  };
}
