/** Whether one of the patterns says it: `*` stands for anything within a part of an address, `**` for any parts. */
export function matchesAny(patterns: string[], address: string): boolean {
  return patterns.some(pattern => toExpression(pattern).test(address));
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split(/(\*+)/).map(part => {
    if (part === '*') return '[^/]*';
    return /^\*+$/.test(part) ? '.*' : escapeText(part);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/** A text as an expression that means it and nothing else. */
function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
