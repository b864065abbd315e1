type Labels = Record<string, string>;
export type LabelTest = (labels: Labels) => boolean;

const REQUIREMENT =
  /^\s*(?:(?<absent>!)\s*(?<absentKey>[\w./-]+)|(?<setKey>[\w./-]+)\s+(?<set>in|notin)\s*\(\s*(?<values>[^()]*)\)|(?<key>[\w./-]+)\s*(?:(?<operator>==|=|!=)\s*(?<value>[\w.-]*))?)\s*$/;

/**
 * Reads a Kubernetes label selector, such as `team=finance,tier in (dev, prod),!legacy`.
 * @throws Error that names the part that cannot be read
 */
export function parseLabelSelector(text: string): LabelTest {
  const tests = splitOutsideBrackets(text)
    .filter(part => part.trim() !== '')
    .map(parseRequirement);
  return labels => tests.every(test => test(labels));
}

function splitOutsideBrackets(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}

function parseRequirement(part: string): LabelTest {
  const found = REQUIREMENT.exec(part)?.groups;
  if (!found) {
    throw new Error(`unable to parse requirement: "${part.trim()}"`);
  }
  const { absentKey, setKey, set, values, key, operator, value } = found;
  if (absentKey) return labels => !(absentKey in labels);
  if (setKey) {
    const wanted = values.split(',').map(one => one.trim());
    return labels =>
      (setKey in labels && wanted.includes(labels[setKey])) === (set === 'in');
  }
  if (!operator) return labels => key in labels;
  return labels => (labels[key] === value) === (operator !== '!=');
}
