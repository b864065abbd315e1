import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useMine, useStillLoading } from '@towpath/home-react';
import { both, Row, Rows, SectionCard } from '@towpath/ui';
import {
  RiCheckboxBlankCircleLine,
  RiCheckboxCircleFill,
} from '@remixicon/react';
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
export function FirstStepsSection() {
  const classes = useStyles();
  const mine = useMine();
  const visits = useVisits();
  const hidden = useStored<boolean>('first-steps-hidden', false);
  const asked = both(mine, visits);
  useStillLoading(hidden.value === undefined || (!asked.data && !asked.error));
  if (hidden.value !== false || !asked.data) {
    return null;
  }
  const [{ me, owned }, visited] = asked.data;
  const steps = firstSteps(me, owned.entities, visited);
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
