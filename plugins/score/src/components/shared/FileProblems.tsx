import type { ResourceDefinitionProblem } from '@towpath/plugin-score-common';
import { Notice } from '@towpath/ui';

/** What {@link FileProblems} needs. */
export interface FileProblemsProps {
  /** They hold: "resource definitions". */
  what: string;
  problems: ResourceDefinitionProblem[];
}

/** Files of the platform that are not understood; what was good before goes on. */
export function FileProblems({ what, problems }: FileProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <Notice>
      Some {what} are not understood. What they said before still holds.
      <ul>
        {problems.map(({ file, line, path, message }) => (
          <li key={`${file} ${line} ${path} ${message}`}>
            <code>{line === undefined ? file : `${file}:${line}`}</code>
            {path && (
              <>
                {' '}
                at <code>{path}</code>
              </>
            )}
            : {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
