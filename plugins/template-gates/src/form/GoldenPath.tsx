import { useState } from 'react';
import FormHelperText from '@material-ui/core/FormHelperText';
import { useApi } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Verdict } from '@towpath/plugin-template-gates-common';
import { QueryScope } from '@towpath/ui';
import useDebounce from 'react-use/esm/useDebounce';
import { templateGatesApiRef } from '../api/templateGatesApiRef';
import type { GoldenPathMark } from './markFields';
import { isAbout } from './validateGoldenPath';

/** Long enough that a word typed at once is one question. */
const PAUSE_MS = 300;

const FIELDS: Record<string, string> = {
  array: 'ArrayField',
  boolean: 'BooleanField',
  integer: 'NumberField',
  number: 'NumberField',
  object: 'ObjectField',
  string: 'StringField',
};

type Props = FieldExtensionComponentProps<unknown>;

/** A field as it would be without rules, and below it what they say while one fills it in. */
export function GoldenPath(props: Props) {
  return (
    <QueryScope>
      <Field {...props} />
      <Words {...props} />
    </QueryScope>
  );
}

const markOf = ({ uiSchema }: Props): GoldenPathMark =>
  (uiSchema as any)['ui:goldenPath'];

function Field(props: Props) {
  const { original } = markOf(props);
  const {
    'ui:field': _field,
    'ui:goldenPath': _mark,
    ...rest
  } = (props.uiSchema ?? {}) as Record<string, any>;
  const { schema, registry } = props;
  const name =
    original ?? FIELDS[[schema.type].flat()[0] as string] ?? 'StringField';
  const Original = registry.fields[name] as any;
  return (
    <>
      <Original
        {...props}
        uiSchema={original ? { ...rest, 'ui:field': original } : rest}
      />
      {!original && schema.description && (
        <FormHelperText>{schema.description}</FormHelperText>
      )}
    </>
  );
}

function Words(props: Props) {
  const { name } = markOf(props);
  const about = useVerdicts(props).filter(
    ({ field, effect }) => effect !== 'allow' && isAbout(field, name),
  );
  return (
    <div aria-live="polite">
      {about.map(one => (
        <FormHelperText
          key={`${one.policy}/${one.rule}`}
          error={one.effect === 'deny'}
        >
          {sayIt(one)}
        </FormHelperText>
      ))}
    </div>
  );
}

function sayIt({ effect, message, instead, groups = [] }: Verdict): string {
  const golden = instead ? ` Golden path: ${instead}.` : '';
  if (effect === 'deny') return `${message}${golden}`;
  const who = groups.map(ref => ref.split('/').at(-1)).join(' and ');
  return `${message} It waits for an approval by ${who} before its first step.${golden}`;
}

function useVerdicts({ formData, formContext, ...props }: Props): Verdict[] {
  const { template, name } = markOf(props as Props);
  const gates = useApi(templateGatesApiRef);
  const values = { ...(formContext as any)?.formData, [name]: formData };
  const text = JSON.stringify(values);
  const [asked, setAsked] = useState<string>();
  useDebounce(() => setAsked(text), PAUSE_MS, [text]);
  const { data } = useQuery({
    queryKey: ['template-gates', 'judgement', template, asked],
    // All fields of a form have the same answer, so it says nothing of who asked.
    queryFn: async () => {
      const judged = JSON.parse(asked!);
      const said = await gates.judge({ templateRef: template, values: judged });
      return { ...said, judged };
    },
    enabled: asked !== undefined && formData !== undefined,
    // What was said of this field stands while others are filled in.
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isAboutThis =
    JSON.stringify(data?.judged[name]) === JSON.stringify(formData);
  return data && isAboutThis ? data.verdicts : [];
}
