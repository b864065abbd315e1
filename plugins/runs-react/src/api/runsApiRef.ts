import { createApiRef } from '@backstage/core-plugin-api';
import type { RunsApi } from '@towpath/plugin-runs-common';

/** Runs of every kind, asked for as the person who looks. */
export const runsApiRef = createApiRef<RunsApi>({ id: 'plugin.runs.service' });
