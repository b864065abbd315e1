import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type { Freeze } from '@towpath/plugin-environment-common';
import { RelativeTime } from '@towpath/ui';
import { useCalmStyles } from '../shared/useCalmStyles';

/** The freeze that holds, and the box that sets it aside for this roll back alone. */
export function FreezeOverride(props: {
  freeze: Freeze;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { freeze, checked, onChange } = props;
  const classes = useCalmStyles();
  return (
    <div className={classes.notice}>
      {freeze.environment} is frozen: {freeze.reason}
      {freeze.endsAt && (
        <>
          , ends <RelativeTime at={freeze.endsAt} />
        </>
      )}
      .
      <div>
        <FormControlLabel
          label="Roll back although the freeze holds; the reason is recorded"
          control={
            <Checkbox
              size="small"
              color="primary"
              checked={checked}
              onChange={event => onChange(event.target.checked)}
            />
          }
        />
      </div>
    </div>
  );
}
