import type { ErrorObject } from 'ajv/dist/2020.js';

/** What is wrong with a text or number that breaks a rule, and what to write. */
export interface FormatAdvice {
  problem: string;
  text?: string;
}

/** Advice on a value of the right kind that breaks the rule of its field. */
export function fixForFormat(field: string, error: ErrorObject): FormatAdvice {
  const { keyword, data, params } = error;
  if (keyword === 'minProperties') {
    return { problem: 'is empty', text: 'add at least one entry' };
  }
  if (keyword === 'minLength' && data === '') return { problem: 'is empty' };
  if (keyword === 'minimum' || keyword === 'maximum') {
    return {
      problem: `is ${data}; it must be ${params.comparison} ${params.limit}`,
    };
  }
  const problem = `is ${JSON.stringify(
    data,
  )}, which is not in the form that Score takes`;
  return { problem, text: adviceFor(field, String(data)) };
}

function adviceFor(field: string, text: string): string | undefined {
  switch (field) {
    case 'apiVersion':
      return 'write apiVersion: score.dev/v1b1';
    case 'memory':
      return memoryAdvice(text);
    case 'cpu':
      return cpuAdvice(text);
    case 'mode':
      return 'write three octal digits in quotes, for example "0644"';
    case 'name':
    case 'id': {
      const meant = nameLike(text);
      return meant && `did you mean ${meant}?`;
    }
    default:
      return undefined;
  }
}

function memoryAdvice(text: string): string | undefined {
  const exact = repairMemory(text);
  if (exact) return `write "${exact}"`;
  const milli = /^(\d+)m$/.exec(text);
  if (milli)
    return `did you mean "${milli[1]}M" or "${milli[1]}Mi"? A small m is a thousandth`;
  const giga = /^(\d+)g$/.exec(text);
  if (giga) return `did you mean "${giga[1]}G" or "${giga[1]}Gi"?`;
  return undefined;
}

function cpuAdvice(text: string): string | undefined {
  const exact = repairCpu(text);
  return exact && `write "${exact}"`;
}

const MEMORY = /^(0\.\d+|[1-9]\d*(\.\d+)?)(K|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;
const CPU = /^\d+(?:m|\.\d+)?$/;

/**
 * The amount of memory that a text can only mean, in Score's form: `512MB` is
 * `512M`, `1 GiB` is `1Gi`, `64k` is `64K`. Undefined when it is unclear.
 */
export function repairMemory(text: string): string | undefined {
  const match = /^0*(\d*(?:\.\d+)?)\s*([A-Za-z]*)$/.exec(text.trim());
  if (!match) return undefined;
  const number = match[1].startsWith('.') ? `0${match[1]}` : match[1];
  const unit = memoryUnit(match[2]);
  const repaired = unit === undefined ? undefined : `${number}${unit}`;
  return repaired && MEMORY.test(repaired) ? repaired : undefined;
}

function memoryUnit(unit: string): string | undefined {
  if (unit === '' || unit === 'B') return '';
  if (unit === 'k' || unit === 'kB') return 'K';
  const binary = /^([kmgtpe])i(b?)$/i.exec(unit);
  if (binary) return `${binary[1].toUpperCase()}i`;
  const decimal = /^([KMGTPE])B?$/.exec(unit);
  return decimal?.[1];
}

/** The same for computing power: `.5` is `0.5`, `500 m` is `500m`. */
export function repairCpu(text: string): string | undefined {
  const squeezed = text.trim().replace(/\s+(?=m$)/, '');
  const repaired = squeezed.startsWith('.') ? `0${squeezed}` : squeezed;
  return CPU.test(repaired) ? repaired : undefined;
}

/** The name nearest to a text that Score would take: `My_DB` is `my-db`. */
export function nameLike(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return name.length >= 2 && name !== text ? name : undefined;
}
