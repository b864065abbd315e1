import { type CelValue, isCelList, isCelMap, isCelUint } from '@bufbuild/cel';

/**
 * What an expression gave, as JSON.
 *
 * @throws Error for what JSON has no word for, such as a time: a clause without its full stop
 */
export function fromCelValue(value: CelValue): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'bigint':
      return safe(value);
    case 'number':
      return finite(value);
    default:
      return value === null ? null : fromObject(value);
  }
}

function fromObject(value: CelValue): unknown {
  if (isCelUint(value)) return safe(value.value);
  if (isCelList(value)) {
    return [...value].map(item => fromCelValue(item as CelValue));
  }
  if (isCelMap(value)) {
    return Object.fromEntries(
      [...value.entries()].map(([key, item]) => [
        String(isCelUint(key) ? key.value : key),
        fromCelValue(item as CelValue),
      ]),
    );
  }
  throw new Error('JSON has no word for what it gives; string() may help');
}

function safe(value: bigint): number {
  if (value !== BigInt.asIntN(54, value)) {
    throw new Error(`it gives ${value}, which is too large for JSON`);
  }
  return Number(value);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) {
    throw new Error(`it gives ${value}, which is no number of JSON`);
  }
  return value;
}
