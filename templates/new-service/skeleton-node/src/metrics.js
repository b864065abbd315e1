/** A counter with labels, in Prometheus' text format. */
export class Counter {
  /** @type {Map<string, number>} */
  #series = new Map();

  /**
   * @param {string} name
   * @param {string} help one sentence
   */
  constructor(name, help) {
    this.name = name;
    this.help = help;
  }

  /** @param {Record<string, string>} labels values must come from a small, fixed set */
  increment(labels) {
    const key = Object.entries(labels)
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
    this.#series.set(key, (this.#series.get(key) ?? 0) + 1);
  }

  render() {
    const lines = [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} counter`];
    for (const [labels, count] of this.#series) {
      lines.push(`${this.name}{${labels}} ${count}`);
    }
    return `${lines.join('\n')}\n`;
  }
}
