import Box from '@material-ui/core/Box';
import { DidNotCome, Part, Stack } from '@towpath/ui';
import { useChoices } from '../../queries/useChoices';
import { Field, type FormProps } from './Field';

/** What a stack is called, whose it is, and where. */
export function WhoseFields(props: FormProps) {
  const { owners, environments, error, retry } = useChoices();
  return (
    <Part title="Whose it is">
      {/* The label of the first field stands on its edge. */}
      <Box paddingTop={1}>
        <Stack>
          <Field
            {...props}
            name="key"
            label="Key"
            helperText="It stays, and no other stack has it: lower-case letters, digits and hyphens."
            required
          />
          <Field
            {...props}
            name="owner"
            label="Owner"
            helperText="They and platform engineers change it."
            choices={owners.map(({ ref, words }) => ({ value: ref, words }))}
            required
          />
          <DidNotCome
            what="Owners and environments"
            error={error}
            onRetry={retry}
          />
          <Field
            {...props}
            name="environment"
            label="Environment"
            helperText="Rules ask about it."
            choices={environments.map(({ name, words }) => ({
              value: name,
              words,
            }))}
          />
          <Field
            {...props}
            name="service"
            label="Service"
            placeholder="component:default/shop"
            helperText="The component that needs it, where there is one."
          />
        </Stack>
      </Box>
    </Part>
  );
}
