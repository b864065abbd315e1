import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** What {@link Person} needs. */
export interface PersonProps {
  /** A user's entity reference, the name of a program, or the environment that asked by itself. */
  by: string;
  /** Nobody asked: it came by itself. */
  automatic?: boolean;
}

/** Who did something, with a way to them when they are a person. */
export function Person({ by, automatic }: PersonProps) {
  const byItself = automatic || by.startsWith('environment:');
  if (byItself) return <>the portal, by itself</>;
  if (!by.includes(':')) return <>{by}</>;
  return <EntityRefLink entityRef={by} defaultKind="user" hideIcon />;
}
