/** What is laid over a Score file in one environment. */
export interface Override {
  /** Of its file, or that the Score file's would be. */
  name: string;
  /** Of its page; absent when its text was given. */
  url?: string;
  text: string;
}

/** A Score file as one environment has it. */
export interface ScoreText {
  text: string;
  /** Of its page; absent when its text was given. */
  url?: string;
  /** Absent where nothing is laid over it. */
  override?: Override;
}

/** Which override applied, without its text. */
export function namedOverride({ override }: Pick<ScoreText, 'override'>) {
  if (!override) return undefined;
  const { name, url } = override;
  return { name, ...(url !== undefined && { url }) };
}

/** Where manifests come from, for whoever reads them; undefined for a text that is in no repository. */
export function describeSource({
  url,
  override,
}: Omit<ScoreText, 'text'>): string | undefined {
  if (url === undefined) return undefined;
  return override ? `${url} with ${override.name}` : url;
}
