import { Link } from '@backstage/core-components';
import type { Comparison } from '@towpath/plugin-environment-common';
import { Difference, Part, Quiet, Sides, Stack } from '@towpath/ui';
import { limitOf } from '../../lib/judgePromotion';
import { Changes } from '../shared/Changes';
import { Commits } from '../shared/Commits';
import { Gates } from '../shared/Gates';
import { ManifestsPart, ProvidedPart, RulesPart } from '../shared/Needs';

/** What would change, beside what each gate says of it. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { needs, to } = comparison;
  return (
    <Sides>
      <Stack>
        <ImagePart comparison={comparison} />
        <CommitsPart comparison={comparison} />
        {needs && <ProvidedPart needs={needs} to={to} />}
        <ConfigPart comparison={comparison} />
        <EditsPart comparison={comparison} />
        {needs && <ManifestsPart files={needs.files} />}
      </Stack>
      <Stack>
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
        {needs && <RulesPart rules={needs.rules} />}
      </Stack>
    </Sides>
  );
}

/** What may change the outcome in ways that nobody can tell beforehand. */
function NotKnownPart({ title, parts }: { title: string; parts: string[] }) {
  if (parts.length === 0) return null;
  return (
    <Part title={title}>
      <Quiet component="ul">
        {parts.map(part => (
          <li key={part}>{part}</li>
        ))}
      </Quiet>
    </Part>
  );
}

function ImagePart({ comparison }: { comparison: Comparison }) {
  const { current, version, image } = comparison;
  return (
    <Part title="Image">
      <Difference
        label="Image"
        items={[{ name: 'version', before: current?.version, after: version }]}
      />
      <Quiet>{image}</Quiet>
    </Part>
  );
}

const people = (authors: string[] = []) =>
  authors.length === 0
    ? ''
    : ` by ${authors.length} ${authors.length === 1 ? 'person' : 'people'}`;

function CommitsPart({ comparison }: { comparison: Comparison }) {
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
      {!known && <Quiet>{why}</Quiet>}
      <Commits commits={items} />
    </Part>
  );
}

function ConfigPart({ comparison }: { comparison: Comparison }) {
  const { config, configProblem, from, to } = comparison;
  if (config.length === 0 && !configProblem) return null;
  return (
    <Part title="Settings that differ between the two">
      {configProblem && <Quiet>{configProblem}</Quiet>}
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
  const { edits, delivery } = comparison;
  const nothing = `Nothing${limitOf(comparison)}.`;
  return (
    <Part title={ways[delivery]}>
      {edits.length === 0 ? (
        <Quiet>{nothing}</Quiet>
      ) : (
        <Changes edits={edits} label={ways[delivery]} />
      )}
    </Part>
  );
}
