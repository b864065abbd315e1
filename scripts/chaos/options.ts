import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Trouble } from '../lib/terminal.mjs';

/** How large a trial is. */
interface Sizes {
  processes: number;
  /** Seconds between two kills, on average. */
  killEvery: number;
  /** Decides who is killed when; the same seed gives the same plan. */
  seed: number;
  /** Minutes after which what has not ended counts as lost. */
  minutes: number;
}

export interface ChaosOptions extends Sizes {
  promotions: number;
  services: number;
}

export interface ProvisioningOptions extends Sizes {
  provisions: number;
  services: number;
  /** Seconds between two outages, on average. */
  outageEvery: number;
}

export interface TerraformOptions extends Sizes {
  stacks: number;
  /** How often something is hurt while Terraform applies. */
  moments: number;
}

type Defaults = Record<string, { least: number; usual: string; says: string }>;

const COMMON: Defaults = {
  processes: { least: 1, usual: '2', says: 'backends on one database' },
  'kill-every': {
    least: 0.5,
    usual: '4',
    says: 'seconds between two kills, on average',
  },
  minutes: {
    least: 1,
    usual: '30',
    says: 'what has not ended by then is lost',
  },
};

const PROMOTION: Defaults = {
  promotions: { least: 1, usual: '200', says: 'how many are asked for' },
  services: { least: 1, usual: '50', says: 'of how many services' },
  ...COMMON,
};

const PROVISIONING: Defaults = {
  provisions: {
    least: 1,
    usual: '100',
    says: 'how many changes of Score files are provided',
  },
  services: { least: 2, usual: '25', says: 'of how many services' },
  'outage-every': {
    least: 1,
    usual: '15',
    says: 'seconds between two outages of Git or the database server, on average',
  },
  ...COMMON,
};

const TERRAFORM: Defaults = {
  stacks: { least: 1, usual: '10', says: 'how many are applied at once' },
  moments: {
    least: 1,
    usual: '50',
    says: 'how often a backend, Terraform, both or PostgreSQL is hurt',
  },
  ...COMMON,
};

export function readOptions(args: string[]): ChaosOptions {
  const number = readNumbers('promotion', PROMOTION, args);
  return {
    promotions: number('promotions'),
    services: number('services'),
    ...sizesOf(number),
  };
}

export function readProvisioningOptions(args: string[]): ProvisioningOptions {
  const number = readNumbers('provisioning', PROVISIONING, args);
  return {
    provisions: number('provisions'),
    outageEvery: number('outage-every'),
    services: number('services'),
    ...sizesOf(number),
  };
}

export function readTerraformOptions(args: string[]): TerraformOptions {
  const number = readNumbers('terraform', TERRAFORM, args);
  return {
    stacks: number('stacks'),
    moments: number('moments'),
    ...sizesOf(number),
  };
}

const sizesOf = (number: (name: string) => number): Sizes => ({
  processes: number('processes'),
  killEvery: number('kill-every'),
  minutes: number('minutes'),
  seed: number('seed'),
});

function readNumbers(trial: string, defaults: Defaults, args: string[]) {
  const seed = { type: 'string', default: String(randomInt(2 ** 31)) } as const;
  const options = Object.entries(defaults).map(
    ([name, { usual }]) => [name, { type: 'string', default: usual }] as const,
  );
  const { values } = parseArgs({
    args,
    options: { ...Object.fromEntries(options), seed },
  });
  const said: Record<string, unknown> = values;
  return (name: string): number => {
    const value = Number(said[name]);
    const { least = 0 } = defaults[name] ?? {};
    if (value >= least) return value;
    throw new Trouble(
      `--${name} "${said[name]}" is no number from ${least} on.\n\n${usageOf(
        trial,
        defaults,
      )}`,
    );
  };
}

function usageOf(trial: string, defaults: Defaults): string {
  const lines = Object.entries(defaults).map(
    ([name, { usual, says }]) =>
      `  ${`--${name} N`.padEnd(17)} ${says} (${usual})`,
  );
  return `npm run chaos -- ${trial} [options]

${lines.join('\n')}
  --seed N          of an earlier run, to repeat its kills
`;
}
