import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { Link } from 'react-router-dom';
import { useMayStart } from '../../queries/useMayStart';
import { newRouteRef } from '../../routes';
import { WhyNot } from '../shared/WhyNot';

/** Leads to where a new stack is said, or says why not. */
export function NewStackButton() {
  const newStack = useRouteRef(newRouteRef);
  const mayStart = useMayStart();
  return (
    <>
      {mayStart && <WhyNot of={mayStart} />}{' '}
      <Button
        size="small"
        variant="outlined"
        component={Link}
        to={newStack()}
        disabled={!mayStart?.allowed}
      >
        New stack
      </Button>
    </>
  );
}
