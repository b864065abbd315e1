import { useState } from 'react';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Button from '@material-ui/core/Button';
import type { Plan } from '@towpath/plugin-score-common';
import {
  Controls,
  countFiles,
  countResources,
  Line,
  Moment,
  Notice,
  Quiet,
  RelativeTime,
  Stack,
  useNow,
} from '@towpath/ui';
import { whyNotProvision } from '../../lib/planWords';
import { WithOverride } from '../shared/WithOverride';
import { ServiceLink } from '../shared/ServiceLink';
import { PlanAgain } from './PlanAgain';
import { ProvisionDialog } from './ProvisionDialog';

const useStyles = makeStyles(theme => ({
  title: {
    margin: 0,
    fontSize: theme.typography.pxToRem(20),
    overflowWrap: 'anywhere',
  },
}));

/** What is planned, in numbers, whether it can be done, and the ways on. */
export function PlanHeader({ plan }: { plan: Plan }) {
  const classes = useStyles();
  const [isOpen, setOpen] = useState(false);
  const why = whyNotProvision(plan, useNow().toMillis());
  const { service, environment, resources, files, waitsFor, removes } = plan;
  return (
    <Stack component="header">
      <h2 className={classes.title}>
        {removes ? 'Removal' : 'Plan'} of <ServiceLink service={service} />{' '}
        {removes ? 'from' : 'in'} {environment}
      </h2>
      {plan.hasEffect ? (
        <Line>
          {countResources(resources)}, {countFiles(files)}
        </Line>
      ) : (
        <Line>
          {removes
            ? 'It has nothing there any more.'
            : 'Everything is as the Score file asks.'}
        </Line>
      )}
      <Made plan={plan} />
      {why && plan.hasEffect && <Notice>{why}</Notice>}
      {waitsFor && !why && <Notice>{waitsFor}</Notice>}
      <Controls>
        {plan.hasEffect && (
          <Button
            variant="contained"
            color="primary"
            disabled={why !== undefined}
            onClick={() => setOpen(true)}
          >
            {removes
              ? `Remove from ${environment}`
              : `Provision ${environment}`}
          </Button>
        )}
        <PlanAgain of={plan} />
      </Controls>
      {isOpen && <ProvisionDialog plan={plan} onClose={() => setOpen(false)} />}
    </Stack>
  );
}

function Made({
  plan: { createdAt, expiresAt, source, override },
}: {
  plan: Plan;
}) {
  return (
    <Line>
      <Quiet component="span">
        made <RelativeTime at={createdAt} />, can be relied upon until{' '}
        <Moment at={expiresAt} />
      </Quiet>
      {source && <Link to={source.url}>score.yaml ↗</Link>}
      <WithOverride override={override} />
    </Line>
  );
}
