import type { Needs } from '@towpath/plugin-environment-common';
import {
  CostChange,
  countResources,
  FileChanges,
  Part,
  PlannedRows,
  Quiet,
  RuleVerdicts,
} from '@towpath/ui';

/** What a promotion provides before it writes, and what that costs. */
export function ProvidedPart({ needs, to }: { needs: Needs; to: string }) {
  const { resources, cost, notes } = needs;
  const moving = resources.filter(({ action }) => action !== 'none');
  return (
    <Part title="What it provides first">
      {moving.length > 0 ? (
        <>
          <PlannedRows resources={moving} empty="" />
          {moving.length < resources.length && (
            <Quiet>In all: {countResources(resources)}.</Quiet>
          )}
          <CostChange cost={cost} />
        </>
      ) : (
        <Quiet>Nothing: {to} has all that it needs.</Quiet>
      )}
      {notes.map(note => (
        <Quiet key={note}>{note}.</Quiet>
      ))}
    </Part>
  );
}

/** What is rendered from the file of the version. */
export function ManifestsPart({ files }: Pick<Needs, 'files'>) {
  if (files.length === 0) return null;
  return (
    <Part title="Manifests, in the same commit">
      <FileChanges files={files} />
    </Part>
  );
}

/** What the rules of the platform say of it. */
export function RulesPart({ rules }: Pick<Needs, 'rules'>) {
  if (rules.length === 0) return null;
  return (
    <Part title="Rules about what it needs">
      <RuleVerdicts verdicts={rules} />
    </Part>
  );
}
