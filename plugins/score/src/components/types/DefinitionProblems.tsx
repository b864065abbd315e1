import type { ResourceDefinitionProblem } from '@towpath/plugin-score-common';
import { Notice } from '@towpath/ui';

/** Files of resource definitions that are not understood; what was good before goes on. */
export function DefinitionProblems(props: {
  problems: ResourceDefinitionProblem[];
}) {
  const { problems } = props;
  if (problems.length === 0) return null;
  return (
    <Notice>
      Some resource definitions are not understood. What they said before still
      holds.
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
