import type {
  ImportEntry,
  PlatformImports,
} from '@towpath/plugin-score-common';
import {
  Answer,
  EmptyState,
  Line,
  Page,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';
import { useImports } from '../../queries/useImports';
import { FileProblems } from '../shared/FileProblems';
import { ServiceLink } from '../shared/ServiceLink';

/** How each state looks, what it is called, and what follows from it. */
const STATES = {
  open: ['waiting', 'to take over', 'the next plan takes it over'],
  begun: ['running', 'begun', 'a run has not got to its end'],
  done: ['succeeded', 'taken over', 'the entry can go'],
  other: [
    'failed',
    'not taken over',
    'the resource is there already, and is another one',
  ],
} as const;

/** What exists already and is to become a resource, as the platform says, and what has become of that. */
export function ImportsPage() {
  const asked = useImports();
  return (
    <Page title="What is taken over">
      <Answer asked={asked} failure="The imports cannot be listed" rows={6}>
        {known => <Shown known={known} />}
      </Answer>
    </Page>
  );
}

function Shown({ known: { items, problems } }: { known: PlatformImports }) {
  return (
    <>
      <FileProblems
        what="imports"
        problems={problems}
        meanwhile="What they said before still holds. Where they said nothing before, nothing new is made in the place of what they may name."
      />
      {items.length > 0 && (
        <SectionCard title="Imports">
          <Rows label="Imports">
            {items.map(item => (
              <ImportRow key={`${item.file} ${item.line}`} of={item} />
            ))}
          </Rows>
        </SectionCard>
      )}
      {items.length === 0 && (
        <EmptyState
          title="Nothing is taken over"
          why={
            <>
              A file in the folder <code>imports</code> of the platform&apos;s
              data says what exists already, and which resource of a Score file
              it is to become.
            </>
          }
        />
      )}
    </>
  );
}

function ImportRow({ of }: { of: ImportEntry }) {
  const { name, resource, service, environment, file, line, state } = of;
  const [look, words, follows] = STATES[state];
  return (
    <Row>
      <Line state={<StateChip state={look} label={words} />}>
        <Strong>{name}</Strong>
        <span>
          becomes {resource} of <ServiceLink service={service} /> in{' '}
          {environment}
        </span>
        <Quiet component="span">
          {follows}, {line === undefined ? file : `${file}:${line}`}
        </Quiet>
      </Line>
    </Row>
  );
}
