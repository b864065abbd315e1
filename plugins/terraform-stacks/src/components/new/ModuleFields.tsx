import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import { makeStyles } from '@material-ui/core/styles';
import { Part, Stack } from '@towpath/ui';
import { SOURCES, type NewStack } from '../../lib/newStack';
import { Field, type FormProps } from './Field';

const useStyles = makeStyles(theme => ({
  legend: { fontSize: theme.typography.pxToRem(13) },
}));

/** Of which module a stack is made, and what that is given. */
export function ModuleFields(props: FormProps) {
  return (
    <Part title="What it is made of">
      <Stack>
        <SourceChoice {...props} />
        <SourceFields {...props} />
        <Field
          {...props}
          name="variables"
          label="Variables"
          placeholder='{"size": 3}'
          helperText="Names and values as JSON. Anybody may see them; secrets are given by the API, by PUT of the stack."
          multiline
        />
        <Field
          {...props}
          name="driftEvery"
          label="Looked at every"
          placeholder="6h"
          helperText="For what was changed outside of Terraform: 30m, 6h, or never. As often as the portal is set to when empty."
        />
      </Stack>
    </Part>
  );
}

function SourceChoice({ form, onChange }: FormProps) {
  const classes = useStyles();
  return (
    <FormControl component="fieldset">
      <FormLabel component="legend" className={classes.legend}>
        The module comes from
      </FormLabel>
      <RadioGroup
        row
        value={form.from}
        onChange={event =>
          onChange({ from: event.target.value as NewStack['from'] })
        }
      >
        {Object.entries(SOURCES).map(([value, words]) => (
          <FormControlLabel
            key={value}
            value={value}
            label={words}
            control={<Radio size="small" color="primary" />}
          />
        ))}
      </RadioGroup>
    </FormControl>
  );
}

function SourceFields(props: FormProps) {
  switch (props.form.from) {
    case 'git':
      return (
        <>
          <Field {...props} name="url" label="Repository" required />
          <Field
            {...props}
            name="tag"
            label="Tag"
            helperText="A tag or a whole commit id; a branch would be another module tomorrow."
            required
          />
          <Field
            {...props}
            name="path"
            label="Folder"
            helperText="Where the module is in it; its root when empty."
          />
        </>
      );
    case 'registry':
      return (
        <>
          <Field
            {...props}
            name="source"
            label="Module"
            placeholder="terraform-aws-modules/vpc/aws"
            required
          />
          <Field {...props} name="version" label="Version" required />
        </>
      );
    default:
      return (
        <Field
          {...props}
          name="platform"
          label="Name of the module"
          helperText="A folder of the platform's modules."
          required
        />
      );
  }
}
