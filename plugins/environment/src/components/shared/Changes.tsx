import type { Edit } from '@towpath/plugin-environment-common';
import { Difference } from '@towpath/ui';

const repositoryName = (repository: string) =>
  repository
    .replace(/\.git$/, '')
    .split('/')
    .slice(-2)
    .join('/');

/** The values that are written, by file. */
export function Changes({ edits, label }: { edits: Edit[]; label: string }) {
  return (
    <Difference
      label={label}
      items={edits.map(({ repository, file, path, before, after }) => ({
        place: `${repositoryName(repository)} · ${file}`,
        name: path,
        before,
        after,
      }))}
    />
  );
}
