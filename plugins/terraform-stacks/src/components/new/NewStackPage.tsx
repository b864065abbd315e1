import { useRouteRef } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  Controls,
  ErrorState,
  Page,
  Quiet,
  SectionCard,
  Stack,
  useOnce,
} from '@towpath/ui';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  checkNewStack,
  NOTHING,
  type NewStack,
  type Problems,
} from '../../lib/newStack';
import { useNewStack } from '../../queries/useNewStack';
import { stackRouteRef } from '../../routes';
import { ModuleFields } from './ModuleFields';
import { WhoseFields } from './WhoseFields';

// As wide as one reads; wider, a field is far from what it says.
const useStyles = makeStyles({ form: { maxWidth: 720 } });

/** Says what a new stack is made of; leads to its page, where it is planned. */
export function NewStackPage() {
  const classes = useStyles();
  const [form, setForm] = useState(NOTHING);
  const [checked, setChecked] = useState(false);
  const { definition, problems } = checkNewStack(form);
  const create = useNewStack();
  const { once } = useOnce();
  const navigate = useNavigate();
  const stackRoute = useRouteRef(stackRouteRef);
  const key = form.key.trim();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (!definition) focusFirst(event.currentTarget, problems);
    if (!definition || create.isPending) return;
    once(whenFailed =>
      create.mutate(
        { key, definition },
        { onSuccess: () => navigate(stackRoute({ key })), ...whenFailed },
      ),
    );
  };
  const fields = {
    form,
    problems: checked ? problems : {},
    onChange: (changes: Partial<NewStack>) =>
      setForm(now => ({ ...now, ...changes })),
  };
  return (
    <Page title="New stack">
      <SectionCard title="New stack" padded>
        <form
          noValidate
          className={classes.form}
          onSubmit={submit}
          aria-label="New stack"
        >
          <Stack>
            <Quiet>
              A stack is what one Terraform module makes in one place, with its
              state. Nothing is planned by saying what it is made of.
            </Quiet>
            <WhoseFields {...fields} />
            <ModuleFields {...fields} />
            {create.error && (
              <ErrorState title="It was not made" error={create.error} />
            )}
            <Controls>
              <Button
                type="submit"
                variant="contained"
                color="primary"
                disabled={create.isPending}
              >
                Make the stack
              </Button>
            </Controls>
          </Stack>
        </form>
      </SectionCard>
    </Page>
  );
}

/** Leads to the first field that something is wrong with. */
function focusFirst(form: HTMLFormElement, problems: Problems): void {
  const fields = [...form.elements] as HTMLInputElement[];
  fields.find(({ name }) => Object.hasOwn(problems, name))?.focus();
}
