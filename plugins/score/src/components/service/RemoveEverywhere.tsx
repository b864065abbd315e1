import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { serviceName } from '@towpath/plugin-environment-common';
import type { Plan, ScoreService } from '@towpath/plugin-score-common';
import {
  Answer,
  Controls,
  ErrorState,
  Quiet,
  Rows,
  SectionCard,
} from '@towpath/ui';
import { removalsOf, toBegin, toPlan, type Removal } from '../../lib/removals';
import { usePlanRemovals, useProvisionRuns } from '../../queries/useRemovals';
import { RemovalRow } from './RemovalRow';
import { RemoveAllDialog } from './RemoveAllDialog';

const useStyles = makeStyles(theme => ({
  below: { padding: theme.spacing(0, 2, 2) },
}));

/** What {@link RemoveEverywhere} needs. */
export interface RemoveEverywhereProps {
  service: ScoreService;
  /** Asks for the service again. */
  onRetry: () => void;
}

/** The way out for a service that goes: all that it has in all environments, and how far its removal is. */
export function RemoveEverywhere({ service, onRetry }: RemoveEverywhereProps) {
  const [isOpen, setOpen] = useState(false);
  const isAnything = removalsOf(service, []).length > 0;
  if (!isOpen && !isAnything) return null;
  return (
    <SectionCard title="Remove the service" padded={!isOpen}>
      {isOpen ? (
        <Asked service={service} onRetry={onRetry} />
      ) : (
        <Controls>
          <Quiet component="span">
            All that it has goes, in every environment, by a plan for each.
          </Quiet>
          <Button size="small" onClick={() => setOpen(true)}>
            Remove from every environment…
          </Button>
        </Controls>
      )}
    </SectionCard>
  );
}

function Asked({ service, onRetry }: RemoveEverywhereProps) {
  const asked = useProvisionRuns(service.service);
  const refresh = () => {
    onRetry();
    return asked.refetch();
  };
  return (
    <Answer asked={asked} failure="How far it is cannot be told" rows={3}>
      {({ pages }) => (
        <Removals
          service={service.service}
          removals={removalsOf(
            service,
            pages.flatMap(({ items }) => items),
          )}
          onBegun={refresh}
        />
      )}
    </Answer>
  );
}

function Removals(props: {
  service: string;
  removals: Removal[];
  onBegun: () => void;
}) {
  const { service, removals, onBegun } = props;
  const make = usePlanRemovals(service);
  const [isAsking, setAsking] = useState(false);
  const plans = make.data ?? new Map<string, Plan>();
  const ready = toBegin(removals, plans, Date.now());
  return (
    <>
      <Rows label="What is to go">
        {removals.map(one => (
          <RemovalRow
            key={one.environment.name}
            of={one}
            plan={plans.get(one.environment.name)}
          />
        ))}
      </Rows>
      <Ways
        make={make}
        open={toPlan(removals).map(({ environment }) => environment.name)}
        ready={ready}
        onAsk={() => setAsking(true)}
      />
      {isAsking && (
        <RemoveAllDialog
          service={serviceName(service)}
          plans={ready}
          onBegun={() => {
            setAsking(false);
            make.reset();
            onBegun();
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

/** To plan all that can be, and to begin all that is planned. */
function Ways(props: {
  make: ReturnType<typeof usePlanRemovals>;
  /** Names of the environments that can be planned. */
  open: string[];
  /** Plans that can be done. */
  ready: Plan[];
  onAsk: () => void;
}) {
  const { make, open, ready, onAsk } = props;
  const classes = useStyles();
  return (
    <div className={classes.below}>
      <Controls>
        <Button
          size="small"
          variant="outlined"
          disabled={make.isPending || open.length === 0}
          onClick={() => make.mutate(open)}
        >
          Plan {open.length === 1 ? 'the removal' : 'all removals'}
        </Button>
        {ready.length > 0 && (
          <Button size="small" onClick={onAsk}>
            Remove from {ready.map(one => one.environment).join(', ')}…
          </Button>
        )}
      </Controls>
      {make.error && (
        <ErrorState title="Not all was planned" error={make.error} />
      )}
    </div>
  );
}
