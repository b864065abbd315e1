/** What may follow what. An order that left the building is no longer cancelled, it is sent back. */
const NEXT = {
  placed: ['packed', 'cancelled'],
  packed: ['shipped', 'cancelled'],
  shipped: ['delivered'],
  delivered: [],
  cancelled: [],
};

export class OrderError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Orders {
  #orders = new Map();

  /**
   * @param {{
   *   stock: {reserve: Function, release: Function},
   *   payments: {authorize: Function, cancel: Function},
   *   feed: {append: (type: string, order: object) => void},
   *   newId: () => string,
   * }} parts
   */
  constructor({ stock, payments, feed, newId }) {
    Object.assign(this, { stock, payments, feed, newId });
  }

  /** Reserves stock, then money. Whatever was done before a failure is undone, last thing first. */
  async place({ customerId, lines, amount, cardToken }) {
    checkLines(lines);
    if (!customerId) throw new OrderError(422, 'customerId: is missing');
    const id = this.newId();
    const undo = [];
    try {
      const reservation = await this.stock.reserve({ orderId: id, lines });
      undo.push(() => this.stock.release(reservation.id));
      const payment = await this.payments.authorize({
        orderId: id,
        amount,
        cardToken,
      });
      const order = {
        id,
        customerId,
        lines,
        amount,
        state: 'placed',
        reservationId: reservation.id,
        paymentId: payment.id,
      };
      this.#orders.set(id, order);
      this.feed.append('order.placed', order);
      return order;
    } catch (error) {
      await undoAll(undo, id);
      throw error;
    }
  }

  async move(id, state) {
    const order = this.get(id);
    if (!NEXT[order.state].includes(state)) {
      throw new OrderError(
        409,
        `state: a ${order.state} order can become ${
          NEXT[order.state].join(' or ') || 'nothing else'
        }, not ${state}`,
      );
    }
    if (state === 'cancelled') await this.#giveBack(order);
    const moved = { ...order, state };
    this.#orders.set(id, moved);
    this.feed.append(`order.${state}`, moved);
    return moved;
  }

  get(id) {
    const order = this.#orders.get(id);
    if (!order) throw new OrderError(404, `no order ${id}`);
    return order;
  }

  async #giveBack(order) {
    await this.payments.cancel(order.paymentId);
    await this.stock.release(order.reservationId);
  }
}

function checkLines(lines) {
  if (!Array.isArray(lines) || lines.length === 0) {
    throw new OrderError(422, 'lines: an order has at least one line');
  }
  const seen = new Set();
  for (const [index, line] of lines.entries()) {
    if (!line?.sku || !Number.isInteger(line.quantity) || line.quantity < 1) {
      throw new OrderError(
        422,
        `lines[${index}]: needs a sku and a whole quantity of 1 or more`,
      );
    }
    if (seen.has(line.sku)) {
      throw new OrderError(
        422,
        `lines[${index}].sku: ${line.sku} stands in two lines; add them up`,
      );
    }
    seen.add(line.sku);
  }
}

async function undoAll(steps, id) {
  for (const step of steps.reverse()) {
    // A failed undo must not hide why the order failed: reservations run out by themselves.
    await step().catch(error =>
      console.error(`order ${id}: could not undo a step: ${error.message}`),
    );
  }
}
