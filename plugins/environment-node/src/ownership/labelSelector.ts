type Test = (labels: Record<string, string>) => boolean;

export interface LabelSelector {
  selects: Test;
  /** A label, as `key=value`, that everything it selects has; there may be none. */
  pin?: string;
}

const EQUALITY = /^([^\s=!,()]+)\s*(==|=|!=)\s*([^\s=!,()]*)$/;
const SET = /^([^\s=!,()]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const PRESENCE = /^(!?)\s*([^\s=!,()]+)$/;

/**
 * Reads a label selector of Kubernetes, such as `app=shop,tier in (web, api),!old`; undefined when
 * it is none.
 */
export function parseLabelSelector(
  selector: string,
): LabelSelector | undefined {
  const requirements = splitRequirements(selector);
  const tests = requirements.map(parseRequirement);
  if (tests.length === 0 || tests.some(test => !test)) return undefined;
  return {
    selects: labels => tests.every(test => test!(labels)),
    pin: requirements.map(pinOf).find(Boolean),
  };
}

function pinOf(requirement: string): string | undefined {
  const [, key, operator, value] = EQUALITY.exec(requirement) ?? [];
  return key && operator !== '!=' ? `${key}=${value}` : undefined;
}

// At commas that are not inside of parentheses.
function splitRequirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(Boolean);
}

function parseRequirement(text: string): Test | undefined {
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? labels => labels[key] !== value
      : labels => labels[key] === value;
  }
  const set = SET.exec(text);
  if (set) {
    const values = set[3].split(',').map(value => value.trim());
    const wanted = set[2] === 'in';
    return labels => values.includes(labels[set[1]]) === wanted;
  }
  const presence = PRESENCE.exec(text);
  return (
    (presence && (labels => presence[2] in labels === (presence[1] !== '!'))) ??
    undefined
  );
}
