import type { FileChange } from '@towpath/plugin-score-common';
import { Part, Quiet, Stack, TextDifference } from '@towpath/ui';

/** What is written in Git, file by file. */
export function ManifestChanges({ files }: { files: FileChange[] }) {
  if (files.length === 0) return <Quiet>Nothing is written.</Quiet>;
  return (
    <Stack>
      {files.map(({ file, before, after }) => (
        <Part key={file} title={titleOf({ file, before, after })}>
          <TextDifference
            label={`What changes in ${file}`}
            before={before}
            after={after}
          />
        </Part>
      ))}
    </Stack>
  );
}

function titleOf({ file, before, after }: FileChange): string {
  if (before === undefined) return `${file}, new`;
  return after === undefined ? `${file}, removed` : file;
}
