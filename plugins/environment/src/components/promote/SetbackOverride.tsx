import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import type { GateReport } from '@towpath/plugin-environment-common';
import { useCalmStyles } from '../shared/useCalmStyles';

/** What is known against the version, and the box by which a person brings it again all the same. */
export function SetbackOverride(props: {
  gate: GateReport;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { gate, checked, onChange } = props;
  const classes = useCalmStyles();
  return (
    <div className={classes.notice}>
      {gate.title}: closed, as said above.
      <div>
        <FormControlLabel
          label="Promote it again all the same; the reason below says why"
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
