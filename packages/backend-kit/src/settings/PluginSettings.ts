import {
  createServiceFactory,
  createServiceRef,
  type BackendFeature,
} from '@backstage/backend-plugin-api';

/**
 * What a backend in production has to know of a plugin's own part of the configuration, to refuse what
 * nobody has looked at. It is looked at before any plugin starts, so that it is only data.
 */
export interface PluginSettings {
  /**
   * By a key, such as `argocd`, every setting below it that is known: with another one the backend does not
   * start. `argocd.instances[]` is each member of that list.
   */
  known?: Readonly<Record<string, readonly string[]>>;
  /**
   * Keys below which texts are addresses of other services: none of them may be asked in clear, be on
   * this machine, or be of the sandbox's company.
   */
  services?: readonly string[];
}

/** What every plugin that is added says of its settings. */
export const pluginSettingsServiceRef = createServiceRef<PluginSettings>({
  id: 'towpath.pluginSettings',
  scope: 'root',
  multiton: true,
});

/**
 * Tells the portal which settings of a plugin are known; comes with the plugin from its package. Two plugins
 * may say it of one key: then only what both know is known.
 */
export function createPluginSettings(settings: PluginSettings): BackendFeature {
  return createServiceFactory({
    service: pluginSettingsServiceRef,
    // None, since the configuration itself waits for it.
    deps: {},
    factory: () => settings,
  });
}
