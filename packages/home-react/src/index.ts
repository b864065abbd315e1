/**
 * What a plugin needs to show something on the home page.
 *
 * @packageDocumentation
 */
export { hasDocs, providedApis } from './entityLinks';
export type { Owned } from './fetchOwned';
export {
  HomeSectionBlueprint,
  type HomePlace,
  type HomeSection,
  type HomeSectionParams,
} from './HomeSectionBlueprint';
export { nameOf, type Me } from './Me';
export { useMe } from './useMe';
export { useMine, type Mine } from './useMine';
export {
  LoadingProvider,
  StillLoading,
  useStillLoading,
  type BeginLoading,
} from './useStillLoading';
export {
  VisitNamesBlueprint,
  type VisitedThings,
  type VisitNames,
} from './VisitNamesBlueprint';
