import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Freeze } from '@towpath/plugin-environment-common';
import { StateChip } from '@towpath/ui';
import { useFreezable } from '../../queries/useFreezable';
import { Person } from '../shared/Person';
import { useCalmStyles } from '../shared/useCalmStyles';
import { EndFreezeDialog } from './EndFreezeDialog';
import { FreezeSpan } from './FreezeSpan';

/** One freeze: of what, why, who, until when, and how to end it. */
export function FreezeRow(props: { freeze: Freeze; onEnded: () => void }) {
  const { freeze, onEnded } = props;
  const classes = useCalmStyles();
  const [ending, setEnding] = useState(false);
  const { environment, services = [], reason, active, createdBy } = freeze;
  const { recurring, canEnd } = freeze;
  // Who may freeze nothing reads above the list who may, once for all of them.
  const { environments } = useFreezable();
  const why = environments?.length === 0 ? undefined : canEnd?.why;
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <StateChip
          state={active ? 'closed' : 'queued'}
          label={active ? 'frozen' : 'not yet'}
        />
        <span className={classes.strong}>{environment}</span>
        <span>
          {services.length === 0 ? (
            'all services'
          ) : (
            <EntityRefLinks
              entityRefs={services}
              defaultKind="component"
              hideIcons
            />
          )}
        </span>
        <span className={classes.quiet}>
          <FreezeSpan freeze={freeze} />
        </span>
        <span className={classes.end}>
          {recurring && (
            <span className={classes.quiet}>
              from the definition of the environment
            </span>
          )}
          {!recurring && canEnd?.allowed && (
            <Button
              size="small"
              variant="outlined"
              onClick={() => setEnding(true)}
            >
              End freeze…
            </Button>
          )}
        </span>
      </div>
      <p className={classes.quiet}>
        {reason}
        {createdBy && (
          <>
            {' '}
            · by <Person by={createdBy} />
          </>
        )}
      </p>
      {!recurring && why && <p className={classes.quiet}>{why}</p>}
      {ending && (
        <EndFreezeDialog
          freeze={freeze}
          onEnded={() => {
            setEnding(false);
            onEnded();
          }}
          onClose={() => setEnding(false)}
        />
      )}
    </li>
  );
}
