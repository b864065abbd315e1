const KINDS = ['assets', 'liabilities', 'equity', 'income', 'expenses'];
const ACCOUNT = new RegExp(`^(${KINDS.join('|')}):[a-z0-9-]+(:[a-z0-9-]+)*$`);

/** `code` is a gRPC status name. */
export class LedgerError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const invalid = message => new LedgerError('INVALID_ARGUMENT', message);

/** Double-entry books: every entry sums to zero in every currency, and no entry is ever changed. */
export class Ledger {
  #entries = [];
  #byReference = new Map();

  constructor({ now }) {
    this.now = now;
  }

  post({ reference, description = '', lines = [] }) {
    if (!reference) throw invalid('reference: is missing');
    checkLines(lines);
    const known = this.#byReference.get(reference);
    if (known) return sameOrRefuse(known, lines);
    const entry = Object.freeze({
      number: this.#entries.length + 1,
      reference,
      description,
      lines: lines.map(line => Object.freeze({ ...line })),
      postedAt: new Date(this.now()).toISOString(),
    });
    this.#entries.push(entry);
    this.#byReference.set(reference, entry);
    return entry;
  }

  reverse({ reference, reason }) {
    const entry = this.#byReference.get(reference);
    if (!entry) {
      throw new LedgerError('NOT_FOUND', `reference: no entry "${reference}"`);
    }
    if (!reason) throw invalid('reason: an auditor will ask; write one line');
    return this.post({
      reference: `reversal-of-${reference}`,
      description: reason,
      lines: entry.lines.map(line => ({ ...line, minor: -line.minor })),
    });
  }

  balance({ account, currency }) {
    checkAccount(account, 'account');
    const minor = this.#entries
      .flatMap(entry => entry.lines)
      .filter(line => line.account === account && line.currency === currency)
      .reduce((sum, line) => sum + line.minor, 0);
    return { minor, asOf: this.#entries.length };
  }
}

function checkLines(lines) {
  if (lines.length < 2) throw invalid('lines: an entry has at least two');
  const sums = new Map();
  for (const [index, { account, minor, currency }] of lines.entries()) {
    checkAccount(account, `lines[${index}].account`);
    if (!Number.isSafeInteger(minor) || minor === 0) {
      throw invalid(`lines[${index}].minor: a whole number other than 0`);
    }
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw invalid(`lines[${index}].currency: three letters, as in EUR`);
    }
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0) {
      throw invalid(`lines: off by ${sum} minor units in ${currency}`);
    }
  }
}

function checkAccount(account, field) {
  if (!ACCOUNT.test(account)) {
    throw invalid(
      `${field}: "${account}" must begin with one of ${KINDS.join(
        ', ',
      )} and a colon`,
    );
  }
}

function sameOrRefuse(entry, lines) {
  const text = all =>
    JSON.stringify(all.map(l => [l.account, l.minor, l.currency]));
  if (text(entry.lines) === text(lines)) return entry;
  throw new LedgerError(
    'ALREADY_EXISTS',
    `reference: "${entry.reference}" was posted with other lines as entry ${entry.number}`,
  );
}
