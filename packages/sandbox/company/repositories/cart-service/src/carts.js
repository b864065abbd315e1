import { totals } from './totals.js';

const DAY = 24 * 60 * 60 * 1000;
export const CART_LIFETIME = 30 * DAY;
const MOST_OF_ONE = 99;

export class CartError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Open carts. One that nobody touched for thirty days is gone. */
export class Carts {
  #carts = new Map();

  constructor({ now }) {
    this.now = now;
  }

  /** Sets how many of a product are in the cart; 0 takes it out. Sending it twice changes nothing. */
  setLine(cartId, sku, { quantity, unitPrice, taxRate }) {
    whole('quantity', quantity, 0, MOST_OF_ONE);
    const cart = this.#open(cartId);
    if (quantity === 0) {
      cart.lines.delete(sku);
    } else {
      whole('unitPrice', unitPrice, 0, 10_000_000);
      whole('taxRate', taxRate, 0, 100);
      cart.lines.set(sku, { sku, quantity, unitPrice, taxRate });
    }
    return this.#view(cartId, cart);
  }

  setDiscount(cartId, discount) {
    if (!['percent', 'amount'].includes(discount.kind)) {
      throw new CartError(422, 'kind: percent or amount');
    }
    whole('value', discount.value, 1, discount.kind === 'percent' ? 100 : 1e7);
    const cart = this.#open(cartId);
    cart.discount = { kind: discount.kind, value: discount.value };
    return this.#view(cartId, cart);
  }

  get(cartId) {
    return this.#view(cartId, this.#open(cartId));
  }

  get size() {
    return this.#carts.size;
  }

  #open(cartId) {
    const now = this.now();
    for (const [id, cart] of this.#carts) {
      if (cart.touchedAt + CART_LIFETIME <= now) this.#carts.delete(id);
    }
    const cart = this.#carts.get(cartId) ?? { lines: new Map() };
    cart.touchedAt = now;
    this.#carts.set(cartId, cart);
    return cart;
  }

  #view(id, { lines, discount }) {
    const list = [...lines.values()];
    return { id, lines: list, ...totals(list, discount) };
  }
}

function whole(field, value, least, most) {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new CartError(
      422,
      `${field}: a whole number from ${least} to ${most}, not ${JSON.stringify(
        value,
      )}`,
    );
  }
}
