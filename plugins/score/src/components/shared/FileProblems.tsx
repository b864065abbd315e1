import type { ResourceDefinitionProblem } from '@towpath/plugin-score-common';
import { Notice } from '@towpath/ui';

/** What {@link FileProblems} needs. */
export interface FileProblemsProps {
  /** They hold: "resource definitions". */
  what: string;
  problems: ResourceDefinitionProblem[];
  /** What holds meanwhile. Default: what they said before. */
  meanwhile?: string;
}

/** Files of the platform that are not understood; what was good before goes on. */
export function FileProblems({
  what,
  problems,
  meanwhile = 'What they said before still holds.',
}: FileProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <Notice>
      Some {what} are not understood. {meanwhile}
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
