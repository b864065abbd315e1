import { define, GoTemplate, text } from '@towpath/go-template';

/** The templates of a provisioner of score-k8s, in the order in which they are filled. */
export const PROVISIONER_TEMPLATES = [
  'init',
  'state',
  'shared',
  'outputs',
  'manifests',
] as const;

/** One of {@link PROVISIONER_TEMPLATES}. */
export type ProvisionerTemplate = (typeof PROVISIONER_TEMPLATES)[number];

/** What such a template is filled with. */
const FIELDS = [
  ...['Guid', 'Uid', 'Type', 'Class', 'Id', 'Params', 'Metadata'],
  ...['Init', 'State', 'Shared'],
  ...['SourceWorkload', 'WorkloadMetadata', 'WorkloadServices', 'Namespace'],
];

/** Between these stand the name of a Secret and a key of it, wherever a template refers to one. */
export const SECRET_MARKS = { begin: '🔐💬', end: '💬🔐' };

/**
 * Reads a template of a provisioner.
 *
 * @throws TemplateError for the first line that cannot be used
 */
export function readProvisionerTemplate(source: string): GoTemplate {
  return GoTemplate.parse(source, {
    fields: FIELDS,
    functions: {
      encodeSecretRef: define(
        2,
        2,
        ([secret, key]) =>
          `${SECRET_MARKS.begin}${text(secret)}_${text(key)}${
            SECRET_MARKS.end
          }`,
      ),
    },
  });
}
