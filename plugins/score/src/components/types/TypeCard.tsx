import { makeStyles } from '@material-ui/core/styles';
import type { ResourceType } from '@towpath/plugin-score-common';
import {
  CopyButton,
  Line,
  monospace,
  Part,
  Quiet,
  SectionCard,
  Sides,
  Stack,
} from '@towpath/ui';
import { OwnedBy } from '../shared/OwnedBy';
import { FieldTable } from './FieldTable';
import { WhichWhere } from './WhichWhere';
import { WhoElseMayUse } from './WhoElseMayUse';
import { describeParams } from '../../lib/describeParams';

const useStyles = makeStyles(theme => ({
  example: { ...monospace(theme), margin: 0, overflowX: 'auto' },
}));

/** What {@link TypeCard} needs. */
export interface TypeCardProps {
  of: ResourceType;
  /** Where it is asked for; the definition that holds there is explained then. */
  where?: { service: string; environment: string };
}

/** A type: what it is, what it takes and gives, and what to write to have one. */
export function TypeCard({ of, where }: TypeCardProps) {
  const { type, title, description, example, owner, definitions } = of;
  const note = of.class === 'default' ? type : `${type}, class ${of.class}`;
  return (
    <SectionCard title={title} note={note} padded>
      <Stack>
        {description && <Quiet>{description}</Quiet>}
        <Sides>
          <Fields of={of} />
          {example && <Example text={example} />}
        </Sides>
        <WhoElseMayUse of={of} />
        <Line>
          <OwnedBy owner={owner} />
          <Quiet component="span">
            {definitions.length > 0
              ? `Provided by ${definitions.join(', ')}`
              : 'Provided nowhere'}
          </Quiet>
        </Line>
        {where && <WhichWhere of={of} {...where} />}
      </Stack>
    </SectionCard>
  );
}

function Fields({ of: { params, outputs } }: { of: ResourceType }) {
  return (
    <Stack>
      <Part title="It takes">
        <FieldTable
          label="Params"
          empty="Nothing."
          fields={describeParams(params).map(
            ({ name, takes, required, usual, description }) => ({
              name,
              type: takes,
              note: required ? 'required' : usual && `${usual} by default`,
              description,
            }),
          )}
        />
      </Part>
      <Part title="It gives">
        <FieldTable
          label="Outputs"
          empty="Nothing."
          fields={outputs.map(({ secret, ...output }) => ({
            ...output,
            note: secret ? 'secret' : undefined,
          }))}
        />
      </Part>
    </Stack>
  );
}

function Example({ text }: { text: string }) {
  const classes = useStyles();
  return (
    <Part title="For example">
      <pre className={classes.example}>{text}</pre>
      <CopyButton text={() => text} words="Copy the example" />
    </Part>
  );
}
