/** What happened to accounts, in order, numbered from 1. Readers ask for what comes after the last one they handled. */
export class EventLog {
  #events = [];

  constructor({ now, keep = 10_000 }) {
    this.now = now;
    this.keep = keep;
  }

  append(type, data) {
    const last = this.#events.at(-1)?.sequence ?? 0;
    const time = new Date(this.now()).toISOString();
    this.#events.push({ sequence: last + 1, type, time, data });
    if (this.#events.length > this.keep) this.#events.shift();
  }

  after(sequence, limit = 100) {
    return this.#events
      .filter(event => event.sequence > sequence)
      .slice(0, limit);
  }
}
