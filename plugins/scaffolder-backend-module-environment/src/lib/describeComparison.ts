import type {
  Comparison,
  GateReport,
} from '@towpath/plugin-environment-common';

const GATE_SHAPES: Record<GateReport['state'], string> = {
  open: '●',
  closed: '‖',
  asks: '◐',
};

const VERDICTS: Record<Comparison['verdict'], string> = {
  allow: 'It would begin at once.',
  gate: 'It would wait for approval.',
  deny: 'It would be refused.',
};

/** What a promotion would change and what each gate says, as lines of text. */
export function describeComparison(comparison: Comparison): string[] {
  const { service, from, to, version, current, edits, commits, gates, needs } =
    comparison;
  return [
    `${service}: ${from} ${version} → ${to}, which runs ${
      current?.version ?? 'nothing yet'
    }`,
    ...edits.map(
      ({ file, path, before, after }) =>
        `  ${file}  ${path}  ${before ?? '(none)'} → ${after}`,
    ),
    ...describeNeeds(needs),
    commits.known
      ? `  ${commits.count} commits by ${commits.authors?.join(', ')}`
      : `  commits unknown: ${commits.why}`,
    ...gates.map(
      ({ state, title, message }) =>
        `  ${GATE_SHAPES[state]} ${title}: ${message}`,
    ),
    VERDICTS[comparison.verdict],
  ];
}

/** What is provided first; what stays as it is, is left out. */
function describeNeeds(needs: Comparison['needs']): string[] {
  const { resources = [], notes = [] } = needs ?? {};
  return [
    ...resources
      .filter(({ action }) => action !== 'none')
      .map(({ name, type, action }) => `  ${action} ${name} (${type})`),
    ...notes.map(note => `  ${note}`),
  ];
}
