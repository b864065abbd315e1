import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';
import FormHelperText from '@material-ui/core/FormHelperText';
import TextField from '@material-ui/core/TextField';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { findFault, judgeName, LONGEST_NAME, type Verdict } from './judgeName';

/** Long enough that a word typed at once is one question to the catalog. */
const PAUSE_MS = 250;

const hint = `Small letters, digits and hyphens, at most ${LONGEST_NAME}.`;

export const repositoryNameSchema = makeFieldSchema({
  output: z => z.string(),
});

/** A name for a new repository and component; says while one types whether it can be had. */
export const RepositoryName = (props: typeof repositoryNameSchema.TProps) => {
  const {
    formData = '',
    onChange,
    idSchema,
    required,
    schema,
    uiSchema,
  } = props;
  const verdict = useVerdict(formData);
  const refused = verdict?.state === 'refused';
  const id = idSchema?.$id ?? 'repository-name';
  return (
    <>
      <TextField
        id={id}
        label={uiSchema?.['ui:title'] ?? schema.title ?? 'Name'}
        value={formData}
        onChange={({ target }) => onChange(target.value)}
        required={required}
        disabled={props.disabled}
        error={refused}
        fullWidth
        inputProps={{
          autoFocus: uiSchema?.['ui:autofocus'],
          'aria-describedby': `${id}-verdict`,
          'aria-invalid': refused,
          autoCapitalize: 'none',
          autoComplete: 'off',
          spellCheck: false,
        }}
      />
      <FormHelperText id={`${id}-verdict`} error={refused} aria-live="polite">
        {wordsFor(verdict) ?? schema.description ?? hint}
      </FormHelperText>
    </>
  );
};

function wordsFor(verdict: Verdict | undefined): string | undefined {
  if (!verdict || verdict.state === 'empty') return undefined;
  return verdict.message;
}

/** What is wrong with its form is known at once; the rest when typing pauses. */
function useVerdict(name: string): Verdict | undefined {
  const catalog = useApi(catalogApiRef);
  const [asked, setAsked] = useState('');
  useDebounce(() => setAsked(name), PAUSE_MS, [name]);
  const { value } = useAsync(
    async () => ({ name: asked, verdict: await judgeName(asked, catalog) }),
    [asked, catalog],
  );
  const fault = name && findFault(name);
  if (fault) return { state: 'refused', message: fault };
  return value?.name === name ? value.verdict : undefined;
}
