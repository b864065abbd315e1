import { Link } from '@backstage/core-components';
import type { Comparison } from '@towpath/plugin-environment-common';
import { Difference } from '@towpath/ui';
import { limitOf } from '../../lib/judgePromotion';
import { Changes } from '../shared/Changes';
import { Commits } from '../shared/Commits';
import { Gates } from '../shared/Gates';
import { Part } from '../shared/Part';
import { useCalmStyles } from '../shared/useCalmStyles';

/** What would change, beside what each gate says of it. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const classes = useCalmStyles();
  return (
    <div className={classes.sides}>
      <div className={classes.stack}>
        <ImagePart comparison={comparison} />
        <CommitsPart comparison={comparison} />
        <ConfigPart comparison={comparison} />
        <EditsPart comparison={comparison} />
      </div>
      <div className={classes.stack}>
        <NotKnownPart
          title="Not understood, and may have the last word"
          parts={comparison.notUnderstood}
        />
        <NotKnownPart
          title="Could not be asked, and may have the last word"
          parts={comparison.unasked}
        />
        <Part title="Gates">
          <Gates gates={comparison.gates} label="Gates" />
        </Part>
      </div>
    </div>
  );
}

/** What may change the outcome in ways that nobody can tell beforehand. */
function NotKnownPart({ title, parts }: { title: string; parts: string[] }) {
  const classes = useCalmStyles();
  if (parts.length === 0) return null;
  return (
    <Part title={title}>
      <ul className={classes.quiet}>
        {parts.map(part => (
          <li key={part}>{part}</li>
        ))}
      </ul>
    </Part>
  );
}

function ImagePart({ comparison }: { comparison: Comparison }) {
  const classes = useCalmStyles();
  const { current, version, image } = comparison;
  return (
    <Part title="Image">
      <Difference
        label="Image"
        items={[{ name: 'version', before: current?.version, after: version }]}
      />
      <p className={classes.quiet}>{image}</p>
    </Part>
  );
}

const people = (authors: string[] = []) =>
  authors.length === 0
    ? ''
    : ` by ${authors.length} ${authors.length === 1 ? 'person' : 'people'}`;

function CommitsPart({ comparison }: { comparison: Comparison }) {
  const classes = useCalmStyles();
  const { known, count, authors, items = [], url, why } = comparison.commits;
  const total = count ?? items.length;
  return (
    <Part
      title={
        <>
          {known ? `Commits: ${total}${people(authors)}` : 'Commits: unknown'}{' '}
          {url && <Link to={url}>compare ↗</Link>}
        </>
      }
    >
      {!known && <p className={classes.quiet}>{why}</p>}
      <Commits commits={items} />
    </Part>
  );
}

function ConfigPart({ comparison }: { comparison: Comparison }) {
  const classes = useCalmStyles();
  const { config, configProblem, from, to } = comparison;
  if (config.length === 0 && !configProblem) return null;
  return (
    <Part title="Settings that differ between the two">
      {configProblem && <p className={classes.quiet}>{configProblem}</p>}
      <Difference
        label="Settings that differ"
        sides={[from, to]}
        items={config.map(setting => ({
          place: setting.resource,
          name: setting.path,
          before: setting.from,
          after: setting.to,
        }))}
      />
    </Part>
  );
}

const ways = {
  commit: 'What is written in Git',
  'pull-request': 'What a pull request would write',
  parameter: 'What is set on the Argo CD application',
};

function EditsPart({ comparison }: { comparison: Comparison }) {
  const classes = useCalmStyles();
  const { edits, delivery } = comparison;
  const nothing = `Nothing${limitOf(comparison)}.`;
  return (
    <Part title={ways[delivery]}>
      {edits.length === 0 ? (
        <p className={classes.quiet}>{nothing}</p>
      ) : (
        <Changes edits={edits} label={ways[delivery]} />
      )}
    </Part>
  );
}
