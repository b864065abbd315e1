const ENTITIES = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

class Safe {
  constructor(text) {
    this.text = text;
  }
}

/** A template tag: every value is escaped unless it came out of `html` itself. Lists are joined. */
export function html(strings, ...values) {
  return new Safe(
    strings.reduce((text, part, i) => text + show(values[i - 1]) + part),
  );
}

function show(value) {
  if (value instanceof Safe) return value.text;
  if (Array.isArray(value)) return value.map(show).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, c => ENTITIES[c]);
}

export const toText = ({ text }) => text;
