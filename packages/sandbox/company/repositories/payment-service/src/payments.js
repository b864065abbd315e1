import { formatMoney, parseMoney } from './money.js';

const DAY = 24 * 60 * 60 * 1000;

/** Card networks release an authorization that was not captured within seven days. */
export const AUTHORIZATION_LIFETIME = 7 * DAY;

export class PaymentRefused extends Error {
  /** @param {number} status @param {string} code stable, for programs @param {string} detail for people */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const conflict = (code, detail) => new PaymentRefused(409, code, detail);

/**
 * The life of a payment: authorized → captured → partially_refunded → refunded,
 * or authorized → cancelled, or authorized → expired.
 */
export class Payments {
  #payments = new Map();

  /** @param {{gateway: object, now: () => number, newId: () => string}} parts */
  constructor({ gateway, now, newId }) {
    this.gateway = gateway;
    this.now = now;
    this.newId = newId;
  }

  authorize({ amount, cardToken, orderId }) {
    const money = parseMoney(amount);
    if (money.minor === 0) {
      throw new PaymentRefused(
        422,
        'amount-zero',
        'amount.value: 0 cannot be authorized; leave free orders out',
      );
    }
    const authorizationCode = this.gateway.authorize(cardToken, money);
    const payment = {
      id: this.newId(),
      orderId,
      state: 'authorized',
      money,
      captured: 0,
      refunded: 0,
      authorizationCode,
      expiresAt: this.now() + AUTHORIZATION_LIFETIME,
    };
    this.#payments.set(payment.id, payment);
    return this.#view(payment);
  }

  capture(id, amount) {
    const payment = this.#find(id);
    this.#mustBe(payment, 'authorized', 'captured');
    const minor = amount
      ? this.#sameCurrency(payment, amount)
      : payment.money.minor;
    if (minor > payment.money.minor || minor === 0) {
      throw conflict(
        'capture-out-of-range',
        `amount.value: capture more than 0 and at most ${
          formatMoney(payment.money).value
        }`,
      );
    }
    payment.captured = minor;
    payment.state = 'captured';
    return this.#view(payment);
  }

  cancel(id) {
    const payment = this.#find(id);
    this.#mustBe(payment, 'authorized', 'cancelled');
    payment.state = 'cancelled';
    return this.#view(payment);
  }

  refund(id, amount) {
    const payment = this.#find(id);
    if (!['captured', 'partially_refunded'].includes(payment.state)) {
      throw conflict(
        'not-refundable',
        `payment ${id} is ${payment.state}; only captured money can be given back`,
      );
    }
    const left = payment.captured - payment.refunded;
    const minor = amount ? this.#sameCurrency(payment, amount) : left;
    if (minor > left || minor === 0) {
      throw conflict(
        'refund-out-of-range',
        `amount.value: refund more than 0 and at most ${
          formatMoney({ ...payment.money, minor: left }).value
        }`,
      );
    }
    payment.refunded += minor;
    payment.state =
      payment.refunded === payment.captured ? 'refunded' : 'partially_refunded';
    return this.#view(payment);
  }

  get(id) {
    return this.#view(this.#find(id));
  }

  #find(id) {
    const payment = this.#payments.get(id);
    if (!payment) {
      throw new PaymentRefused(404, 'unknown-payment', `no payment ${id}`);
    }
    if (payment.state === 'authorized' && payment.expiresAt <= this.now()) {
      payment.state = 'expired';
    }
    return payment;
  }

  #mustBe(payment, state, verb) {
    if (payment.state !== state) {
      throw conflict(
        'wrong-state',
        `payment ${payment.id} is ${payment.state}; only an ${state} payment can be ${verb}`,
      );
    }
  }

  #sameCurrency(payment, amount) {
    const money = parseMoney(amount);
    if (money.currency !== payment.money.currency) {
      throw conflict(
        'currency-mismatch',
        `amount.currency: ${money.currency} does not match the payment's ${payment.money.currency}`,
      );
    }
    return money.minor;
  }

  #view(payment) {
    const money = minor =>
      formatMoney({ minor, currency: payment.money.currency });
    return {
      id: payment.id,
      orderId: payment.orderId,
      state: payment.state,
      amount: money(payment.money.minor),
      captured: money(payment.captured),
      refunded: money(payment.refunded),
      authorizationCode: payment.authorizationCode,
      expiresAt: new Date(payment.expiresAt).toISOString(),
    };
  }
}
