const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
/** Where no suffix stands among the decimal ones. */
const ONE = DECIMAL.indexOf('');
const NANO = 10n ** 9n;
/** Kubernetes cuts amounts with a binary suffix down to this many. */
const MOST = 2n ** 63n - 1n;

interface Parts {
  whole: string;
  fraction: string;
  suffix: string;
}

/** Whether a value is an amount that is understood here. */
export function isQuantity(value: unknown): value is string | number {
  return /^\d+(?:\.\d+)?(?:[numkKMGTPE]|[KMGTPE]i)?$/.test(String(value));
}

function partsOf(amount: string): Parts {
  const [, whole = '0', fraction = '', suffix = ''] =
    /^0*(\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(amount) ?? [];
  return { whole, fraction, suffix: suffix === 'K' ? 'k' : suffix };
}

/**
 * An amount of Score in thousand millionths of a core or byte, rounded up as
 * Kubernetes rounds.
 */
export function nanosOf(amount: string): bigint {
  const { whole, fraction, suffix } = partsOf(amount);
  const binary = BINARY.indexOf(suffix);
  const decimal = DECIMAL.indexOf(suffix);
  const unit =
    binary > 0 ? NANO * 1024n ** BigInt(binary) : 1000n ** BigInt(decimal);
  const scale = 10n ** BigInt(fraction.length);
  const nanos = (BigInt(whole + fraction) * unit + scale - 1n) / scale;
  return binary > 0 && nanos > MOST * NANO ? MOST * NANO : nanos;
}

/**
 * An amount as Kubernetes writes it once it was read: `1000m` is `1`, `1024Mi`
 * is `1Gi`, `0.5` is `500m`. Like the reference, it keeps a few amounts as they
 * are, such as `1.250`.
 */
export function canonicalQuantity(amount: string): string {
  const { whole, fraction, suffix } = partsOf(amount);
  if (keptAsIs({ whole, fraction, suffix })) {
    return `${whole}${fraction && `.${fraction}`}${suffix}`;
  }
  const nanos = nanosOf(amount);
  if (nanos === 0n) return '0';
  const binary = BINARY.indexOf(suffix) > 0;
  if (binary && nanos >= 1024n * NANO && nanos % NANO === 0n) {
    return shortest(nanos / NANO, 1024n, BINARY);
  }
  return shortest(nanos, 1000n, DECIMAL);
}

/** Kubernetes reuses a decimal text that already counts in thousands. */
function keptAsIs({ whole, fraction, suffix }: Parts): boolean {
  const decimal = DECIMAL.indexOf(suffix);
  const digits = whole + fraction;
  const exponent = (decimal - ONE) * 3 - fraction.length;
  return (
    decimal >= 0 &&
    digits.length <= 18 &&
    exponent >= -9 &&
    exponent % 3 === 0 &&
    !digits.startsWith('0') &&
    !digits.endsWith('000')
  );
}

/** Divides as often as it goes without a rest. */
function shortest(amount: bigint, step: bigint, suffixes: string[]): string {
  let left = amount;
  let at = 0;
  while (at < suffixes.length - 1 && left % step === 0n) {
    left /= step;
    at += 1;
  }
  return `${left}${suffixes[at]}`;
}
