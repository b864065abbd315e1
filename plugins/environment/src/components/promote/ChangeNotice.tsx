import { Notice } from '@towpath/ui';

/**
 * Says that what is on screen is not what was there before.
 *
 * @param props - `changes` in words; none is no notice.
 */
export function ChangeNotice({ changes }: { changes: string[] }) {
  if (changes.length === 0) return null;
  return (
    <Notice alert>
      <strong>This has changed since you opened it.</strong> Look again before
      you go on; what you wrote is kept.
      <ul>
        {changes.map(change => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </Notice>
  );
}
