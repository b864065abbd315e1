import type { ReactNode } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { Notice } from '../layout/Notice';

/** What {@link Override} needs. */
export interface OverrideProps {
  /** What stands against it. */
  children: ReactNode;
  /** What a person does all the same: "Roll back although the freeze holds". */
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** What stands against a decision, and the box by which a person decides so all the same. */
export function Override(props: OverrideProps) {
  const { children, label, checked, onChange } = props;
  return (
    <Notice>
      {children}
      <div>
        <FormControlLabel
          label={label}
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
    </Notice>
  );
}
