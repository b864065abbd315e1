export type { Person } from '@towpath/runs';
