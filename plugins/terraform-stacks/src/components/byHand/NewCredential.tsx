import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { NewStateCredential } from '@towpath/plugin-terraform-stacks-common';
import { CopyButton, Moment, Notice, Part, Quiet } from '@towpath/ui';
import { commandsFor } from '../../lib/commands';
import { MachineText } from '../shared/MachineText';

const useStyles = makeStyles(theme => ({
  text: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    '& pre': { flex: '1 1 240px', minWidth: 0 },
  },
}));

/** What {@link NewCredential} needs. */
export interface NewCredentialProps {
  told: NewStateCredential;
  /** It was taken along, and need not be shown any more. */
  onDone: () => void;
}

/** A credential as it is told once, and how one goes on with it. */
export function NewCredential({ told, onDone }: NewCredentialProps) {
  const { credential, username, password, block } = told;
  return (
    <>
      <Notice>
        The password is shown now and never again. It is good until{' '}
        <Moment at={credential.expiresAt} />
        {credential.readOnly && ', and only to read'}.
      </Notice>
      <Taken title="User name" text={username} />
      <Taken title="Password" text={password} />
      <Taken title="In the module, beside main.tf" text={block} />
      <Taken
        title="In a shell, in the folder of the module"
        text={commandsFor(told)}
      />
      <Quiet>
        The shell may keep what you type: a space before the line leaves it out
        of the history in most.
      </Quiet>
      <div>
        <Button size="small" variant="outlined" onClick={onDone}>
          I have taken it along
        </Button>
      </div>
    </>
  );
}

function Taken({ title, text }: { title: string; text: string }) {
  const classes = useStyles();
  return (
    <Part title={title}>
      <div className={classes.text}>
        <MachineText label={title} text={text} />
        <CopyButton text={() => text} />
      </div>
    </Part>
  );
}
