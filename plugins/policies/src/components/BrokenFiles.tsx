import type { Policy } from '@towpath/plugin-policies-common';
import { Notice } from '@towpath/ui';

/** Files that cannot be used, with what is wrong with them and what holds meanwhile. */
export function BrokenFiles({ policies }: { policies: Policy[] }) {
  const broken = policies.filter(({ state }) => state !== 'used');
  if (broken.length === 0) return null;
  return (
    <Notice>
      Some files of policies cannot be used as they are.
      <ul>
        {broken.map(({ file, state, problems }) => (
          <li key={file}>
            <code>{file}</code>:{' '}
            {state === 'kept'
              ? 'what it said before still holds.'
              : 'all that it would judge is denied.'}{' '}
            {problems.join(' ')}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
