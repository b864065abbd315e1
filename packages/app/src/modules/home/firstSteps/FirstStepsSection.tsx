import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import type { Entity } from '@backstage/catalog-model';
import { Row, Rows, SectionCard } from '@towpath/ui';
import {
  RiCheckboxBlankCircleLine,
  RiCheckboxCircleFill,
} from '@remixicon/react';
import type { Me } from '../me/useMe';
import { useStored } from '../useStored';
import { useVisits } from '../visits/useVisits';
import { firstSteps } from './firstSteps';

const useStyles = makeStyles(theme => ({
  step: {
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1.5),
    fontSize: theme.typography.pxToRem(14),
  },
  mark: { alignSelf: 'center', lineHeight: 0 },
  done: { color: theme.palette.success.main },
}));

/** What to do first; gone when it is all done, or when the reader hides it. */
export function FirstStepsSection(props: { me: Me; entities: Entity[] }) {
  const classes = useStyles();
  const visits = useVisits();
  const hidden = useStored<boolean>('first-steps-hidden', false);
  if (hidden.value !== false || !visits.data) {
    return null;
  }
  const steps = firstSteps(props.me, props.entities, visits.data);
  const done = steps.filter(step => step.done).length;
  if (done === steps.length) {
    return null;
  }
  return (
    <SectionCard
      title="First steps"
      note={`${done} of ${steps.length} done`}
      action={
        <Button size="small" onClick={() => hidden.set(true)}>
          Hide
        </Button>
      }
    >
      <Rows label="First steps" ordered>
        {steps.map(step => (
          <Row key={step.text} dense>
            <div className={classes.step}>
              <span className={classes.mark}>
                {step.done ? (
                  <RiCheckboxCircleFill
                    size={18}
                    className={classes.done}
                    aria-label="Done"
                  />
                ) : (
                  <RiCheckboxBlankCircleLine size={18} aria-label="Open" />
                )}
              </span>
              <Link to={step.path}>{step.text}</Link>
            </div>
          </Row>
        ))}
      </Rows>
    </SectionCard>
  );
}
