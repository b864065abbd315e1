import { RE2JS } from 're2js';
import { bounded, define, integer, text, type Functions } from './arguments';

type Matcher = ReturnType<RE2JS['matcher']>;

/** Bounded in time, whatever a Score file says. */
function matcherOf(pattern: string, value: string): Matcher {
  return RE2JS.compile(pattern).matcher(value);
}

function all(pattern: string, value: string, most: number): string[] {
  const found: string[] = [];
  const matcher = matcherOf(pattern, value);
  while ((most < 0 || found.length < most) && matcher.find()) {
    found.push(matcher.group()!);
    bounded(found.length);
  }
  return found;
}

/** The value with each match replaced. */
function replaced(
  pattern: string,
  value: string,
  replacement: (matcher: Matcher) => string,
): string {
  const matcher = matcherOf(pattern, value);
  let result = '';
  let at = 0;
  while (matcher.find()) {
    result += value.slice(at, matcher.start()) + replacement(matcher);
    at = matcher.end();
    bounded(result.length);
  }
  return result + value.slice(at);
}

/** `$1`, `${1}` and `$$`; a group that there is none of is empty. */
function expanded(template: string, matcher: Matcher): string {
  return template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (_, plain, braced) => {
    const name = plain ?? braced;
    if (name === undefined) return '$';
    const isGroup = /^\d+$/.test(name) && Number(name) <= matcher.groupCount();
    return isGroup ? matcher.group(Number(name)) ?? '' : '';
  });
}

const matches = define(2, 2, ([pattern, value]) =>
  matcherOf(text(pattern), text(value)).find(),
);

export const patterns: Functions = {
  regexMatch: matches,
  mustRegexMatch: matches,
  regexFind: define(
    2,
    2,
    ([pattern, value]) => all(text(pattern), text(value), 1)[0] ?? '',
  ),
  regexFindAll: define(3, 3, ([pattern, value, most]) =>
    all(text(pattern), text(value), integer(most)),
  ),
  regexReplaceAll: define(3, 3, ([pattern, value, template]) =>
    replaced(text(pattern), text(value), matcher =>
      expanded(text(template), matcher),
    ),
  ),
  regexReplaceAllLiteral: define(3, 3, ([pattern, value, literal]) =>
    replaced(text(pattern), text(value), () => text(literal)),
  ),
};
