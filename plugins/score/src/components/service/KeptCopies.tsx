import { makeStyles } from '@material-ui/core/styles';
import type { Resource } from '@towpath/plugin-score-common';
import {
  Line,
  Moment,
  monospace,
  Quiet,
  Row,
  Rows,
  SectionCard,
  StateChip,
  Strong,
} from '@towpath/ui';
import { TypeName } from '../shared/TypeName';
import { Upkeep } from './Upkeep';

const useStyles = makeStyles(theme => ({
  restore: { ...monospace(theme), overflowWrap: 'anywhere' },
}));

/** What {@link KeptCopies} needs. */
export interface KeptCopiesProps {
  copies: { environment: string; resource: Resource }[];
}

/** Final copies of what was taken away: until when, and how to get one back. Nothing where there are none. */
export function KeptCopies({ copies }: KeptCopiesProps) {
  const classes = useStyles();
  if (copies.length === 0) return null;
  return (
    <SectionCard title="Kept copies" note="of what was taken away">
      <Rows label="Kept copies">
        {copies.map(({ environment, resource }) => (
          <Row key={resource.id}>
            <Line
              state={<StateChip state="kept" />}
              end={
                resource.keptUntil && (
                  <>
                    until <Moment at={resource.keptUntil} />
                  </>
                )
              }
            >
              <Strong>{resource.name}</Strong>
              <TypeName of={resource} />
              <Quiet component="span">in {environment}</Quiet>
            </Line>
            <Upkeep resource={resource} />
            {resource.restore && (
              <Quiet>
                To get it back:{' '}
                <span className={classes.restore}>{resource.restore}</span>
              </Quiet>
            )}
          </Row>
        ))}
      </Rows>
    </SectionCard>
  );
}
