import { useId } from 'react';

/**
 * The mark: a T whose stem is a towpath (light) running beside the canal
 * (coloured) to the horizon.
 *
 * @param props - `size` in pixels.
 */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <path d="M5 4h22v5.500H5z" fill="currentColor" />
      <path d="M10.500 12h4.500v16H7z" fill="currentColor" />
      <path d="M17 12h4.500l3.500 16h-8z" fill="#5cc8b1" />
    </svg>
  );
}

/**
 * The mark with the name beside it.
 *
 * @param props - `size` of the mark in pixels.
 */
export function LogoFull({ size = 28 }: { size?: number }) {
  const titleId = useId();
  return (
    <svg
      height={size}
      viewBox="0 0 148 32"
      role="img"
      aria-labelledby={titleId}
      fill="currentColor"
    >
      <title id={titleId}>Towpath</title>
      <path d="M5 4h22v5.500H5z" />
      <path d="M10.500 12h4.500v16H7z" />
      <path d="M17 12h4.500l3.500 16h-8z" fill="#5cc8b1" />
      <text
        x="40"
        y="24"
        fontFamily="'Inter Variable', system-ui, sans-serif"
        fontSize="22"
        fontWeight="650"
        letterSpacing="-0.5"
      >
        Towpath
      </text>
    </svg>
  );
}
