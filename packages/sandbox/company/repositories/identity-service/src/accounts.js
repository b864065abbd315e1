import { hashPassword, verifyPassword, weakness } from './passwords.js';

const MINUTE = 60 * 1000;
export const ATTEMPTS = 5;
export const LOCK = 15 * MINUTE;

export class AccountError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Accounts by normalised e-mail address. Wrong password and unknown address get the same answer. */
export class Accounts {
  #byEmail = new Map();
  #decoy = hashPassword('nobody has this password');

  /** @param {{now: () => number, newId: () => string, publish: (type: string, data: object) => void}} parts */
  constructor({ now, newId, publish }) {
    Object.assign(this, { now, newId, publish });
  }

  async register({ email, password, name }) {
    const address = normaliseEmail(email);
    const weak = weakness(password, address);
    if (weak) throw new AccountError(422, 'weak-password', weak);
    const passwordHash = await hashPassword(password);
    if (this.#byEmail.has(address)) {
      throw new AccountError(
        409,
        'address-taken',
        `email: ${address} has an account already; sign in instead`,
      );
    }
    const account = {
      id: this.newId(),
      email: address,
      name: String(name ?? '').trim() || address,
      passwordHash,
      failures: 0,
      lockedUntil: 0,
    };
    this.#byEmail.set(address, account);
    this.publish('account.registered', { accountId: account.id });
    return view(account);
  }

  async signIn({ email, password }) {
    const account = this.#byEmail.get(normaliseEmail(email));
    if (account && account.lockedUntil > this.now()) {
      const minutes = Math.ceil((account.lockedUntil - this.now()) / MINUTE);
      throw new AccountError(
        423,
        'account-locked',
        `too many wrong passwords; try again in ${minutes} min`,
      );
    }
    // An unknown address costs a hash too: the time taken must not tell who has an account.
    const stored = account?.passwordHash ?? (await this.#decoy);
    const right = await verifyPassword(String(password ?? ''), stored);
    if (!account || !right) {
      if (account) this.#countFailure(account);
      throw new AccountError(
        401,
        'wrong-credentials',
        'e-mail address or password is wrong',
      );
    }
    account.failures = 0;
    this.publish('account.signed-in', { accountId: account.id });
    return view(account);
  }

  #countFailure(account) {
    account.failures += 1;
    if (account.failures < ATTEMPTS) return;
    account.failures = 0;
    account.lockedUntil = this.now() + LOCK;
    this.publish('account.locked', {
      accountId: account.id,
      until: new Date(account.lockedUntil).toISOString(),
    });
  }
}

/** Lower case and without spaces around. Dots and plus signs stay: they differ at most providers. */
export function normaliseEmail(email) {
  const address = String(email ?? '')
    .trim()
    .toLowerCase();
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
    throw new AccountError(
      422,
      'invalid-address',
      `email: "${address}" is not an e-mail address`,
    );
  }
  return address;
}

const view = ({ id, email, name }) => ({ id, email, name });
