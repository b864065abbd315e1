import { Part } from '../layout/Part';
import { Quiet } from '../layout/Quiet';
import { Stack } from '../layout/Stack';
import { TextDifference } from '../TextDifference/TextDifference';
import type { PlannedFile } from './planned';

/** What is written in Git, file by file. */
export function FileChanges({ files }: { files: PlannedFile[] }) {
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

function titleOf({ file, before, after }: PlannedFile): string {
  if (before === undefined) return `${file}, new`;
  return after === undefined ? `${file}, removed` : file;
}
