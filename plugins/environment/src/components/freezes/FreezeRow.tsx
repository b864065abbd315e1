import { useState } from 'react';
import Button from '@material-ui/core/Button';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Freeze } from '@towpath/plugin-environment-common';
import { Line, Quiet, Row, StateChip, Strong } from '@towpath/ui';
import { useFreezable } from '../../queries/useFreezable';
import { Person } from '@towpath/plugin-runs-react';
import { EndFreezeDialog } from './EndFreezeDialog';
import { FreezeSpan } from './FreezeSpan';

/** One freeze: of what, why, who, until when, and how to end it. */
export function FreezeRow(props: { freeze: Freeze; onEnded: () => void }) {
  const { freeze, onEnded } = props;
  const [ending, setEnding] = useState(false);
  const { environment, services = [], reason, active, createdBy } = freeze;
  const { recurring, canEnd } = freeze;
  // Who may freeze nothing reads above the list who may, once for all of them.
  const { environments } = useFreezable();
  const why = environments?.length === 0 ? undefined : canEnd?.why;
  return (
    <Row>
      <Line
        end={
          recurring
            ? 'from the definition of the environment'
            : canEnd?.allowed && (
                <Button
                  size="small"
                  variant="outlined"
                  onClick={() => setEnding(true)}
                >
                  End freeze…
                </Button>
              )
        }
      >
        <StateChip
          state={active ? 'closed' : 'queued'}
          label={active ? 'frozen' : 'not yet'}
        />
        <Strong>{environment}</Strong>
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
        <Quiet component="span">
          <FreezeSpan freeze={freeze} />
        </Quiet>
      </Line>
      <Quiet>
        {reason}
        {createdBy && (
          <>
            {' '}
            · by <Person by={createdBy} />
          </>
        )}
      </Quiet>
      {!recurring && why && <Quiet>{why}</Quiet>}
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
    </Row>
  );
}
