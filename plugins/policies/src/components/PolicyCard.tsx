import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Policy } from '@towpath/plugin-policies-common';
import { Line, Quiet, Row, Rows, SectionCard } from '@towpath/ui';
import type { ShownPolicy } from '../lib/selectRules';
import { subjectWords } from '../lib/words';
import { Examples } from './Examples';
import { HitBars } from './HitBars';
import { RuleRow } from './RuleRow';

/** A policy: what it is about, whose it is, its rules and its examples. */
export function PolicyCard({ policy, rules }: ShownPolicy) {
  const { name, appliesTo, hits } = policy;
  return (
    <SectionCard
      title={name}
      note={`Applies to ${appliesTo.map(subjectWords).join(', ')}`}
    >
      <Rows label={`Rules of ${name}`}>
        <Row>
          <About policy={policy} />
        </Row>
        {policy.opa && (
          <Row>
            <HitBars hits={hits} />
          </Row>
        )}
        {rules.map(rule => (
          <Row key={rule.name}>
            <RuleRow
              rule={rule}
              hits={hits.filter(hit => hit.rule === rule.name)}
            />
          </Row>
        ))}
        <Row>
          <Examples policy={policy} />
        </Row>
      </Rows>
    </SectionCard>
  );
}

function About({ policy }: { policy: Policy }) {
  const { description, owner, file, opa } = policy;
  return (
    <>
      {description && <Quiet>{description}</Quiet>}
      <Line>
        <Quiet component="span">
          {owner ? (
            <>
              Owner:{' '}
              <EntityRefLink entityRef={owner} defaultKind="group" hideIcon />
            </>
          ) : (
            'The file names no owner'
          )}
        </Quiet>
        <Quiet component="span">
          <code>{file}</code>
        </Quiet>
        {opa && (
          <Quiet component="span">
            Its rules are in OPA, at <code>{opa}</code>
          </Quiet>
        )}
      </Line>
    </>
  );
}
