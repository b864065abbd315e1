import type { Scheme } from './palette';
import { fontFamily, monospaceFamily } from './fonts';

const toneTokens = (name: string, colour: string, background: string) => ({
  [`--bui-fg-${name}`]: colour,
  [`--bui-${name}-bg-subdued`]: background,
  [`--bui-${name}-fg-subdued`]: colour,
  [`--bui-${name}-border`]: colour,
});

// Retired by @backstage/ui 0.18, whose own buttons and checkboxes still read them.
/* eslint-disable @backstage/no-deprecated-bui-tokens */
const retiredTokens = (scheme: Scheme) => ({
  '--bui-bg-solid': scheme.accent,
  '--bui-bg-solid-hover': scheme.accentHover,
  '--bui-bg-solid-pressed': scheme.accentHover,
  '--bui-fg-solid': scheme.onAccent,
});
/* eslint-enable @backstage/no-deprecated-bui-tokens */

/**
 * The scheme as the variables that `@backstage/ui` reads, so that its parts and
 * Material UI's cannot drift apart.
 */
export function buiTokens(scheme: Scheme): Record<string, string> {
  return {
    '--bui-font-regular': fontFamily,
    '--bui-font-monospace': monospaceFamily,
    '--bui-ring': scheme.ring,
    '--bui-bg-app': scheme.app,
    '--bui-bg-neutral-1': scheme.surface,
    '--bui-bg-neutral-2': scheme.raised,
    '--bui-bg-neutral-3': scheme.surface,
    '--bui-bg-neutral-4': scheme.raised,
    '--bui-fg-primary': scheme.text,
    '--bui-fg-secondary': scheme.textSecondary,
    '--bui-fg-disabled': scheme.textDisabled,
    '--bui-border-1': scheme.border,
    '--bui-border-2': scheme.borderStrong,
    '--bui-accent-bg': scheme.accent,
    '--bui-accent-bg-hover': scheme.accentHover,
    '--bui-accent-fg': scheme.onAccent,
    ...retiredTokens(scheme),
    ...toneTokens('positive', scheme.good, scheme.goodBackground),
    ...toneTokens('warning', scheme.warn, scheme.warnBackground),
    ...toneTokens('negative', scheme.bad, scheme.badBackground),
    ...toneTokens('announcement', scheme.info, scheme.infoBackground),
  };
}
