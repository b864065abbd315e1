import { shownPath } from '@towpath/backend-kit';
import type { ResourceDefinitionProblem } from '@towpath/plugin-score-common';
import type { DefinitionProblem } from '@towpath/resource-definitions';

/** What is wrong with a file of the platform, as the API has it. */
export function presentProblem({
  file,
  line,
  path,
  message,
}: DefinitionProblem): ResourceDefinitionProblem {
  return { file: shownPath(file), line, path, message };
}
