import { parse, type ScalarTag } from 'yaml';

/** `0644` is a number to the base 8 for what score-k8s reads its templates with. */
const OCTAL: ScalarTag = {
  identify: () => false,
  default: true,
  tag: 'tag:yaml.org,2002:int',
  test: /^[-+]?0[0-7]+$/,
  resolve: text => Number.parseInt(text, 8),
};

/** What a template has written, as score-k8s reads it. */
export function readYaml(text: string): unknown {
  return parse(text, {
    // With less it would throw no error.
    ...{ schema: 'core', merge: true, logLevel: 'error' },
    customTags: tags => [OCTAL, ...tags],
  });
}
