/** What "2 behind" counts. */
export function describeBehind(behind: number): string {
  return behind === 1
    ? 'One version that has been healthy in the environment before is newer'
    : `${behind} versions that have been healthy in the environment before are newer`;
}
