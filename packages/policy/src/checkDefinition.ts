import { LIMITS } from './limits';
import { EFFECTS, type PolicyProblem } from './types';

const POLICY_FIELDS = [
  ...['name', 'description', 'owner', 'appliesTo', 'rules', 'examples'],
];
const RULE_FIELDS = [
  ...['name', 'when', 'effect', 'message', 'approvers', 'field', 'instead'],
];
const EXAMPLE_FIELDS = ['name', 'document', 'effect', 'rules'];
const FIELD = /^[A-Za-z_][\w-]*([.][A-Za-z_][\w-]*)*$/;
const APPROVER_FIELDS = ['by', 'count', 'fourEyes'];

type Fields = Record<string, unknown>;

/** All that is wrong with the shape of a policy; its expressions are not read. */
export function checkDefinition(policy: unknown): PolicyProblem[] {
  if (!isObject(policy)) {
    return [problem('', 'A policy has the fields name and rules.')];
  }
  return [
    ...unknownFields(policy, POLICY_FIELDS, ''),
    ...needText(policy, 'name', ''),
    ...mayBeText(policy, 'description', ''),
    ...mayBeText(policy, 'owner', ''),
    ...checkAppliesTo(policy.appliesTo),
    ...checkRules(policy.rules),
    ...checkExampleShapes(policy.examples),
  ];
}

function checkAppliesTo(appliesTo: unknown): PolicyProblem[] {
  const isFit =
    appliesTo === undefined ||
    (Array.isArray(appliesTo) &&
      appliesTo.length > 0 &&
      appliesTo.every(isText));
  return isFit
    ? []
    : [
        problem(
          'appliesTo',
          `It is ${show(appliesTo)}. Write a list of names.`,
        ),
      ];
}

function checkRules(rules: unknown): PolicyProblem[] {
  if (!Array.isArray(rules) || rules.length === 0) {
    return [problem('rules', 'Give the policy a list of at least one rule.')];
  }
  if (rules.length > LIMITS.rules) {
    return [
      problem(
        'rules',
        `There are ${rules.length}, ${LIMITS.rules} are allowed. Split the policy.`,
      ),
    ];
  }
  return [
    ...rules.flatMap((rule, index) => checkRule(rule, `rules[${index}]`)),
    ...repeatedNames(rules),
  ];
}

function checkRule(rule: unknown, path: string): PolicyProblem[] {
  if (!isObject(rule)) {
    return [
      problem(path, 'A rule has the fields name, when, effect and message.'),
    ];
  }
  return [
    ...unknownFields(rule, RULE_FIELDS, path),
    ...['name', 'when', 'message'].flatMap(field =>
      needText(rule, field, path),
    ),
    ...checkEffect(rule, path),
    ...checkApprovers(rule, path),
    ...checkField(rule, path),
    ...mayBeText(rule, 'instead', path),
  ];
}

function checkField({ field }: Fields, path: string): PolicyProblem[] {
  return field === undefined || (isText(field) && FIELD.test(field))
    ? []
    : [
        problem(
          `${path}.field`,
          `It is ${show(field)}. Write names with dots, such as input.size.`,
        ),
      ];
}

function checkExampleShapes(examples: unknown): PolicyProblem[] {
  if (examples === undefined) return [];
  if (!Array.isArray(examples)) {
    return [problem('examples', 'Write a list of examples.')];
  }
  return examples.flatMap((example, index) =>
    checkExampleShape(example, `examples[${index}]`),
  );
}

function checkExampleShape(example: unknown, path: string): PolicyProblem[] {
  if (!isObject(example)) {
    return [
      problem(path, 'An example has the fields name, document and effect.'),
    ];
  }
  const { document, rules } = example;
  return [
    ...unknownFields(example, EXAMPLE_FIELDS, path),
    ...needText(example, 'name', path),
    ...(isObject(document)
      ? []
      : [
          problem(
            `${path}.document`,
            `It is ${show(document)}. Write what is judged.`,
          ),
        ]),
    ...checkEffect(example, path),
    ...(rules === undefined || (Array.isArray(rules) && rules.every(isText))
      ? []
      : [
          problem(
            `${path}.rules`,
            `It is ${show(rules)}. Write a list of names of rules.`,
          ),
        ]),
  ];
}

function checkEffect({ effect }: Fields, path: string): PolicyProblem[] {
  return EFFECTS.some(known => known === effect)
    ? []
    : [
        problem(
          `${path}.effect`,
          `It is ${show(effect)}. Use one of ${EFFECTS.join(', ')}.`,
        ),
      ];
}

function checkApprovers(rule: Fields, rulePath: string): PolicyProblem[] {
  const { approvers, effect } = rule;
  const path = `${rulePath}.approvers`;
  if (approvers === undefined) {
    return [];
  }
  if (effect !== 'gate') {
    return [problem(path, 'Only a rule with effect gate has approvers.')];
  }
  if (!isObject(approvers)) {
    return [problem(path, 'Write who approves under by.')];
  }
  return [
    ...unknownFields(approvers, APPROVER_FIELDS, path),
    ...checkBy(approvers, path),
    ...checkCount(approvers, path),
    ...checkFourEyes(approvers, path),
  ];
}

function checkBy({ by }: Fields, path: string): PolicyProblem[] {
  const names = Array.isArray(by) ? by : [by];
  return names.length > 0 && names.every(isText)
    ? []
    : [problem(`${path}.by`, `It is ${show(by)}. Name one, or a list.`)];
}

function checkCount({ count }: Fields, path: string): PolicyProblem[] {
  return count === undefined || (Number.isInteger(count) && Number(count) > 0)
    ? []
    : [
        problem(
          `${path}.count`,
          `It is ${show(count)}. Write how many people, at least 1.`,
        ),
      ];
}

function checkFourEyes({ fourEyes }: Fields, path: string): PolicyProblem[] {
  return fourEyes === undefined || typeof fourEyes === 'boolean'
    ? []
    : [
        problem(
          `${path}.fourEyes`,
          `It is ${show(fourEyes)}. Write true or false.`,
        ),
      ];
}

function repeatedNames(rules: unknown[]): PolicyProblem[] {
  const seen = new Set<unknown>();
  return rules.flatMap((rule, index) => {
    const name = isObject(rule) ? rule.name : undefined;
    const repeated = isText(name) && seen.has(name);
    seen.add(name);
    return repeated
      ? [
          problem(
            `rules[${index}].name`,
            `${show(name)} is the name of an earlier rule. Give each its own.`,
          ),
        ]
      : [];
  });
}

function needText(
  fields: Fields,
  field: string,
  path: string,
): PolicyProblem[] {
  const value = fields[field];
  const at = join(path, field);
  if (isText(value)) {
    return [];
  }
  return [
    problem(
      at,
      value === undefined
        ? 'It is missing.'
        : `It is ${show(value)}. Write a text that is not empty.`,
    ),
  ];
}

function mayBeText(
  fields: Fields,
  field: string,
  path: string,
): PolicyProblem[] {
  return fields[field] === undefined ? [] : needText(fields, field, path);
}

function unknownFields(
  fields: Fields,
  known: string[],
  path: string,
): PolicyProblem[] {
  return Object.keys(fields)
    .filter(field => !known.includes(field))
    .map(field =>
      problem(
        join(path, field),
        `There is no such field. Use ${known.join(', ')}.`,
      ),
    );
}

function problem(path: string, message: string): PolicyProblem {
  return { path, message };
}

function join(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

/** A value as it was written, cut when it is long. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
