import { EntityRefLink, useEntity } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import TextField from '@material-ui/core/TextField';
import type { Service } from '@towpath/plugin-environment-common';
import {
  EmptyState,
  ErrorState,
  MoreFailed,
  QueryScope,
  SectionCard,
  Waiting,
} from '@towpath/ui';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { useServicesIn } from '../../queries/useServicesIn';
import { useLiveUpdates } from '../../queries/useLiveUpdates';
import { deploymentIn } from '../../lib/deploymentIn';
import { DeploymentState } from '../deployment/DeploymentState';

const TYPING_MS = 200;

const useStyles = makeStyles(theme => ({
  filter: { padding: theme.spacing(0.5, 2, 1), maxWidth: 360 },
  list: { listStyle: 'none', margin: 0, padding: theme.spacing(0, 0, 1) },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(1),
    alignItems: 'baseline',
    padding: theme.spacing(0.75, 2),
    fontSize: theme.typography.pxToRem(14),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
  name: { fontWeight: 600, overflowWrap: 'anywhere' },
  more: { padding: theme.spacing(0, 1, 1) },
}));

/** The services in the environment of this page, with a filter by name. */
export function WhatRunsHereCard() {
  return (
    <SectionCard title="What runs here">
      <QueryScope>
        <Services />
      </QueryScope>
    </SectionCard>
  );
}

function Services() {
  const classes = useStyles();
  const { entity } = useEntity();
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  useDebounce(() => setQuery(text), TYPING_MS, [text]);
  useLiveUpdates();
  return (
    <>
      <div className={classes.filter}>
        <TextField
          fullWidth
          size="small"
          variant="outlined"
          type="search"
          placeholder="Filter services"
          value={text}
          onChange={event => setText(event.target.value)}
          inputProps={{ 'aria-label': 'Filter services' }}
        />
      </div>
      <Matches environment={entity.metadata.name} query={query} />
    </>
  );
}

function Matches(props: { environment: string; query: string }) {
  const classes = useStyles();
  const { environment, query } = props;
  const { services, list, more } = useServicesIn(environment, query);
  if (list.isError && !list.data) {
    return (
      <ErrorState
        title="What runs here cannot be shown"
        error={list.error}
        onRetry={() => list.refetch()}
      />
    );
  }
  const failed = <MoreFailed list={list} what="The services after these" />;
  if (services.length === 0) {
    const coming = list.isPending || list.isPlaceholderData || more;
    if (coming) return <Waiting rows={4} />;
    if (list.isFetchNextPageError) return failed;
    return <Nothing environment={environment} filtered={query !== ''} />;
  }
  return (
    <>
      <ul className={classes.list}>
        {services.map(service => (
          <Row key={service.ref} service={service} environment={environment} />
        ))}
      </ul>
      {failed}
      {more && (
        <div className={classes.more}>
          <Button size="small" color="primary" onClick={more}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function Row(props: { service: Service; environment: string }) {
  const classes = useStyles();
  const { ref, name, title } = props.service;
  return (
    <li className={classes.row}>
      <span className={classes.name}>
        <EntityRefLink entityRef={ref} title={title ?? name} hideIcon />
      </span>
      <DeploymentState
        deployment={deploymentIn(props.service, props.environment)}
      />
    </li>
  );
}

function Nothing(props: { environment: string; filtered: boolean }) {
  return props.filtered ? (
    <EmptyState
      title="No service matches"
      why="None that runs here has this in its name."
    />
  ) : (
    <EmptyState
      title={`Nothing runs in ${props.environment} yet`}
      why="A service comes here by promotion, or from its first build when the environment is the first."
    />
  );
}
