import type { Setting } from './findStrings';

/** Keys whose values are hosts without a scheme, as `gitHost` and `imageRegistry`. */
const HOST_KEY = /(host|hostname|address|registry)$/i;

const LOCAL =
  /^(localhost|.+\.localhost|0\.0\.0\.0|\[::1\]|\[::\]|127\.\d+\.\d+\.\d+)$/;

/** Whether a setting leads to this machine. */
export const isLocal = (setting: Setting) => LOCAL.test(hostnameOf(setting));

/** Whether a setting leads to `myorg.example`, the company that the sandbox invents. */
export const isOfSandboxCompany = (setting: Setting) =>
  /(^|\.)myorg\.example$/.test(hostnameOf(setting));

/**
 * The host in a URL under any key, or in a bare host under a key for hosts; empty for other texts.
 * Parses as a special scheme, so that every spelling of an address comes out the same.
 */
function hostnameOf({ key, value }: Setting): string {
  const [, inUrl] = /^[a-z][a-z0-9+.-]*:\/\/(.+)$/i.exec(value) ?? [];
  const rest = inUrl ?? (HOST_KEY.test(key) ? value : '');
  return rest && URL.canParse(`http://${rest}`)
    ? new URL(`http://${rest}`).hostname.replace(/\.$/, '')
    : '';
}
