/**
 * Runs in the portal: what waits for whom, and how each stands. What a kind shows of its own is added by
 * `RunViewBlueprint` of `@towpath/plugin-runs-react`.
 *
 * @packageDocumentation
 */
export { runsPlugin as default } from './plugin';
