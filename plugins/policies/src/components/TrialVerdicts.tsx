import type { Trial, TrialVerdict } from '@towpath/plugin-policies-common';
import { Line, Quiet, Row, Rows, StateChip, Strong } from '@towpath/ui';
import { EFFECTS } from '../lib/words';

const SUMMARY = {
  deny: 'It would be denied.',
  gate: 'Somebody would be asked first.',
  allow: 'It would go by itself.',
};

/** What a trial comes to. */
export function TrialSummary({ trial: { effect } }: { trial: Trial }) {
  return (
    <span role="status">
      <StateChip state={EFFECTS[effect].state} label={SUMMARY[effect]} />
    </span>
  );
}

/** Every rule that speaks, and then those that are silent. */
export function TrialVerdicts({ trial: { verdicts } }: { trial: Trial }) {
  const spoke = verdicts.filter(one => one.effect);
  const silent = verdicts.filter(one => !one.effect);
  return (
    <>
      <Rows label="Rules that speak" empty="No rule speaks.">
        {spoke.map(one => (
          <Row key={`${one.policy}/${one.rule}`}>
            <Spoken verdict={one} />
          </Row>
        ))}
      </Rows>
      {silent.length > 0 && (
        <Rows label="Silent rules">
          <Row>
            <Quiet>
              Silent:{' '}
              {silent.map(({ policy, rule }) => `${policy}/${rule}`).join(', ')}
            </Quiet>
          </Row>
        </Rows>
      )}
    </>
  );
}

function Spoken({ verdict }: { verdict: TrialVerdict }) {
  const { policy, rule, effect = 'allow', message, field, instead } = verdict;
  const { state, words } = EFFECTS[effect];
  return (
    <>
      <Line>
        <StateChip state={state} label={words} />
        <Strong>{rule ? `${policy}/${rule}` : policy}</Strong>
        {verdict.error && (
          <Quiet component="span">it cannot be evaluated</Quiet>
        )}
      </Line>
      <Quiet>{message}</Quiet>
      {instead && (
        <Quiet>
          Instead{field ? ` of ${field}` : ''}: {instead}
        </Quiet>
      )}
    </>
  );
}
