/** Messages start small because git and programs put words before them. */
export function asSentence(message: string): string {
  const text = message[0].toUpperCase() + message.slice(1);
  return /[.:]$/.test(text) ? text : `${text}.`;
}
