import { getContrastRatio } from '@material-ui/core/styles/colorManipulator';
import { dark, light, type Scheme } from './palette';

const onEverySurface: Array<keyof Scheme> = [
  'text',
  'textSecondary',
  'accent',
  'good',
  'warn',
  'bad',
  'info',
];

describe.each([light, dark])('the $mode scheme', scheme => {
  const surfaces: Array<keyof Scheme> = ['app', 'surface', 'raised', 'hover'];

  it.each(onEverySurface)('keeps %s readable on every surface', name => {
    for (const surface of surfaces) {
      expect({
        surface,
        readable: getContrastRatio(scheme[name], scheme[surface]) >= 4.5,
      }).toEqual({ surface, readable: true });
    }
  });

  it.each(['good', 'warn', 'bad', 'info'] as const)(
    'keeps %s and plain text readable on its own background',
    tone => {
      const background = scheme[`${tone}Background`];
      expect(getContrastRatio(scheme[tone], background)).toBeGreaterThan(4.5);
      expect(getContrastRatio(scheme.text, background)).toBeGreaterThan(4.5);
    },
  );

  it('keeps the button, the navigation and the edges of controls visible', () => {
    const ratios = {
      button: getContrastRatio(scheme.onAccent, scheme.accent),
      nav: getContrastRatio(scheme.navText, scheme.nav),
      navHover: getContrastRatio(scheme.navText, scheme.navHover),
    };
    for (const ratio of Object.values(ratios)) {
      expect(ratio).toBeGreaterThan(4.5);
    }
    expect(
      getContrastRatio(scheme.borderStrong, scheme.surface),
    ).toBeGreaterThan(3);
    expect(getContrastRatio(scheme.ring, scheme.app)).toBeGreaterThan(3);
  });
});
