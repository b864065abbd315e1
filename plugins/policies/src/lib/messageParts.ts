const PLACEHOLDER = /\$\$|\$\{([^}]*)\}/g;
/** What reads like a name: `service.name`. */
const NAME = /^[A-Za-z_][\w.]*$/;

/** A piece of a message: words, or what is filled in when the rule speaks. */
export type MessagePart = { words: string } | { filledIn: string };

/** A message as it is written, with what is computed shortened to what fits into a sentence. */
export function messageParts(message: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let from = 0;
  for (const { 0: all, 1: expression, index = 0 } of message.matchAll(
    PLACEHOLDER,
  )) {
    parts.push({ words: message.slice(from, index) });
    from = index + all.length;
    if (expression === undefined) parts.push({ words: '$' });
    else parts.push({ filledIn: NAME.test(expression) ? expression : '…' });
  }
  parts.push({ words: message.slice(from) });
  return parts.filter(part => 'filledIn' in part || part.words !== '');
}
