import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { StackDetail } from '@towpath/plugin-terraform-stacks-common';
import { Part, Quiet, SectionCard, Stack } from '@towpath/ui';
import type { ReactNode } from 'react';
import { sourceWords } from '../../lib/sourceWords';
import { MASKED, valueWords } from '../../lib/shownValue';
import { StackLink } from '../shared/StackLink';
import { ValueList } from '../shared/ValueList';

type Definition = NonNullable<StackDetail['definition']>;

/** The module of a stack, what it is given, and who uses what comes out. */
export function MadeOf({ detail }: { detail: StackDetail }) {
  const { definition, usedBy = [] } = detail;
  return (
    <SectionCard title="What it is made of" padded>
      <Stack>
        {definition ? (
          <Given definition={definition} />
        ) : (
          <Quiet>
            The portal does not know: it was made by a template, which brings
            the module with each run.
          </Quiet>
        )}
        {usedBy.length > 0 && (
          <Part title="Its outputs are used by">
            {usedBy.map(key => (
              <div key={key}>
                <StackLink of={key} />
              </div>
            ))}
          </Part>
        )}
      </Stack>
    </SectionCard>
  );
}

function Given({ definition }: { definition: Definition }) {
  const { module, driftEvery } = definition;
  const given = givenOf(definition);
  return (
    <>
      <Part title="Module">{sourceWords(module)}</Part>
      <Part title="Variables">
        {given.length === 0 ? (
          <Quiet>It is given none.</Quiet>
        ) : (
          <ValueList of="variables" values={given} />
        )}
      </Part>
      <Part title="Drift">
        <Quiet>{howOften(driftEvery)}</Quiet>
      </Part>
      <WhereChanged definition={definition} />
    </>
  );
}

function howOften(every: string | undefined): string {
  if (every === 'never') return 'Nobody looks by themselves.';
  return every
    ? `It is looked at every ${every}.`
    : 'It is looked at as often as the portal is set to.';
}

/** Plain values, outputs of other stacks, and secrets by their names. */
function givenOf(definition: Definition): [string, ReactNode][] {
  const { variables, inputs, secrets } = definition;
  return [
    ...Object.entries(variables).map(([name, value]): [string, ReactNode] => [
      name,
      valueWords(value),
    ]),
    ...Object.entries(inputs).map(
      ([name, { stack, output }]): [string, ReactNode] => [
        name,
        <>
          {output} of <StackLink of={stack} />
        </>,
      ],
    ),
    ...secrets.map((name): [string, ReactNode] => [name, MASKED]),
  ];
}

function WhereChanged({
  definition: { from, entity },
}: {
  definition: Definition;
}) {
  return (
    <Quiet>
      {from === 'catalog' && (
        <>
          It is changed in the catalog
          {entity && (
            <>
              : <EntityRefLink entityRef={entity} hideIcon />
            </>
          )}
          .
        </>
      )}
      {from === 'template' && 'It is what a template said last.'}
      {from === 'page' && 'It was said by a person.'}
    </Quiet>
  );
}
