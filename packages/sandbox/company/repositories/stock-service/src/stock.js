const MINUTE = 60 * 1000;
export const HOLD = 30 * MINUTE;

export class StockError extends Error {
  constructor(status, detail, shortages) {
    super(detail);
    Object.assign(this, { status, shortages });
  }
}

/**
 * Counts and reservations. Each change is a fact handed to `record` before it takes effect; playing
 * the facts again brings the same stock back.
 */
export class Stock {
  #onHand = new Map();
  #reservations = new Map();

  constructor({ now, newId, record = () => {} }) {
    Object.assign(this, { now, newId, record });
  }

  receive({ sku, quantity }) {
    if (!sku || !Number.isInteger(quantity) || quantity < 1) {
      throw new StockError(422, 'sku and a whole quantity of 1 or more');
    }
    this.#commit({ fact: 'received', sku, quantity });
    return this.level(sku);
  }

  /** All lines or none: half an order helps nobody and holds goods from somebody else. */
  reserve({ orderId, lines }) {
    const wanted = addUp(orderId, lines);
    for (const known of this.#reservations.values()) {
      if (known.orderId === orderId && this.#holds(known)) return known;
    }
    const shortages = [...wanted]
      .map(([sku, quantity]) => ({
        sku,
        missing: quantity - this.level(sku).available,
      }))
      .filter(({ missing }) => missing > 0);
    if (shortages.length > 0) {
      const names = shortages.map(({ sku }) => sku).join(', ');
      throw new StockError(409, `not enough of ${names}`, shortages);
    }
    const id = this.newId();
    this.#commit({
      fact: 'reserved',
      id,
      orderId,
      lines: [...wanted].map(([sku, quantity]) => ({ sku, quantity })),
      expiresAt: this.now() + HOLD,
    });
    return this.#reservations.get(id);
  }

  release(id) {
    if (this.#find(id).state === 'packed') {
      throw new StockError(409, `reservation ${id} has left the shelf`);
    }
    this.#commit({ fact: 'released', id });
  }

  /** Takes the goods off the shelf. Packing twice takes them once. */
  pack(id) {
    const reservation = this.#find(id);
    if (reservation.state === 'packed') return reservation;
    if (!this.#holds(reservation)) {
      throw new StockError(410, `reservation ${id} has run out; reserve again`);
    }
    this.#commit({ fact: 'packed', id });
    return this.#find(id);
  }

  level(sku) {
    const onHand = this.#onHand.get(sku) ?? 0;
    let reserved = 0;
    for (const reservation of this.#reservations.values()) {
      if (!this.#holds(reservation)) continue;
      const line = reservation.lines.find(each => each.sku === sku);
      reserved += line?.quantity ?? 0;
    }
    return { sku, onHand, reserved, available: onHand - reserved };
  }

  /** Plays one recorded fact. */
  apply(event) {
    const { fact, id, ...data } = event;
    if (fact === 'received') this.#add(data.sku, data.quantity);
    if (fact === 'reserved') {
      this.#reservations.set(id, { id, ...data, state: 'held' });
    }
    if (fact === 'released') this.#reservations.delete(id);
    if (fact === 'packed') {
      const reservation = this.#reservations.get(id);
      this.#reservations.set(id, { ...reservation, state: 'packed' });
      for (const line of reservation.lines) this.#add(line.sku, -line.quantity);
    }
  }

  #commit(event) {
    this.record(event);
    this.apply(event);
  }

  #add(sku, quantity) {
    this.#onHand.set(sku, (this.#onHand.get(sku) ?? 0) + quantity);
  }

  #holds({ state, expiresAt }) {
    return state === 'held' && expiresAt > this.now();
  }

  #find(id) {
    const reservation = this.#reservations.get(id);
    if (!reservation) throw new StockError(404, `no reservation ${id}`);
    return reservation;
  }
}

function addUp(orderId, lines) {
  if (!orderId) throw new StockError(422, 'orderId: is missing');
  const wanted = new Map();
  for (const { sku, quantity } of Array.isArray(lines) ? lines : []) {
    if (!sku || !Number.isInteger(quantity) || quantity < 1) {
      throw new StockError(422, 'lines: each has a sku and a whole quantity');
    }
    wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  }
  if (wanted.size === 0) throw new StockError(422, 'lines: at least one');
  return wanted;
}
