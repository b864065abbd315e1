/** Counters in Prometheus' text format. Labels are sorted, so that one series has one name. */
export class Counters {
  #families = new Map();

  define(name, help) {
    this.#families.set(name, { help, series: new Map() });
  }

  increment(name, labels = {}) {
    const { series } = this.#families.get(name);
    const key = Object.entries(labels)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([label, value]) => `${label}="${value}"`)
      .join(',');
    series.set(key, (series.get(key) ?? 0) + 1);
  }

  render() {
    const lines = [];
    for (const [name, { help, series }] of this.#families) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} counter`);
      for (const [labels, count] of series) {
        lines.push(`${name}${labels ? `{${labels}}` : ''} ${count}`);
      }
    }
    return `${lines.join('\n')}\n`;
  }
}
