/** The host that is meant where none is said, of either program. */
const DEFAULT_HOSTS = ['registry.terraform.io/', 'registry.opentofu.org/'];

/** The provider that Terraform itself is. */
export const BUILT_IN = 'terraform.io/builtin/terraform';

/** The provider that runs programs for what it says. */
export const EXTERNAL = 'hashicorp/external';

const PART = '[0-9a-z](?:[0-9a-z_-]*[0-9a-z])?';
const ADDRESS = new RegExp(`^(?:[a-z0-9.-]+(?::\\d+)?/)?${PART}/${PART}$`);

/** One way to write an address; undefined for what is none. */
export function readProviderAddress(source: string): string | undefined {
  const lower = source.toLowerCase();
  const whole = lower.includes('/') ? lower : `hashicorp/${lower}`;
  const host = DEFAULT_HOSTS.find(one => whole.startsWith(one)) ?? '';
  const address = whole.slice(host.length);
  return ADDRESS.test(address) ? address : undefined;
}

/** Patterns may name the host that is meant anyway. */
export function readProviderPatterns(patterns: string[]): string[] {
  return patterns.map(pattern => {
    const host = DEFAULT_HOSTS.find(one => pattern.startsWith(one)) ?? '';
    return pattern.slice(host.length).toLowerCase();
  });
}
