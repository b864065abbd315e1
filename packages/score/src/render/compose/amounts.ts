import type { ComputeAmounts, Container } from '../../types';
import type { ComposeService } from './composeFile';

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** Limits and requests, in the units of Compose: bytes and cores. */
export function deployOf({
  resources = {},
}: Container): Pick<ComposeService, 'deploy'> {
  const limits = amounts(resources.limits);
  const reservations = amounts(resources.requests);
  if (!limits && !reservations) return {};
  return {
    deploy: {
      resources: {
        ...(limits ? { limits } : {}),
        ...(reservations ? { reservations } : {}),
      },
    },
  };
}

function amounts({ cpu, memory }: ComputeAmounts = {}) {
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    ...(cpu === undefined ? {} : { cpus: cores(cpu) }),
    ...(memory === undefined ? {} : { memory: `${bytes(memory)}b` }),
  };
}

/** Cores of an amount such as `500m`, as Compose writes it: `0.5`. */
function cores(cpu: string): string {
  return cpu.endsWith('m') ? String(Number(cpu.slice(0, -1)) / 1000) : cpu;
}

/** Whole bytes of an amount such as `1.5Gi`, rounded up. */
export function bytes(memory: string): string {
  const [, number, unit = '', binary] =
    /^([\d.]+)([KMGTPE]?)(i?)$/.exec(memory) ?? [];
  const factor = BigInt(binary ? 1024 : 1000) ** BigInt(UNITS.indexOf(unit));
  const [whole, fraction = ''] = (number ?? '0').split('.');
  const scale = 10n ** BigInt(fraction.length);
  const total = BigInt(whole + fraction) * factor;
  return String((total + scale - 1n) / scale);
}
