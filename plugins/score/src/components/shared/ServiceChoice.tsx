import { useId, useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { serviceName } from '@towpath/plugin-environment-common';
import { keys } from '../../queries/keys';

const OFFERED = 20;

const useStyles = makeStyles(theme => ({
  root: {
    width: 260,
    [theme.breakpoints.down('xs')]: { width: '100%' },
  },
}));

/** What {@link ServiceChoice} needs. */
export interface ServiceChoiceProps {
  /** Entity reference; empty for none. */
  value: string;
  onChange: (service: string) => void;
}

/** A component of the catalog, found by a part of its name. */
export function ServiceChoice({ value, onChange }: ServiceChoiceProps) {
  const classes = useStyles();
  const id = useId();
  const [entered, setEntered] = useState('');
  const isChosen = value !== '' && entered === serviceName(value);
  const { data = [] } = useComponents(isChosen ? '' : entered);
  return (
    <Autocomplete
      id={id}
      size="small"
      className={classes.root}
      options={[...new Set([...data, ...(value ? [value] : [])])]}
      // The catalog has narrowed them already.
      filterOptions={found => found}
      noOptionsText="No component has this in its name"
      value={value || null}
      inputValue={entered}
      onInputChange={(_, text) => setEntered(text)}
      onChange={(_, service) => onChange(service ?? '')}
      getOptionLabel={serviceName}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label="Service"
          InputLabelProps={{ shrink: true }}
        />
      )}
    />
  );
}

function useComponents(term: string) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: keys.components(term),
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: 'component' },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        fullTextFilter: { term, fields: ['metadata.name'] },
        limit: OFFERED,
      });
      return items.map(entity => stringifyEntityRef(entity));
    },
    placeholderData: keepPreviousData,
  });
}
